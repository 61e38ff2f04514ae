import { useStore } from 'zustand';
import type { Place } from '../../../api/bridge.ts';
import { useAround } from '../../app/around.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { desktopOf, type Desktop } from '../../lib/desktop.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './Settings.module.css';

/** How the app behaves on this desktop. */
export function DesktopApp() {
  const { desktop } = useAround();
  return desktop === undefined ? undefined : <OnDesktop desktop={desktop} />;
}

function OnDesktop({ desktop }: { desktop: Desktop }) {
  const { t } = useLanguage();
  const place = useStore(desktop.place);
  if (place === undefined) return undefined;
  return (
    <>
      <Downloads folder={place.downloads} />
      <Closing desktop={desktop} place={place} />
      <div>
        <Switch
          label={t('startAtLogin')}
          hint={t(place.hasTray || place.system === 'mac' ? 'startAtLoginHidden' : 'startAtLoginMinimized')}
          checked={place.startAtLogin === 'on'}
          onChange={(on) => desktop.setStartAtLogin(on)}
        />
        <p className={styles.error} role="alert">
          {place.startAtLogin === 'refused' && t('startAtLoginRefused')}
        </p>
      </div>
    </>
  );
}

function Downloads({ folder }: { folder: string }) {
  const { t } = useLanguage();
  return (
    <div className={styles.labelled}>
      <h4>{t('downloadsFolder')}</h4>
      <div className={styles.actions}>
        <code dir="ltr">{folder.toWellFormed()}</code>
        <Button onClick={() => void desktopOf(window)?.ask({ ask: 'chooseDownloads' })}>{t('chooseFolder')}</Button>
      </div>
      <p className={styles.hint}>{t('downloadsFolderHint')}</p>
    </div>
  );
}

function Closing({ desktop, place }: { desktop: Desktop; place: Place }) {
  const { t } = useLanguage();
  if (place.system === 'mac') return <p className={styles.text}>{t('closingOnMac')}</p>;
  if (!place.hasTray) return <p className={styles.text}>{t('closingWithoutTray')}</p>;
  return (
    <Choice
      label={t('closing')}
      hint={t('closingHint')}
      options={[
        { value: 'ask', label: t('closingAsk') },
        { value: 'tray', label: t('closeTray') },
        { value: 'quit', label: t('closeQuit') },
      ]}
      value={place.closing}
      onChange={(closing) => desktop.setClosing(closing)}
    />
  );
}
