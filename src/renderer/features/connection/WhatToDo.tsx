import { useOverlay } from '../../app/overlay.tsx';
import { selectHasGroup, selectWereHeard } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { isLoopback } from '../../lib/loopback.ts';
import { AddPeer } from '../sidebar/AddPeer.tsx';
import { Addresses } from '../sidebar/Addresses.tsx';
import styles from './WhatToDo.module.css';

const none: readonly string[] = [];

/** For someone who is alone: give the own address, or add someone's; for someone who was cut off, where to look. */
export function WhatToDo() {
  const { t } = useLanguage();
  const { open } = useOverlay();
  const addresses = useAppState((state) => state.self?.addresses ?? none);
  const hasGroup = useAppState(selectHasGroup);
  const wereHeard = useAppState(selectWereHeard);
  const port = useAppState((state) => state.self?.port ?? 0);
  return (
    <div className={styles.steps}>
      <p>{t(wereHeard ? 'cutOffIntro' : 'aloneIntro')}</p>
      {/* Digits of a port are not grouped as those of a number are. */}
      {wereHeard && <p className={styles.step}>{t('cutOffCheck', { port: String(port) })}</p>}
      <div>
        <Button onClick={() => open({ kind: 'doctor' })}>{t('doctorOpen')}</Button>
      </div>
      <div className={styles.step}>
        {addresses.length > 0 && <p>{t(addresses.every(isLoopback) ? 'onlyThisMachine' : 'aloneGiveAddress')}</p>}
        <Addresses addresses={addresses} />
        {hasGroup && (
          <div>
            <Button onClick={() => open({ kind: 'invite' })}>{t('invite')}</Button>
          </div>
        )}
      </div>
      <div className={styles.step}>
        <p>{t('aloneAddPeer')}</p>
        <AddPeer />
      </div>
      {!wereHeard && (
        <div className={styles.step}>
          <p>{t('demoOffer')}</p>
          <div>
            <Button onClick={() => open({ kind: 'demo' })}>{t('demoStart')}</Button>
          </div>
        </div>
      )}
    </div>
  );
}
