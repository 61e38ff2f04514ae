import { useEffect, useState } from 'react';
import type { Evidence, Message } from '../../../api/contract.ts';
import type { Result } from '../../../api/result.ts';
import { useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import styles from './OtherVersions.module.css';
import { whatHappened } from './whatHappened.ts';

/** The texts that contradict a message, and what that means. */
export function OtherVersions({ message }: { message: Message }) {
  const { t } = useLanguage();
  const session = useSession();
  const [answer, setAnswer] = useState<Result<readonly Evidence[]>>();
  const { origin, id } = message;

  useEffect(() => {
    let isGone = false;
    const read = async (): Promise<void> => {
      const found = await session.evidence({ origin, id });
      if (!isGone) setAnswer(found);
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [session, origin, id]);

  if (answer === undefined) return null;
  if (!answer.ok) return <p role="alert">{t('loadFailed', { message: answer.problem.message })}</p>;
  return (
    <>
      {whatHappened(message, answer.value).map((key) => (
        <p key={key} className={styles.why}>
          {t(key)}
        </p>
      ))}
      <ul className={styles.versions}>
        {answer.value.map((one, index) => (
          // Nothing is ever put before another: its place is what it is.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={styles.version}>
            <bdi className={styles.text}>{one.text.toWellFormed()}</bdi>
            <span className={styles.from}>
              {t(one.trust)}
              {one.from !== null && (
                <>
                  {' · '}
                  {t('detailsFrom')} <bdi dir="ltr">{one.from}</bdi>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
