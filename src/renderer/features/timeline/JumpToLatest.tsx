import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Timeline.module.css';

/** Back to the end, where the view is elsewhere; says how much is new there. */
/** `isRaised`: something stands below. */
export function JumpToLatest({ isRaised }: { isRaised: boolean }) {
  const { t } = useLanguage();
  const session = useSession();
  const following = useAppState((state) => state.timeline.following);
  const unseen = useAppState((state) => state.timeline.unseen);
  if (following) return null;
  return (
    <Button
      look={unseen > 0 ? 'primary' : 'normal'}
      className={classes(styles.jump, isRaised && styles.raised)}
      onClick={() => void session.jumpToLatest()}
    >
      <Icon name="down" />
      {unseen > 0 ? t('newMessages', { count: unseen }) : t('jumpToLatest')}
    </Button>
  );
}

/** Up to the line before what was new, where that is out of view. */
export function JumpToUnread({ onJump }: { onJump: () => void }) {
  const { t } = useLanguage();
  return (
    <Button className={styles.jumpUp} onClick={onJump}>
      <Icon name="up" />
      {t('jumpToUnread')}
    </Button>
  );
}
