import { useState } from 'react';
import { useAround } from '../../app/around.tsx';
import type { SettingsSection } from '../../app/overlay.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogHead } from '../../ui/DialogHead.tsx';
import { About } from './About.tsx';
import { Appearance } from './Appearance.tsx';
import { Backup } from './Backup.tsx';
import { Network } from './Network.tsx';
import { DesktopApp } from './DesktopApp.tsx';
import { Notifications } from './Notifications.tsx';
import { OwnName } from './OwnName.tsx';
import { PeerRules } from './PeerRules.tsx';
import styles from './Settings.module.css';
import { Spreading } from './Spreading.tsx';
import { Storage } from './Storage.tsx';

const sections = {
  appearance: { title: 'settingsAppearance', Section: Appearance },
  name: { title: 'settingsName', Section: OwnName },
  notifications: { title: 'settingsNotifications', Section: Notifications },
  app: { title: 'settingsApp', Section: DesktopApp },
  spreading: { title: 'settingsSpreading', Section: Spreading },
  network: { title: 'settingsNetwork', Section: Network },
  storage: { title: 'settingsStorage', Section: Storage },
  backup: { title: 'settingsBackup', Section: Backup },
  peers: { title: 'peers', Section: PeerRules },
  about: { title: 'settingsAbout', Section: About },
} as const satisfies Record<SettingsSection, unknown>;

const names = Object.keys(sections) as SettingsSection[]; // Object.keys forgets which keys there are

interface SettingsProps {
  first: SettingsSection;
  /** The peer that is asked for. */
  address: string | undefined;
  onClose: () => void;
}

/** Everything that can be set. Each setting takes effect at once, or says when it does. */
export function Settings({ first, address, onClose }: SettingsProps) {
  const { t } = useLanguage();
  const { desktop } = useAround();
  const [shown, setShown] = useState(first);
  // What only the desktop app can do is not shown in a browser.
  const offered = names.filter((name) => name !== 'app' || desktop !== undefined);
  const { title, Section } = sections[shown];
  return (
    <Dialog label={t('settings')} className={styles.dialog} onClose={onClose}>
      <DialogHead title={t('settings')} className={styles.head} onClose={onClose} />
      <div className={styles.columns}>
        <nav className={styles.nav} aria-label={t('settings')}>
          {offered.map((name) => (
            <button
              key={name}
              type="button"
              aria-current={name === shown ? 'page' : undefined}
              onClick={() => setShown(name)}
            >
              {t(sections[name].title)}
            </button>
          ))}
        </nav>
        <section className={styles.section} aria-label={t(title)} key={shown}>
          <h3>{t(title)}</h3>
          <Section address={address} />
        </section>
      </div>
    </Dialog>
  );
}
