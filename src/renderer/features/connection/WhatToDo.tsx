import { useOverlay } from '../../app/overlay.tsx';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { AddPeer } from '../sidebar/AddPeer.tsx';
import { Addresses } from '../sidebar/Addresses.tsx';
import styles from './WhatToDo.module.css';

const none: readonly string[] = [];

/** For someone who is alone: give the own address, or add someone's. */
export function WhatToDo() {
  const { t } = useLanguage();
  const { open } = useOverlay();
  const addresses = useAppState((state) => state.self?.addresses ?? none);
  return (
    <div className={styles.steps}>
      <p>{t('aloneIntro')}</p>
      <div className={styles.step}>
        <p>{t('aloneGiveAddress')}</p>
        <Addresses addresses={addresses} />
      </div>
      <div className={styles.step}>
        <p>{t('aloneAddPeer')}</p>
        <AddPeer />
      </div>
      <div className={styles.step}>
        <p>{t('demoOffer')}</p>
        <div>
          <Button onClick={() => open({ kind: 'demo' })}>{t('demoStart')}</Button>
        </div>
      </div>
    </div>
  );
}
