import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.tsx';
import { Mark } from './Mark.tsx';
import styles from './Page.module.css';

/** A page with one thing to do or to know. */
export function Page({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  const { t } = useLanguage();
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <p className={styles.mark}>
          <Mark size={22} />
          {t('appName')}
        </p>
        <div className={styles.head}>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.text}>{text}</p>
        </div>
        {children}
      </div>
    </main>
  );
}
