import { useMemo } from 'react';
import { AVATAR_SIZE, avatarShapes } from '../lib/avatarShapes.ts';
import { initialOf } from '../lib/names.ts';
import styles from './Avatar.module.css';
import { authorHue } from './authorHue.ts';
import { classes } from './classes.ts';

interface AvatarProps {
  /** What the picture is drawn from, made from the person's key; undefined or "": no key, so their initial stands there. */
  seed: string | undefined;
  /** Gives the colour, which their name has too. */
  origin: string;
  name: string;
  small?: boolean;
}

/** Decoration: the name stands beside it. */
export function Avatar({ seed, origin, name, small }: AvatarProps) {
  return (
    <span className={classes(styles.avatar, small && styles.small, authorHue(origin))} aria-hidden="true">
      {seed === undefined || seed === '' ? initialOf(name) : <Pattern seed={seed} />}
    </span>
  );
}

function Pattern({ seed }: { seed: string }) {
  const { strong, soft } = useMemo(() => avatarShapes(seed), [seed]);
  return (
    <svg className={styles.pattern} viewBox={`0 0 ${AVATAR_SIZE} ${AVATAR_SIZE}`} focusable="false">
      <path className={styles.soft} d={soft} />
      <path className={styles.strong} d={strong} />
    </svg>
  );
}
