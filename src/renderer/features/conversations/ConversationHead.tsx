import { useState } from 'react';
import type { Peer } from '../../../api/contract.ts';
import { useAppState } from '../../app/store.tsx';
import { useOther, type Other } from '../../app/useConversation.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName, tagOf } from '../../lib/names.ts';
import { useNow } from '../../lib/useNow.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PersonName } from '../people/PersonName.tsx';
import { presenceWords } from '../sidebar/presence.ts';
import styles from './ConversationHead.module.css';
import { routeWords } from './route.ts';

/** What the conversation in view is: everyone, notes, or a person with the way to them. */
export function ConversationHead({ isWhyOpen, onWhy }: { isWhyOpen: boolean; onWhy: () => void }) {
  const { t } = useLanguage();
  const other = useOther();
  switch (other.kind) {
    case 'everyone':
      return <h1 className={styles.title}>{t('room')}</h1>;
    case 'self':
      return (
        <>
          <Icon name="note" />
          <h1 className={styles.title}>{t('notesToSelf')}</h1>
        </>
      );
    case 'person':
    default:
      return <Person {...other} isWhyOpen={isWhyOpen} onWhy={onWhy} />;
  }
}

interface PersonProps extends Extract<Other, { kind: 'person' }> {
  isWhyOpen: boolean;
  onWhy: () => void;
}

function Person({ origin, name, person, isWhyOpen, onWhy }: PersonProps) {
  const { t } = useLanguage();
  const route = useAppState((state) => state.routes.get(origin));
  const peer = useAppState((state) => peerOf(state.peers, origin));
  const isClear = tagOf(origin) === '';
  return (
    <>
      <Avatar seed={person ?? tagOf(origin)} origin={person ?? origin} name={shownName(name)} small />
      <div className={styles.who}>
        <div className={styles.line}>
          <h1 className={styles.title}>
            <PersonName origin={origin} name={name} />
          </h1>
          {!isClear && (
            <Button
              look="plain"
              icon
              small
              className={styles.lock}
              aria-label={t('sealed')}
              title={t('sealed')}
              aria-expanded={isWhyOpen}
              onClick={onWhy}
            >
              <Icon name="lock" size={14} />
            </Button>
          )}
        </div>
        <p className={styles.way}>
          <span title={t(route?.open === true ? 'routeHint' : 'routeNoneHint')}>{routeWords(route, t)}</span>
          {peer !== undefined && <Presence peer={peer} />}
        </p>
      </div>
    </>
  );
}

function Presence({ peer }: { peer: Peer }) {
  const { t, dates } = useLanguage();
  const words = useNow((now) => presenceWords(peer, now, t, dates));
  return <span> · {words}</span>;
}

/** The best of the addresses at which somebody is reached. */
function peerOf(peers: ReadonlyMap<string, Peer>, origin: string): Peer | undefined {
  const ways = [...peers.values()].filter((peer) => peer.origin === origin);
  return ways.find(({ state }) => state === 'reachable') ?? ways[0];
}

/** Under the header: what a person must know of who can read this. */
export function ConversationNotes({ isWhyOpen }: { isWhyOpen: boolean }) {
  const { t } = useLanguage();
  const other = useOther();
  if (other.kind !== 'person') return undefined;
  const name = shownName(other.name) || t('unnamed');
  if (tagOf(other.origin) === '') {
    return (
      <p className={styles.clear} role="note">
        <Icon name="warning" />
        <span>{t('clearBanner', { name })}</span>
      </p>
    );
  }
  return isWhyOpen ? (
    <p className={styles.sealed} role="note">
      <Icon name="lock" />
      <span>{t('sealedExplained', { name })}</span>
    </p>
  ) : undefined;
}

/** Hook of both: whether the explanation is open. It closes with the conversation, which is the component's key. */
export function useWhy() {
  const [isOpen, setOpen] = useState(false);
  return { isWhyOpen: isOpen, toggleWhy: () => setOpen(!isOpen) };
}
