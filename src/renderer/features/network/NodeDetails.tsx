import type { ReactNode } from 'react';
import type { Route } from '../../../api/contract.ts';
import { useOverlay } from '../../app/overlay.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { useNow } from '../../lib/useNow.ts';
import { Button } from '../../ui/Button.tsx';
import { inAll, lossOf, millisIn, percentIn, rateIn, standingOf, standingWords } from './figures.ts';
import { SELF, type GraphNode } from './graph.ts';
import styles from './NodeDetails.module.css';

interface NodeDetailsProps {
  node: GraphNode | undefined;
  routes: readonly Route[];
}

/** Everything that is known of one peer, each figure with how it is known. */
export function NodeDetails({ node, routes }: NodeDetailsProps) {
  const language = useLanguage();
  const { t, locale, dates } = language;
  const { open } = useOverlay();
  const now = Number(useNow(String));
  if (node === undefined || node.id === SELF) return <p className={styles.none}>{t('networkChoose')}</p>;
  const { link, report, name } = node;
  const loss = link === undefined ? undefined : lossOf(link);
  const through = link === undefined ? [] : routes.filter(({ via }) => via === link.address);
  const way = routes.find(({ origin }) => origin === node.origin);
  const standing = standingOf(node);
  return (
    <div className={styles.details}>
      <h3>
        <bdi>{shownName(name) === '' ? t('unnamed') : shownName(name)}</bdi>
        {link?.kind === 'course' && <span className={styles.kind}>{t('peerCourse')}</span>}
      </h3>
      <dl>
        <Figure
          label={t('networkState')}
          how={
            standing === 'unknown' || standing === 'heardOf' ? 'unknown' : link === undefined ? 'reported' : 'measured'
          }
        >
          {standingWords(standing, link ?? report, t)}
        </Figure>
        {link !== undefined && (
          <>
            <Figure label={t('networkRoundTrip')} how={link.roundTrip === null ? 'unknown' : 'measured'}>
              {link.roundTrip === null ? '–' : millisIn(locale, link.roundTrip)}
            </Figure>
            <Figure
              label={t('networkLoss')}
              how={loss === undefined ? 'unknown' : 'measured'}
              hint={t('networkLossHint')}
            >
              {loss === undefined
                ? '–'
                : `${percentIn(locale, loss)} (${t('networkLossOf', { lost: link.loss.lost, count: link.loss.of })})`}
            </Figure>
            <Figure label={t('networkReceived')} how="measured">
              {rateIn(locale, link.received.bytesPerSecond)}
              <small>{inAll(language, link.received)}</small>
            </Figure>
            <Figure label={t('networkSent')} how="measured">
              {rateIn(locale, link.sent.bytesPerSecond)}
              <small>{inAll(language, link.sent)}</small>
            </Figure>
            <Figure label={t('networkHeard')} how="measured">
              {link.lastHeard === null ? t('networkNever') : dates.ago(link.lastHeard, now)}
            </Figure>
            <Figure label={t('networkLink')} how="measured">
              {t(link.push ? 'networkPush' : 'networkAnnounce')}
            </Figure>
            <Figure label={t('networkAddress')} how="measured">
              <bdi dir="ltr">{link.address}</bdi>
              <small>{t(link.validated ? 'networkProven' : 'networkUnproven')}</small>
            </Figure>
            <Figure label={t('networkRoutes')} how="measured">
              {t('networkRoutesTo', { count: through.length })}
              {through.length > 0 && (
                <small>
                  {through
                    .slice(0, 8)
                    .map((route) => shownName(route.name))
                    .join(', ')}
                </small>
              )}
            </Figure>
          </>
        )}
        {link === undefined && way !== undefined && (
          <Figure label={t('networkRoutes')} how="measured">
            <bdi>{shownName(way.viaName ?? way.via)}</bdi>
          </Figure>
        )}
        {report !== undefined && (
          <Figure label={t('networkReportHeard')} how="reported">
            {dates.ago(report.heardAt, now)}
            <small>
              {report.links
                .map((other) =>
                  `${shownName(other.name)} ${other.roundTrip === null ? '' : millisIn(locale, other.roundTrip)}`.trim(),
                )
                .join(', ')}
            </small>
          </Figure>
        )}
      </dl>
      {link !== undefined && (
        <Button small onClick={() => open({ kind: 'settings', section: 'peers', address: link.address })}>
          {t('networkOpenPeer')}
        </Button>
      )}
    </div>
  );
}

const howWords = { measured: 'networkMeasured', reported: 'networkReported', unknown: 'networkUnknown' } as const;

interface FigureProps {
  label: string;
  how: keyof typeof howWords;
  hint?: string;
  children: ReactNode;
}

function Figure({ label, how, hint, children }: FigureProps) {
  const { t } = useLanguage();
  return (
    <div className={styles.figure} title={hint}>
      <dt>
        {label} <span className={styles.how}>{t(howWords[how])}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
