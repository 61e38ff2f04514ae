import { useState } from 'react';
import type { SettingsSection } from '../../app/overlay.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { About } from './About.tsx';
import { Appearance } from './Appearance.tsx';
import { OwnName } from './OwnName.tsx';
import { PeerRules } from './PeerRules.tsx';
import styles from './Settings.module.css';
import { Spreading } from './Spreading.tsx';

const sections = {
  appearance: { title: 'settingsAppearance', Section: Appearance },
  name: { title: 'settingsName', Section: OwnName },
  spreading: { title: 'settingsSpreading', Section: Spreading },
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
  const [shown, setShown] = useState(first);
  const { title, Section } = sections[shown];
  return (
    <Dialog label={t('settings')} className={styles.dialog} onClose={onClose}>
      <header className={styles.head}>
        <h2>{t('settings')}</h2>
        <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      <div className={styles.columns}>
        <nav className={styles.nav} aria-label={t('settings')}>
          {names.map((name) => (
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
