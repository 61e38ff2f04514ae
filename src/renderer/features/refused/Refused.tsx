import { useLanguage } from '../../i18n/language.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import styles from './Refused.module.css';

/** The peer doesn't accept this page: no token, or a wrong one. */
export function Refused() {
  const { t } = useLanguage();
  return (
    <Page title={t('refusedTitle')} text={t('refusedIntro')}>
      <ol className={styles.steps}>
        <li>{t('refusedStep1')}</li>
        <li>{t('refusedStep2')}</li>
      </ol>
      <div>
        <Button onClick={() => location.reload()}>{t('refusedRetry')}</Button>
      </div>
    </Page>
  );
}
