import { selectHasNetwork, selectWereHeard } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useOverlay } from '../../app/overlay.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { classes } from '../../ui/classes.ts';
import { Popover } from '../../ui/Popover.tsx';
import styles from './ConnectionState.module.css';
import { SyncExplained } from './SyncExplained.tsx';
import { connectionView } from './words.ts';

/** Whether this peer is connected, to how many, and whether it holds everything: in words. */
export function ConnectionState() {
  const { t } = useLanguage();
  const { open } = useOverlay();
  const connection = useAppState((state) => state.connection);
  const wasOpen = useAppState((state) => state.wasOpen);
  const sync = useAppState((state) => state.sync);
  const wereHeard = useAppState(selectWereHeard);
  const hasNetwork = useAppState(selectHasNetwork);
  const view = connectionView({ connection, wasOpen, sync, wereHeard, hasNetwork }, t);
  return (
    <div className={styles.state}>
      <span className={classes(styles.dot, styles[view.kind])} aria-hidden="true" />
      <span
        className={classes(styles.words, view.kind === 'lost' && styles.lostWords)}
        // Read out when it changes, but not each step of catching up.
        role={view.kind === 'catchingUp' ? undefined : 'status'}
        title={view.kind === 'lost' ? t('connectionLostHelp') : view.words}
      >
        {/* A status is read out as it changes; within it the words lead to the picture behind them. */}
        <button type="button" className={styles.open} onClick={() => open({ kind: 'network' })}>
          {view.words}
        </button>
      </span>
      {view.kind === 'catchingUp' && (
        <progress className={styles.progress} max={Math.max(1, view.of)} value={view.have} aria-label={view.words} />
      )}
      {connection === 'open' && sync !== undefined && sync.state !== 'alone' && (
        <Popover label={t('syncExplain')} icon="info">
          <SyncExplained sync={sync} words={view.words} />
        </Popover>
      )}
    </div>
  );
}
