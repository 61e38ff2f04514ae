// oxlint-disable react/no-unstable-nested-components -- what fills a cell is called as a function, never rendered as a component
import type { NetworkLink, NetworkReport, Route } from '../../../api/contract.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { useMedia } from '../../lib/useMedia.ts';
import { useNow } from '../../lib/useNow.ts';
import { classes } from '../../ui/classes.ts';
import { lossOf, millisIn, percentIn, rateIn, standingMarks, standingOfLink, standingWords } from './figures.ts';
import { idOfLink } from './graph.ts';
import styles from './NetworkTables.module.css';
import { SortableTable, type Column } from './SortableTable.tsx';

interface LinksTableProps {
  links: readonly NetworkLink[];
  routes: readonly Route[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

/** Our own links: what the picture shows, and more. In a narrow window several figures share a column. */
export function LinksTable({ links, routes, chosen, onChoose }: LinksTableProps) {
  const { t, locale, dates, formatNumber } = useLanguage();
  const isNarrow = useMedia('(width < 700px)');
  const now = Number(useNow(String));
  const unknown = <span className={styles.soft}>{t('networkUnknown')}</span>;
  const routesOf = (link: NetworkLink): number => routes.filter(({ via }) => via === link.address).length;
  const bytes = (link: NetworkLink): number => link.received.bytesPerSecond + link.sent.bytesPerSecond;
  const roundTrip = ({ roundTrip: ms }: NetworkLink) => (ms === null ? unknown : millisIn(locale, ms));
  const loss = (link: NetworkLink) => {
    const part = lossOf(link);
    return part === undefined ? unknown : percentIn(locale, part);
  };
  const state = (link: NetworkLink) => {
    const standing = standingOfLink(link);
    return (
      <span className={classes(styles.state, styles[standing])}>
        <span aria-hidden="true">{standingMarks[standing]}</span> {standingWords(standing, link, t)}
      </span>
    );
  };
  const traffic = ({ received, sent }: NetworkLink) => (
    <span className={styles.traffic}>
      <span title={t('networkReceived')}>↓ {rateIn(locale, received.bytesPerSecond)}</span>{' '}
      <span title={t('networkSent')}>↑ {rateIn(locale, sent.bytesPerSecond)}</span>
    </span>
  );
  const name = (link: NetworkLink) => (
    <button
      type="button"
      className={styles.name}
      aria-pressed={idOfLink(link) === chosen}
      onClick={() => onChoose(idOfLink(link))}
    >
      <bdi>{link.name === null ? link.address : shownName(link.name) === '' ? t('unnamed') : shownName(link.name)}</bdi>
      {link.name !== null && (
        <bdi dir="ltr" className={styles.address}>
          {link.address}
        </bdi>
      )}
    </button>
  );
  const standingKey = (link: NetworkLink): string => standingOfLink(link);
  const lossTitle = { title: t('networkLoss'), hint: t('networkLossHint') };
  const columns: readonly Column<NetworkLink>[] = isNarrow
    ? [
        {
          id: 'peer',
          title: t('networkPeer'),
          keyOf: (link) => link.name ?? link.address,
          cell: (link) => (
            <>
              {name(link)}
              {state(link)}
            </>
          ),
        },
        {
          id: 'roundTrip',
          title: `${t('networkRoundTrip')}, ${t('networkLoss')}`,
          isNumber: true,
          keyOf: (link) => link.roundTrip,
          cell: (link) => (
            <>
              {roundTrip(link)}
              <br />
              {loss(link)}
            </>
          ),
        },
        { id: 'traffic', title: t('networkTraffic'), isNumber: true, keyOf: bytes, cell: traffic },
        {
          id: 'routes',
          title: t('networkRoutes'),
          isNumber: true,
          keyOf: routesOf,
          cell: (link) => formatNumber(routesOf(link)),
        },
      ]
    : [
        { id: 'peer', title: t('networkPeer'), keyOf: (link) => link.name ?? link.address, cell: name },
        { id: 'state', title: t('networkState'), keyOf: standingKey, cell: state },
        {
          id: 'roundTrip',
          title: t('networkRoundTrip'),
          isNumber: true,
          keyOf: (link) => link.roundTrip,
          cell: roundTrip,
        },
        { id: 'loss', ...lossTitle, isNumber: true, keyOf: (link) => lossOf(link) ?? null, cell: loss },
        { id: 'traffic', title: t('networkTraffic'), isNumber: true, keyOf: bytes, cell: traffic },
        {
          id: 'routes',
          title: t('networkRoutes'),
          isNumber: true,
          keyOf: routesOf,
          cell: (link) => formatNumber(routesOf(link)),
        },
        {
          id: 'heard',
          title: t('networkHeard'),
          isNumber: true,
          keyOf: ({ lastHeard }) => (lastHeard === null ? null : -lastHeard),
          cell: ({ lastHeard }) => (lastHeard === null ? t('networkNever') : dates.ago(lastHeard, now)),
        },
      ];
  return (
    <SortableTable
      caption={t('networkOwnLinks')}
      columns={columns}
      rows={links}
      idOf={({ address }) => address}
      isChosen={(link) => idOfLink(link) === chosen}
    />
  );
}

interface ReportedLink {
  readonly report: NetworkReport;
  readonly link: NetworkReport['links'][number];
}

/** What others say of their own links. */
export function ReportsTable({ reports }: { reports: readonly NetworkReport[] }) {
  const { t, locale, dates } = useLanguage();
  const now = Number(useNow(String));
  const rows = reports.flatMap((report) => report.links.map((link): ReportedLink => ({ report, link })));
  const named = (name: string) => <bdi>{shownName(name) === '' ? t('unnamed') : shownName(name)}</bdi>;
  const columns: readonly Column<ReportedLink>[] = [
    {
      id: 'from',
      title: t('networkFrom'),
      keyOf: ({ report }) => report.name,
      cell: ({ report }) => named(report.name),
    },
    { id: 'to', title: t('networkTo'), keyOf: ({ link }) => link.name, cell: ({ link }) => named(link.name) },
    {
      id: 'roundTrip',
      title: t('networkRoundTrip'),
      isNumber: true,
      keyOf: ({ link }) => link.roundTrip,
      cell: ({ link }) =>
        link.roundTrip === null ? (
          <span className={styles.soft}>{t('networkUnknown')}</span>
        ) : (
          millisIn(locale, link.roundTrip)
        ),
    },
    {
      id: 'heard',
      title: t('networkReportHeard'),
      isNumber: true,
      keyOf: ({ report }) => -report.heardAt,
      cell: ({ report }) => dates.ago(report.heardAt, now),
    },
  ];
  if (rows.length === 0) return <p className={styles.soft}>{t('networkNoReports')}</p>;
  return (
    <SortableTable
      caption={t('networkOtherLinks')}
      columns={columns}
      rows={rows}
      idOf={({ report, link }) => `${report.origin} ${link.origin}`}
    />
  );
}
