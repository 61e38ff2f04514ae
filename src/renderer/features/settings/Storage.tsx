import { useState } from 'react';
import type { Settings } from '../../../api/contract.ts';
import { useAppId, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { sizeIn } from '../../i18n/sizes.ts';
import { desktopOf } from '../../lib/desktop.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Select } from '../../ui/Select.tsx';
import { KeepMessages } from './KeepMessages.tsx';
import { ReadingSettings } from './ReadingSettings.tsx';
import styles from './Settings.module.css';
import { usePeerSettings } from './usePeerSettings.ts';

/** Below this a busy chat fills the disk within weeks, and the system suffers before that. */
const LOW_BYTES = 500_000_000;
const DAYS = [1, 7, 30, 90, 365];

/** What is kept, where, and what of it is shown. */
export function Storage() {
  const { t } = useLanguage();
  const settings = usePeerSettings();
  if (settings === undefined) return <ReadingSettings />;
  const { free } = settings.storage;
  return (
    <>
      <Facts storage={settings.storage} />
      {free !== null && free < LOW_BYTES && <p className={styles.warning}>{t('storageLow')}</p>}
      <Shown settings={settings} />
      <KeepMessages settings={settings} />
    </>
  );
}

function Facts({ storage }: { storage: Settings['storage'] }) {
  const { t, locale, formatNumber } = useLanguage();
  const { folder, bytes, free, messages, hidden } = storage;
  const size = (value: number | null): string => (value === null ? t('storageUnknown') : sizeIn(locale, value));
  const desktop = desktopOf(window);
  const peer = useAppId();
  return (
    <>
      <dl className={styles.facts}>
        <dt>{t('storageKept')}</dt>
        <dd>{formatNumber(messages)}</dd>
        {hidden > 0 && (
          <>
            <dt>{t('storageHidden')}</dt>
            <dd>{formatNumber(hidden)}</dd>
          </>
        )}
        <dt>{t('storageSize')}</dt>
        <dd>{size(bytes)}</dd>
        <dt>{t('storageFree')}</dt>
        <dd>{size(free)}</dd>
        <dt>{t('storageFolder')}</dt>
        <dd>
          {folder === null ? (
            t('storageNowhere')
          ) : (
            <>
              <code dir="ltr">{folder.toWellFormed()}</code> <CopyButton text={folder} thing={t('storageFolder')} />
            </>
          )}
        </dd>
      </dl>
      {desktop !== undefined && folder !== null && (
        <div className={styles.actions}>
          <Button onClick={() => void desktop.ask({ ask: 'openFolder', peer })}>{t('openFolder')}</Button>
        </div>
      )}
    </>
  );
}

function Shown({ settings }: { settings: Settings }) {
  const { t } = useLanguage();
  const session = useSession();
  const [error, setError] = useState<string>();
  const now = settings.choices.hideAfterDays;
  const days = [...new Set([...DAYS, ...(now === 0 ? [] : [now])])].toSorted((a, b) => a - b);

  const choose = async (hideAfterDays: number): Promise<void> => {
    const result = await session.changeSettings({ hideAfterDays });
    setError(result.ok ? undefined : explain(t, result.problem));
  };

  return (
    <div className={styles.form}>
      <Select
        label={t('showMessages')}
        hint={t('showExplained')}
        options={[
          { value: '0', label: t('showAllMessages') },
          ...days.map((count) => ({ value: String(count), label: t('showDays', { count }) })),
        ]}
        value={String(now)}
        onChange={(value) => void choose(Number(value))}
      />
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
