import { lazy, Suspense } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { DialogHead } from '../../ui/DialogHead.tsx';
import styles from './NetworkPage.module.css';

/** Few open it, so it comes when somebody does. */
const NetworkPage = lazy(() => import('./NetworkPage.tsx').then((module) => ({ default: module.NetworkPage })));

export function NetworkDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Dialog label={t('network')} className={styles.dialog} onClose={onClose}>
      <DialogHead title={t('network')} className={styles.head} onClose={onClose} />
      <div className={styles.page}>
        <Suspense>
          <NetworkPage />
        </Suspense>
      </div>
    </Dialog>
  );
}
