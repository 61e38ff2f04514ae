import { useMemo, useState } from 'react';
import { useAppState } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { useMedia } from '../../lib/useMedia.ts';
import { Switch } from '../../ui/Switch.tsx';
import { isEmpty } from './figures.ts';
import { graphOf } from './graph.ts';
import { NetworkMap } from './NetworkMap.tsx';
import styles from './NetworkPage.module.css';
import { LinksTable, ReportsTable } from './NetworkTables.tsx';
import { NodeDetails } from './NodeDetails.tsx';
import { PacketLog } from './PacketLog.tsx';
import { useNetwork } from './useNetwork.ts';

/** Who this peer speaks with and what is known beyond, as a picture and as tables; under it every datagram. */
export function NetworkPage() {
  const { t } = useLanguage();
  const isNarrow = useMedia('(width < 700px)');
  const self = useAppState((state) => state.self);
  const { network, routes, problem } = useNetwork();
  const [withReported, setWithReported] = useState(true);
  const [chosen, setChosen] = useState<string>();
  const [looked, setLooked] = useState<string>();
  const graph = useMemo(
    () => (network === undefined || self === undefined ? undefined : graphOf(self, network, withReported)),
    [network, self, withReported],
  );
  const names = useMemo(
    () => new Map(network?.links.flatMap(({ address, name }) => (name === null ? [] : [[address, name] as const]))),
    [network],
  );
  if (network === undefined || graph === undefined) {
    return (
      <p role={problem === undefined ? 'status' : 'alert'}>
        {problem === undefined ? '…' : t('networkFailed', { message: problem })}
      </p>
    );
  }

  const shown = looked ?? chosen;
  const picture = (
    <section className={styles.picture}>
      <div className={styles.frame}>
        <NetworkMap graph={graph} chosen={chosen} onChoose={setChosen} onLook={setLooked} />
        <ul className={styles.legend}>
          <li>
            <span className={styles.solid} aria-hidden="true" /> {t('networkMeasured')}
          </li>
          <li>
            <span className={styles.dashed} aria-hidden="true" /> {t('networkReported')}
          </li>
          <li>{t('networkLegendWidth')}</li>
          {graph.total > graph.nodes.length && <li>{t('networkFirst', { count: graph.nodes.length })}</li>}
        </ul>
        <Switch label={t('networkShowReported')} checked={withReported} onChange={setWithReported} />
      </div>
      <NodeDetails node={graph.nodes.find(({ id }) => id === shown)} routes={routes} />
    </section>
  );
  const tables = (
    <section className={styles.tables} aria-label={t('peers')}>
      <LinksTable links={network.links} routes={routes} chosen={chosen} onChoose={setChosen} />
      <ReportsTable reports={network.reports} />
    </section>
  );
  return (
    <>
      <p className={styles.intro}>{t('networkPageIntro')}</p>
      {problem !== undefined && <p role="alert">{t('networkFailed', { message: problem })}</p>}
      {isEmpty(network) ? (
        <p className={styles.none}>{t('networkNobody')}</p>
      ) : isNarrow ? (
        <>
          {tables}
          {picture}
        </>
      ) : (
        <>
          {picture}
          {tables}
        </>
      )}
      <PacketLog names={names} isNarrow={isNarrow} />
    </>
  );
}
