import { selectHeardOf, type HeardOf as Someone } from '../../app/selectors.ts';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { useNow } from '../../lib/useNow.ts';
import { classes } from '../../ui/classes.ts';
import { PersonName } from '../people/PersonName.tsx';
import styles from './PeerRow.module.css';
import side from './Sidebar.module.css';

/** People of whom only others tell: their messages or their reports came, but not from them. */
export function HeardOf() {
  const { t, formatNumber } = useLanguage();
  const people = useAppState(selectHeardOf);
  if (people.length === 0) return null;
  return (
    <section aria-label={t('heardOf')}>
      <h2 className={side.heading} title={t('heardOfHint')}>
        {t('heardOf')} <span>{formatNumber(people.length)}</span>
      </h2>
      <ul>
        {people.map((someone) => (
          <Row key={someone.origin} someone={someone} />
        ))}
      </ul>
    </section>
  );
}

function Row({ someone: { origin, name, at } }: { someone: Someone }) {
  const { t, dates } = useLanguage();
  const when = useNow((now) => t('peerLastHeard', { when: dates.ago(at, now) }));
  return (
    <li className={classes(styles.summary, styles.distant)}>
      <span className={classes(styles.dot, styles.waiting)} aria-hidden="true" />
      <span className={styles.title}>
        <PersonName origin={origin} name={name} />
      </span>
      <span className={styles.presence} title={dates.exact(at)}>
        {when}
      </span>
    </li>
  );
}
