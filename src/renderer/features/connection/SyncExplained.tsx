import type { ReactNode } from 'react';
import type { Peer, Sync } from '../../../api/contract.ts';
import { selectPeers } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { nameList } from '../../i18n/nameList.ts';
import { Provenance } from '../../ui/Provenance.tsx';
import { PersonName } from '../people/PersonName.tsx';
import styles from './SyncExplained.module.css';

/** As many differing peers as a glance takes in. */
const SHOWN = 8;

/** What the words about the connection mean, in figures: what is missing and who has it, who lacks what. */
/** `words`: what is explained; a narrow window cuts them. */
export function SyncExplained({ sync, words }: { sync: Sync; words: string }) {
  const { t, locale } = useLanguage();
  const peers = useAppState(selectPeers);
  const differing = peers.filter(({ state, behind, ahead }) => state === 'reachable' && behind + ahead > 0);
  const { have, of, peersInSync } = sync;
  return (
    <div className={styles.explained}>
      <h2>{t('syncTitle')}</h2>
      <p className={styles.words}>{words}</p>
      <p>{t('syncPeers', { count: sync.peers, synced: peersInSync })}</p>
      <p>{t('syncHave', { have, of })}</p>
      {sync.missing.length > 0 && (
        <Part title={t('syncMissing')}>
          {sync.missing.map(({ origin, name, count, heldBy }) => (
            <li key={origin}>
              <PersonName origin={origin} name={name} /> {t('syncMissingCount', { count })}
              {heldBy.length > 0 && <p>{t('syncHeldBy', { names: nameList(locale, t, heldBy) })}</p>}
            </li>
          ))}
        </Part>
      )}
      {differing.length > 0 && (
        <Part title={t('syncDiffering')}>
          {differing.slice(0, SHOWN).map((peer) => (
            <li key={peer.address}>
              <Who peer={peer} />
              {peer.behind > 0 && <p>{t('peerBehind', { count: peer.behind })}</p>}
              {peer.ahead > 0 && <p>{t('peerAhead', { count: peer.ahead })}</p>}
            </li>
          ))}
          {differing.length > SHOWN && <li>{t('andOthers', { count: differing.length - SHOWN })}</li>}
        </Part>
      )}
      <p>
        <Provenance kind="measured" /> {t('syncMeasured')}
      </p>
    </div>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <h3>{title}</h3>
    <ul>{children}</ul>
  </div>
);

const Who = ({ peer }: { peer: Peer }) =>
  peer.name === null || peer.origin === null ? (
    <bdi dir="ltr">{peer.address}</bdi>
  ) : (
    <PersonName origin={peer.origin} name={peer.name} />
  );
