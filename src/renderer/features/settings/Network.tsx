import { useState } from 'react';
import type { Settings } from '../../../api/contract.ts';
import { useOverlay } from '../../app/overlay.tsx';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { explain } from '../../i18n/problems.ts';
import { Button } from '../../ui/Button.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import { ReadingSettings } from './ReadingSettings.tsx';
import styles from './Settings.module.css';
import { usePeerSettings } from './usePeerSettings.ts';

/** Where this peer listens. */
export function Network() {
  const { t } = useLanguage();
  const settings = usePeerSettings();
  const { open } = useOverlay();
  const addresses = useAppState((state) => state.self?.addresses) ?? [];
  return (
    <>
      <p className={styles.text}>{t('networkIntro')}</p>
      {settings === undefined ? (
        <ReadingSettings />
      ) : (
        <>
          <NumberSetting
            name="gossipPort"
            label={t('gossipPort')}
            hint={t('gossipPortHint')}
            settings={settings}
            mayBeEmpty
          />
          <Host settings={settings} />
          <Discovery settings={settings} />
        </>
      )}
      <div>
        <Button onClick={() => open({ kind: 'doctor' })}>{t('doctor')}</Button>
      </div>
      <div className={styles.text}>
        <p>{t('networkNow')}</p>
        <ul className={styles.plainList}>
          {addresses.map((address) => (
            <li key={address}>
              <code dir="ltr">{address}</code>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function Discovery({ settings }: { settings: Settings }) {
  const { t } = useLanguage();
  const session = useSession();
  const [error, setError] = useState<string>();
  const isFixed = settings.fixed.includes('discovery');

  const choose = async (discovery: boolean): Promise<void> => {
    const result = await session.changeSettings({ discovery });
    setError(result.ok ? undefined : explain(t, result.problem));
  };

  return (
    <>
      <Switch
        label={t('discovery')}
        hint={isFixed ? t('settingFixed') : t('discoveryHint')}
        checked={settings.choices.discovery}
        disabled={isFixed}
        onChange={(discovery) => void choose(discovery)}
      />
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </>
  );
}

const ALL = '0.0.0.0';

function Host({ settings }: { settings: Settings }) {
  const { t } = useLanguage();
  const session = useSession();
  const [error, setError] = useState<string>();
  const now = settings.choices.gossipHost;
  const known = settings.hosts.map(({ address, name }) => ({ value: address, label: `${address} (${name})` }));
  const gone = now === ALL || settings.hosts.some(({ address }) => address === now) ? [] : [now];

  const choose = async (gossipHost: string): Promise<void> => {
    const result = await session.changeSettings({ gossipHost });
    setError(result.ok ? undefined : explain(t, result.problem));
  };

  return (
    <div className={styles.form}>
      <Select
        label={t('gossipHost')}
        hint={settings.fixed.includes('gossipHost') ? t('settingFixed') : t('gossipHostHint')}
        disabled={settings.fixed.includes('gossipHost')}
        options={[
          { value: ALL, label: t('gossipHostAll') },
          ...known,
          ...gone.map((address) => ({ value: address, label: t('gossipHostGone', { address }) })),
        ]}
        value={now}
        onChange={(host) => void choose(host)}
      />
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
