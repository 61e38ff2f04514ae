import { useEffect, useState } from 'react';
import type { Holder, Holders, Message } from '../../../api/contract.ts';
import type { Result } from '../../../api/result.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { useNow } from '../../lib/useNow.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Provenance } from '../../ui/Provenance.tsx';
import { PersonName } from '../people/PersonName.tsx';
import styles from './HeldBy.module.css';

/** As often as digests change. */
const AGAIN_MS = 2_000;

/** Who said that they hold a message, by name; asked again as long as it is shown. */
export function HeldBy({ message }: { message: Message }) {
  const { t } = useLanguage();
  const answer = useHolders(message);
  if (answer === undefined) return null;
  if (!answer.ok) return <p role="alert">{t('loadFailed', { message: answer.problem.message })}</p>;
  const { holders, of } = answer.value;
  if (of === 0) return <p>{t('heldNobody')}</p>;
  const they = (holds: Holder['holds']) => holders.filter((holder) => holder.holds === holds);
  return (
    <div className={styles.held}>
      <strong>{t('heldBy', { held: they(true).length, of })}</strong>
      <List title={t('heldYes')} icon="done" holders={they(true)} />
      <List title={t('heldNo')} icon="clock" holders={they(false)} />
      <List title={t('heldUnknown')} holders={they(null)} />
      <p>{t('heldExplained')}</p>
    </div>
  );
}

interface ListProps {
  title: string;
  icon?: 'done' | 'clock';
  holders: readonly Holder[];
}

function List({ title, icon, holders }: ListProps) {
  if (holders.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <ul className={styles.list}>
        {holders.map((holder) => (
          <li key={holder.origin} className={styles.holder}>
            <span className={styles.icon}>{icon !== undefined && <Icon name={icon} size={14} />}</span>
            <PersonName origin={holder.origin} name={holder.name} />
            {holder.at === null ? <span /> : <When at={holder.at} />}
            <Provenance kind={holder.at === null ? 'unknown' : holder.how} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function When({ at }: { at: number }) {
  const { dates } = useLanguage();
  const words = useNow((now) => dates.ago(at, now));
  return (
    <time className={styles.when} dateTime={new Date(at).toISOString()} title={dates.exact(at)}>
      {words}
    </time>
  );
}

function useHolders({ origin, id }: Message): Result<Holders> | undefined {
  const session = useSession();
  const [answer, setAnswer] = useState<Result<Holders>>();
  const holding = useAppState((state) => (state.holding?.origin === origin ? state.holding : undefined));
  useEffect(() => {
    let isGone = false;
    const read = async (): Promise<void> => {
      const found = await session.holders({ origin, id });
      if (!isGone) setAnswer(found);
    };
    void read();
    const timer = setInterval(() => void read(), AGAIN_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
    };
    // oxlint-disable-next-line react/exhaustive-deps -- of own messages it is read as soon as anything changed
  }, [session, origin, id, holding]);
  return answer;
}
