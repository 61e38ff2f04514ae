import type { ReactNode } from 'react';
import { selectPeers, selectSeveralWays } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useOverlay } from '../../app/overlay.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { AddPeer } from './AddPeer.tsx';
import { OwnCard } from './OwnCard.tsx';
import { PeerRow } from './PeerRow.tsx';
import styles from './Sidebar.module.css';

/** The room, the peers, and who this is. `corner`: a control beside the app's name. */
export function Sidebar({ corner }: { corner?: ReactNode }) {
  const { t, formatNumber } = useLanguage();
  const peers = useAppState(selectPeers);
  const severalWays = useAppState(selectSeveralWays);
  const { open } = useOverlay();
  const self = useAppState((state) => state.self);
  return (
    <div className={styles.sidebar}>
      <p className={styles.brand}>
        <Mark size={22} />
        <span>{t('appName')}</span>
        {corner}
      </p>
      <div className={styles.scroll}>
        <nav aria-label={t('conversations')}>
          <h2 className={styles.heading}>{t('conversations')}</h2>
          <ul>
            <li>
              <a href="#everyone" className={styles.room} aria-current="page" title={t('roomHint')}>
                <Icon name="room" />
                {t('room')}
              </a>
            </li>
          </ul>
        </nav>
        <section aria-label={t('peers')}>
          <h2 className={styles.heading}>
            {t('peers')} <span>{formatNumber(peers.length)}</span>
          </h2>
          {peers.length === 0 && <p className={styles.none}>{t('peersNone')}</p>}
          <ul>
            {peers.map((peer) => (
              <li key={peer.address}>
                <PeerRow peer={peer} isOneOfMore={severalWays.has(peer.origin)} />
              </li>
            ))}
          </ul>
          <div className={styles.add}>
            <p>{t('addPeer')}</p>
            <AddPeer />
          </div>
        </section>
      </div>
      <div className={styles.foot}>
        {self !== undefined && <OwnCard self={self} />}
        <Button
          look="plain"
          icon
          className={styles.settings}
          aria-label={t('settings')}
          title={t('settings')}
          onClick={() => open({ kind: 'settings', section: 'appearance' })}
        >
          <Icon name="settings" />
        </Button>
      </div>
    </div>
  );
}
