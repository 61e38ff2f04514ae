import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './FileCard.module.css';

interface ProgramWarningProps {
  name: string;
  onOpen: () => void;
  onClose: () => void;
}

/** Before something is opened that could do harm. */
export function ProgramWarning({ name, onOpen, onClose }: ProgramWarningProps) {
  const { t } = useLanguage();
  return (
    <Dialog label={t('fileProgramTitle')} className={styles.warning} onClose={onClose}>
      <h2>{t('fileProgramTitle')}</h2>
      <p>{t('fileProgramText', { name })}</p>
      <div className={styles.actions}>
        <Button look="primary" autoFocus onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          onClick={() => {
            onClose();
            onOpen();
          }}
        >
          {t('fileProgramOpen')}
        </Button>
      </div>
    </Dialog>
  );
}
