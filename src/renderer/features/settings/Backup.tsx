import { useLanguage } from '../../i18n/language.tsx';
import { MakeBackup } from './MakeBackup.tsx';
import { RestoreBackup } from './RestoreBackup.tsx';
import styles from './Settings.module.css';

/** The profile as one file, and back. */
export function Backup() {
  const { t } = useLanguage();
  return (
    <>
      <p className={styles.text}>{t('backupIntro')}</p>
      <p className={styles.warning}>{t('backupWarning')}</p>
      <MakeBackup />
      <div className={styles.part}>
        <h4>{t('restoreTitle')}</h4>
        <RestoreBackup />
      </div>
    </>
  );
}
