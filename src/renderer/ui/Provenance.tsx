import { useLanguage } from '../i18n/language.tsx';
import { classes } from './classes.ts';
import styles from './Provenance.module.css';

/** Where a value comes from: seen by this peer, told by someone else, or from nowhere. */
export type ProvenanceKind = 'measured' | 'reported' | 'unknown';

const explained = {
  measured: 'measuredExplained',
  reported: 'reportedExplained',
  unknown: 'unknownExplained',
} as const;

/** The badge beside a value: the same shape and word everywhere. */
export function Provenance({ kind }: { kind: ProvenanceKind }) {
  const { t } = useLanguage();
  return (
    <span className={classes(styles.badge, styles[kind])} title={t(explained[kind])}>
      {t(kind)}
    </span>
  );
}

const kinds = ['measured', 'reported', 'unknown'] as const;

/** What the badges mean. */
export function ProvenanceLegend() {
  const { t } = useLanguage();
  return (
    <dl className={styles.legend} aria-label={t('provenanceLegend')}>
      {kinds.map((kind) => (
        <div key={kind}>
          <dt>
            <Provenance kind={kind} />
          </dt>
          <dd>{t(explained[kind])}</dd>
        </div>
      ))}
    </dl>
  );
}
