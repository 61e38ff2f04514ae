import { useState } from 'react';
import type { Self } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Choice } from '../../ui/Choice.tsx';
import { Intervals } from './Intervals.tsx';
import styles from './Settings.module.css';

/** To whom a new message is passed on first. */
export function Spreading() {
  const { t } = useLanguage();
  const session = useSession();
  const policy = useAppState((state) => state.self?.policy ?? 'eager');
  const mode = useAppState((state) => state.self?.mode ?? 'rumors');
  const [error, setError] = useState<string>();

  const choose = async (chosen: Self['policy']): Promise<void> => {
    const result = await session.setPolicy(chosen);
    setError(result.ok ? undefined : explain(t, result.problem));
  };

  return (
    <>
      <p className={styles.text}>{t('spreadingIntro')}</p>
      <Choice
        label={t('policy')}
        hint={t(policy === 'eager' ? 'policyEagerExplained' : 'policyCoinFlipExplained')}
        options={[
          { value: 'eager', label: t('policyEager') },
          { value: 'coinFlip', label: t('policyCoinFlip') },
        ]}
        value={policy}
        onChange={(chosen) => void choose(chosen)}
      />
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <p className={styles.text}>{t('policyAtOnce')}</p>
      {mode === 'simple' ? <p className={styles.warning}>{t('policySimpleMode')}</p> : <Intervals />}
    </>
  );
}
