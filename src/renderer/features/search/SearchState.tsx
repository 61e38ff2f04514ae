import { useLanguage } from '../../i18n/language.tsx';
import type { Found } from './searching.ts';
import styles from './SearchPage.module.css';

/** In words: what to type, how much was found, what may be missing. */
export function SearchState({ found, isAsked }: { found: Found; isAsked: boolean }) {
  const { t, formatNumber } = useLanguage();
  const { state, messages, isMore, indexed, problem } = found;
  if (!isAsked) return <p className={styles.state}>{t('searchHint')}</p>;
  const count = messages.length;
  const words = (): string => {
    if (problem !== undefined) return t('searchFailed', { message: problem });
    if (count > 0) return isMore ? t('searchFoundMore', { count: formatNumber(count) }) : t('searchFound', { count });
    return t(state === 'done' ? 'searchNone' : 'searching');
  };
  return (
    <div className={styles.state} role={problem === undefined ? 'status' : 'alert'}>
      <p>{words()}</p>
      {indexed < 1 && <p>{t('searchIndexing', { percent: Math.floor(indexed * 100) })}</p>}
      {isMore && state === 'done' && <p>{t('searchTooMany')}</p>}
    </div>
  );
}
