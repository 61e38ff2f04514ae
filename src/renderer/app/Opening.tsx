import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Mark } from '../ui/Mark.tsx';
import styles from './Opening.module.css';

/** Until the peer has said who it is. */
export function Opening({ words, children }: { words: string; children?: ReactNode }) {
  const { t } = useLanguage();
  return (
    <main className={styles.opening}>
      <Mark size={44} />
      <h1 className={styles.title}>{t('appName')}</h1>
      <p role="status">{words}</p>
      {children}
    </main>
  );
}
