import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './ConnectionState.module.css';
import { connectionView } from './words.ts';

/** Whether this peer is connected, to how many, and whether it holds everything: in words. */
export function ConnectionState() {
  const { t } = useLanguage();
  const connection = useAppState((state) => state.connection);
  const wasOpen = useAppState((state) => state.wasOpen);
  const sync = useAppState((state) => state.sync);
  const wereHeard = useAppState((state) => [...state.peers.values()].some(({ lastHeard }) => lastHeard !== null));
  const view = connectionView({ connection, wasOpen, sync, wereHeard }, t);
  return (
    <div className={styles.state}>
      <span className={classes(styles.dot, styles[view.kind])} aria-hidden="true" />
      <span
        className={classes(styles.words, view.kind === 'lost' && styles.lostWords)}
        // Read out when it changes, but not each step of catching up.
        role={view.kind === 'catchingUp' ? undefined : 'status'}
        title={view.kind === 'lost' ? t('connectionLostHelp') : view.words}
      >
        {view.words}
      </span>
      {view.kind === 'catchingUp' && (
        <progress className={styles.progress} max={Math.max(1, view.of)} value={view.have} aria-label={view.words} />
      )}
    </div>
  );
}
