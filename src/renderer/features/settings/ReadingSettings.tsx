import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import styles from './Settings.module.css';

/** Stands where the settings of the peer will, until they are here. */
export function ReadingSettings() {
  const { t } = useLanguage();
  const isOpen = useAppState((state) => state.connection === 'open');
  return (
    <p className={styles.text} role="status">
      {t(isOpen ? 'settingsReading' : 'connectionLost')}
    </p>
  );
}
