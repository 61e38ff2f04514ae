import type { Message } from '../../../api/contract.ts';
import { heldBy } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './MessageRow.module.css';

const icons = { device: 'clock', sent: 'done', peer: 'doneTwice' } as const;
const words = { device: 'reachDevice', sent: 'reachSent', peer: 'reachPeer' } as const;

interface ReachMarkProps {
  message: Message;
  reach: NonNullable<Message['reach']>;
  isReached: boolean;
  onDetails: (message: Message) => void;
}

/** How far an own message got, at the end of its row: until all hold it, how many of them. Opens who that is. */
export function ReachMark({ message, reach, isReached, onDetails }: ReachMarkProps) {
  const { t } = useLanguage();
  const held = useAppState((state) => heldBy(state, message)?.held ?? 0);
  const of = useAppState((state) => heldBy(state, message)?.of ?? 0);
  const isAll = held > 0 && held === of;
  // Nobody who is here said so yet: what the mark said before still holds.
  const said = held === 0 ? t(words[reach]) : t('heldBy', { held, of });
  return (
    <button
      type="button"
      className={classes(styles.reach, isAll && styles.all)}
      title={said}
      tabIndex={isReached ? 0 : -1}
      onClick={() => onDetails(message)}
    >
      {held > 0 && !isAll && (
        <span className={styles.fraction} aria-hidden="true">
          {t('heldShort', { held, of })}
        </span>
      )}
      <Hidden>{t('reachShow', { words: said })}</Hidden>
      <Icon name={icons[reach]} size={14} />
    </button>
  );
}
