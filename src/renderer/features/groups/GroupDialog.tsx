import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import styles from './Group.module.css';

/** The frame of what is asked about a group. */
export function GroupDialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <Dialog label={title} className={styles.dialog} onClose={onClose}>
      <header className={styles.head}>
        <h2>
          <bdi>{title}</bdi>
        </h2>
        <Button look="plain" icon aria-label={t('close')} title={t('close')} onClick={onClose}>
          <Icon name="close" />
        </Button>
      </header>
      {children}
    </Dialog>
  );
}
