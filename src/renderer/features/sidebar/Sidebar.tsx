import type { ReactNode } from 'react';
import { FIRST_PEER } from '../../../api/groups.ts';
import { useGroupState } from '../../app/groupsContext.tsx';
import { selectHasGroup, selectPeers, selectSeveralWays, whoOf } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useOverlay } from '../../app/overlay.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { ENVIRONMENT_PAGE } from '../../lib/gossiperAddress.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { ConversationList } from '../conversations/ConversationList.tsx';
import { GroupList, JoinButton } from '../groups/GroupList.tsx';
import { AddPeer } from './AddPeer.tsx';
import { NearbyList } from './NearbyList.tsx';
import { HeardOf } from './HeardOf.tsx';
import { OwnCard } from './OwnCard.tsx';
import { PeerRow } from './PeerRow.tsx';
import styles from './Sidebar.module.css';

/** The conversations, the peers, and who this is. `corner`: a control beside the app's name. `onOpen`: a conversation was chosen. */
export function Sidebar({ corner, onOpen }: { corner?: ReactNode; onOpen?: () => void }) {
  const { t, formatNumber } = useLanguage();
  const peers = useAppState(selectPeers);
  const hasGroup = useAppState(selectHasGroup);
  const severalWays = useAppState(selectSeveralWays);
  const { open } = useOverlay();
  // In one group alone, that there could be more is said by a small button.
  const isAlone = useGroupState(({ groups }) => groups.length === 1 && groups[0]?.name !== null);
  const self = useAppState((state) => state.self);
  const isGossiper = useGroupState(({ home }) => home !== FIRST_PEER);
  return (
    <div className={styles.sidebar}>
      <p className={styles.brand}>
        <Mark size={22} />
        <span>{t('appName')}</span>
        {corner}
      </p>
      <div className={styles.scroll}>
        {isGossiper && (
          <a className={styles.network} href={ENVIRONMENT_PAGE}>
            <Icon name="people" />
            {t('environment')}
          </a>
        )}
        <button type="button" className={styles.search} onClick={() => open({ kind: 'search' })}>
          <Icon name="search" />
          {t('searchAll')}
        </button>
        <button type="button" className={styles.network} onClick={() => open({ kind: 'files', tab: 'here' })}>
          <Icon name="file" />
          {t('files')}
        </button>
        <GroupList />
        <ConversationList onOpen={onOpen} corner={isAlone && <JoinButton />} />
        <section aria-label={t('peers')}>
          <h2 className={styles.heading}>
            {t('peers')} <span>{formatNumber(peers.length)}</span>
          </h2>
          <button type="button" className={styles.network} onClick={() => open({ kind: 'network' })}>
            <Icon name="network" />
            {t('network')}
          </button>
          {hasGroup && (
            <button type="button" className={styles.network} onClick={() => open({ kind: 'invite' })}>
              <Icon name="plus" />
              {t('invite')}
            </button>
          )}
          {peers.length === 0 && <p className={styles.none}>{t('peersNone')}</p>}
          <ul>
            {peers.map((peer) => (
              <li key={peer.address}>
                <PeerRow peer={peer} isOneOfMore={severalWays.has(whoOf(peer))} onOpen={onOpen} />
              </li>
            ))}
          </ul>
          <NearbyList />
          <div className={styles.add}>
            <p>{t('addPeer')}</p>
            <AddPeer />
          </div>
        </section>
        <HeardOf />
      </div>
      <div className={styles.foot}>
        {self !== undefined && <OwnCard self={self} onOpen={onOpen} />}
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
