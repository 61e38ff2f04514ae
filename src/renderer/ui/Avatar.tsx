import { initialOf } from '../lib/names.ts';
import styles from './Avatar.module.css';
import { authorHue } from './authorHue.ts';
import { classes } from './classes.ts';

/** Decoration: the name stands beside it. */
export function Avatar({ origin, name, small }: { origin: string; name: string; small?: boolean }) {
  return (
    <span className={classes(styles.avatar, small && styles.small, authorHue(origin))} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}
