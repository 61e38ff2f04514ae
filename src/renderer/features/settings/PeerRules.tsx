import { useEffect, useRef, useState } from 'react';
import type { Peer } from '../../../api/contract.ts';
import type { Result } from '../../../api/result.ts';
import { selectPeers } from '../../app/selectors.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { PersonName } from '../people/PersonName.tsx';
import { AddPeer } from '../sidebar/AddPeer.tsx';
import styles from './Settings.module.css';

const rules = { none: 'ruleNone', mute: 'ruleMute', block: 'ruleBlock' } as const;
const ruleNames = Object.keys(rules) as Peer['rule'][]; // Object.keys forgets which keys there are

/** Every peer, and whether it is heard and shown. */
export function PeerRules({ address }: { address: string | undefined }) {
  const { t } = useLanguage();
  const peers = useAppState(selectPeers);
  const adding = useRef<HTMLDivElement>(null);
  // Whoever asks for no peer in particular wants to add one.
  useEffect(() => {
    if (address === undefined) adding.current?.querySelector('input')?.focus();
  }, [address]);
  return (
    <>
      <p className={styles.text}>{t('rulesExplained')}</p>
      <div className={styles.labelled}>
        <p className={styles.text}>{t('addPeer')}</p>
        <div className={styles.form} ref={adding}>
          <AddPeer />
        </div>
      </div>
      {peers.length === 0 ? (
        <p className={styles.text}>{t('peersNone')}</p>
      ) : (
        <ul className={styles.rows}>
          {peers.map((peer) => (
            <PeerRule key={peer.address} peer={peer} isAskedFor={peer.address === address} />
          ))}
        </ul>
      )}
    </>
  );
}

function PeerRule({ peer, isAskedFor }: { peer: Peer; isAskedFor: boolean }) {
  const { t } = useLanguage();
  const session = useSession();
  const [error, setError] = useState<string>();
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (isAskedFor) select.current?.focus();
  }, [isAskedFor]);
  const attempt = async (action: Promise<Result<unknown>>): Promise<void> => {
    const result = await action;
    setError(result.ok ? undefined : explain(t, result.problem));
  };
  const name = peer.name === null || shownName(peer.name) === '' ? peer.address : shownName(peer.name);
  return (
    <li className={styles.row}>
      <span className={styles.who}>
        {peer.name !== null && peer.origin !== null && <PersonName origin={peer.origin} name={peer.name} />}
        <bdi dir="ltr" className={styles.where}>
          {peer.address}
        </bdi>
      </span>
      <select
        ref={select}
        aria-label={t('ruleOf', { name })}
        value={peer.rule}
        onChange={({ target }) => {
          const rule = ruleNames.find((known) => known === target.value);
          if (rule !== undefined) void attempt(session.setPeerRule(peer.address, rule));
        }}
      >
        {ruleNames.map((rule) => (
          <option key={rule} value={rule}>
            {t(rules[rule])}
          </option>
        ))}
      </select>
      <Button aria-label={t('removeThing', { name })} onClick={() => void attempt(session.removePeer(peer.address))}>
        {t('remove')}
      </Button>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </li>
  );
}
