import { memo, useState } from 'react';
import type { Peer } from '../../../api/contract.ts';
import type { Result } from '../../../api/result.ts';
import { useOverlay } from '../../app/overlay.tsx';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { shownName } from '../../lib/names.ts';
import { useNow } from '../../lib/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { PersonName } from '../people/PersonName.tsx';
import { Addresses } from './Addresses.tsx';
import styles from './PeerRow.module.css';
import { presenceWords } from './presence.ts';

interface PeerRowProps {
  peer: Peer;
  /** This person is reached at other addresses too. */
  isOneOfMore: boolean;
  /** A conversation was chosen. */
  onOpen?: (() => void) | undefined;
}

/** A peer and whether it is there; opened, what is measured of it and what can be done about it. */
export const PeerRow = memo(function PeerRow({ peer, isOneOfMore, onOpen }: PeerRowProps) {
  const { t, dates } = useLanguage();
  const presence = useNow((now) => presenceWords(peer, now, t, dates));
  // What is closed is not drawn: with fifty peers it would be most of the page.
  const [isOpen, setOpen] = useState(false);
  const exact = peer.lastHeard === null ? presence : dates.exact(peer.lastHeard);
  return (
    <details className={styles.row} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <span className={classes(styles.dot, styles[peer.state])} aria-hidden="true" />
        <span className={styles.title}>
          {peer.name === null || peer.origin === null ? (
            <bdi className={styles.address} dir="ltr" title={peer.address}>
              {peer.address}
            </bdi>
          ) : (
            <PersonName origin={peer.origin} name={peer.name} />
          )}
          {peer.kind === 'course' && <span className={styles.kind}>{t('peerCourse')}</span>}
          {peer.rule === 'mute' && <span className={styles.kind}>{t('peerMuted')}</span>}
          {peer.rule === 'block' && <span className={styles.kind}>{t('peerBlocked')}</span>}
        </span>
        <span className={styles.presence} title={exact}>
          {presence}
          {isOneOfMore && peer.name !== null && (
            <bdi dir="ltr" className={styles.way}>
              {peer.address}
            </bdi>
          )}
        </span>
      </summary>
      {isOpen && <PeerDetails peer={peer} onOpen={onOpen} />}
    </details>
  );
});

function PeerDetails({ peer, onOpen }: Pick<PeerRowProps, 'peer' | 'onOpen'>) {
  const { origin } = peer;
  const { t, dates } = useLanguage();
  const session = useSession();
  const { open } = useOverlay();
  const [error, setError] = useState<string>();
  const attempt = async (action: Promise<Result<unknown>>): Promise<void> => {
    const result = await action;
    setError(result.ok ? undefined : explain(t, result.problem));
  };
  const toggle = (rule: 'mute' | 'block'): Promise<void> =>
    attempt(session.setPeerRule(peer.address, peer.rule === rule ? 'none' : rule));

  return (
    <div className={styles.details}>
      <Addresses addresses={[peer.address]} />
      {peer.lastHeard !== null && <p>{t('peerHeardAt', { time: dates.exact(peer.lastHeard) })}</p>}
      {peer.roundTrip !== null && <p>{t('peerRoundTrip', { ms: Math.max(1, Math.round(peer.roundTrip)) })}</p>}
      {peer.behind > 0 && <p>{t('peerBehind', { count: peer.behind })}</p>}
      {peer.ahead > 0 && <p>{t('peerAhead', { count: peer.ahead })}</p>}
      <p className={styles.actions}>
        {origin !== null && peer.rule !== 'block' && (
          <Button
            small
            onClick={() => {
              session.open(origin);
              onOpen?.();
            }}
          >
            {t('messageTo', { name: shownName(peer.name ?? '') || t('unnamed') })}
          </Button>
        )}
        {peer.state !== 'reachable' && (
          <Button small onClick={() => open({ kind: 'doctor' })}>
            {t('doctorOpen')}
          </Button>
        )}
        <Button small onClick={() => void toggle('mute')}>
          {t(peer.rule === 'mute' ? 'unmute' : 'mute')}
        </Button>
        <Button small onClick={() => void toggle('block')}>
          {t(peer.rule === 'block' ? 'unblock' : 'block')}
        </Button>
        <Button small onClick={() => void attempt(session.removePeer(peer.address))}>
          {t('remove')}
        </Button>
      </p>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
