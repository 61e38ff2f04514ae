import { useState } from 'react';
import type { Settings } from '../../../api/contract.ts';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { desktopOf } from '../../lib/desktop.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import styles from './Settings.module.css';

/** Whether anything is kept. Asks before it is given up, and says when it holds. */
export function KeepMessages({ settings }: { settings: Settings }) {
  const { t } = useLanguage();
  const session = useSession();
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<string>();
  const { ephemeral } = settings.choices;
  const isFixed = settings.fixed.includes('ephemeral');
  const desktop = desktopOf(window);

  const set = async (value: boolean): Promise<void> => {
    setAsking(false);
    const result = await session.changeSettings({ ephemeral: value });
    setError(result.ok ? undefined : explain(t, result.problem));
  };

  if (isFixed) {
    return (
      <p className={styles.text}>
        {t('keepMessages')}: {t(ephemeral ? 'keepNothing' : 'keepOnDisk')}. {t('settingFixed')}
      </p>
    );
  }
  return (
    <>
      <Choice
        label={t('keepMessages')}
        options={[
          { value: 'disk', label: t('keepOnDisk') },
          { value: 'nothing', label: t('keepNothing') },
        ]}
        value={ephemeral || isAsking ? 'nothing' : 'disk'}
        onChange={(value) => {
          if (value === 'disk') void set(false);
          else setAsking(true);
        }}
      />
      {isAsking && (
        <div className={styles.warning} role="alert">
          <p>{t('keepNothingAsk')}</p>
          <div className={styles.actions}>
            <Button look="primary" onClick={() => void set(true)}>
              {t('keepNothing')}
            </Button>
            <Button onClick={() => setAsking(false)}>{t('cancel')}</Button>
          </div>
        </div>
      )}
      {settings.afterRestart.includes('ephemeral') && (
        <div className={styles.actions} role="status">
          <p className={styles.text}>{t('afterRestart')}</p>
          {desktop !== undefined && (
            <Button onClick={() => void desktop.ask({ ask: 'restart' })}>{t('restartNow')}</Button>
          )}
        </div>
      )}
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </>
  );
}
