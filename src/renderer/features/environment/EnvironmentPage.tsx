import type { EnvironmentClient, Gossiper } from '../../../api/environment.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { gossiperAddress } from '../../lib/gossiperAddress.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import { Mark } from '../../ui/Mark.tsx';
import styles from './EnvironmentPage.module.css';
import { StartGossiper } from './StartGossiper.tsx';
import { useGossipers } from './useGossipers.ts';

/** The gossipers of one process: those that run, and one more. */
export function EnvironmentPage({ client }: { client: EnvironmentClient }) {
  const { t, formatNumber } = useLanguage();
  const { gossipers, isLost } = useGossipers(client);
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.head}>
          <p className={styles.mark}>
            <Mark size={22} />
            {t('appName')}
          </p>
          <h1>{t('environmentTitle')}</h1>
          <p className={styles.text}>{t('environmentIntro')}</p>
        </header>
        {isLost && (
          <p className={styles.lost} role="alert">
            {t('environmentLost')}
          </p>
        )}
        <section className={styles.card} aria-labelledby="running">
          <h2 id="running">
            {t('gossipersRunning')}{' '}
            {gossipers !== undefined && <span className={styles.count}>{formatNumber(gossipers.length)}</span>}
          </h2>
          {gossipers === undefined && !isLost && <p role="status">{t('connecting')}</p>}
          {gossipers?.length === 0 && <p className={styles.text}>{t('gossipersNone')}</p>}
          <ul>
            {gossipers?.map((gossiper) => (
              <Row key={gossiper.id} gossiper={gossiper} client={client} />
            ))}
          </ul>
        </section>
        <section className={styles.card} aria-labelledby="start">
          <h2 id="start">{t('gossiperStartTitle')}</h2>
          <StartGossiper client={client} gossipers={gossipers ?? []} />
        </section>
      </div>
    </main>
  );
}

function Row({ gossiper, client }: { gossiper: Gossiper; client: EnvironmentClient }) {
  const { t } = useLanguage();
  const { id, address, peers, sync } = gossiper;
  const name = gossiper.name.toWellFormed();
  return (
    <li className={styles.row}>
      <span className={classes(styles.dot, sync === 'inSync' && styles.good)} aria-hidden="true" />
      <div className={styles.who}>
        <a href={gossiperAddress(id)} className={styles.name} aria-label={t('gossiperOpenOf', { name })}>
          <bdi>{name}</bdi>
        </a>
        <span className={styles.facts}>
          <bdi dir="ltr">{address}</bdi>
          {' · '}
          {sync === 'alone'
            ? t('gossiperAlone')
            : t(sync === 'inSync' ? 'gossiperInSync' : 'gossiperCatchingUp', { count: peers })}
        </span>
      </div>
      <Button small aria-label={t('gossiperStopOf', { name })} onClick={() => void client.call('stopGossiper', { id })}>
        {t('gossiperStop')}
      </Button>
    </li>
  );
}
