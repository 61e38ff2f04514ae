import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LoggedPacket } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import { Button } from '../../ui/Button.tsx';
import { Hidden } from '../../ui/Hidden.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { saveFile } from '../export/exporting.ts';
import { filterPackets, type PacketKind } from './packetFilter.ts';
import styles from './PacketLog.module.css';
import { kindWords, meaningWords } from './packetWords.ts';
import { pcapOf } from './pcap.ts';
import { readRaw, usePackets } from './usePackets.ts';

/** px, and for a window that shows a packet in two lines. */
const ROW = { wide: 26, narrow: 46 } as const;
/** px from the end within which new ones are followed. */
const NEAR_END = 30;
const kinds = Object.keys(kindWords) as PacketKind[];

interface PacketLogProps {
  /** Address → name. */
  names: ReadonlyMap<string, string>;
  isNarrow: boolean;
}

/** Every datagram since the page was opened: newest at the end, followed while the end is in view. */
export function PacketLog({ names, isNarrow }: PacketLogProps) {
  const language = useLanguage();
  const { t, locale, formatNumber } = language;
  const session = useSession();
  const self = useAppState((state) => state.self);
  const now = usePackets();
  const [paused, setPaused] = useState<typeof now>();
  const [text, setText] = useState('');
  const [kind, setKind] = useState<PacketKind | 'all'>('all');
  const [saved, setSaved] = useState<number>();

  const time = useMemo(
    () =>
      new Intl.DateTimeFormat(locale, {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        fractionalSecondDigits: 3,
        hour12: false,
      }),
    [locale],
  );
  const { packets, missed } = paused ?? now;
  const peerOf = ({ address }: LoggedPacket): string => shownName(names.get(address) ?? '') || address;
  const wordsOf = (packet: LoggedPacket): string =>
    [packet.address, peerOf(packet), t(kindWords[packet.kind]), meaningWords(packet, language)].join(' ');
  const shown = filterPackets(packets, { kind: kind === 'all' ? undefined : kind, text }, wordsOf);
  const waiting = paused === undefined ? 0 : (now.packets.at(-1)?.seq ?? 0) - (packets.at(-1)?.seq ?? 0);

  const exportJson = (): void => {
    const rows = shown.map((packet) => ({
      ...packet,
      raw: undefined, // JSON leaves it out
      time: new Date(packet.at).toISOString(),
      peer: names.get(packet.address) ?? null,
    }));
    saveFile(new Blob([JSON.stringify(rows, null, 2)], { type: 'application/json' }), 'peerster-packets.json');
    setSaved(rows.length);
  };
  const exportPcap = async (): Promise<void> => {
    if (self === undefined) return;
    const whole = await readRaw(shown, (query) => session.packets(query));
    const bytes = new Uint8Array(pcapOf(whole, self));
    saveFile(new Blob([bytes], { type: 'application/vnd.tcpdump.pcap' }), 'peerster-packets.pcap');
    setSaved(whole.length);
  };

  return (
    <section className={styles.log} aria-label={t('packets')}>
      <h3>{t('packets')}</h3>
      <p className={styles.hint}>{t('packetsHint')}</p>
      <div className={styles.tools}>
        <TextField
          label={t('packetsFilter')}
          placeholder={t('packetsFilterHint')}
          error={undefined}
          value={text}
          onChange={({ target }) => setText(target.value)}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
        />
        <Select<PacketKind | 'all'>
          label={t('packetsKind')}
          options={[
            { value: 'all', label: t('packetsAllKinds') },
            ...kinds.map((value) => ({ value, label: t(kindWords[value]) })),
          ]}
          value={kind}
          onChange={setKind}
        />
        <Button aria-pressed={paused !== undefined} onClick={() => setPaused(paused === undefined ? now : undefined)}>
          {paused === undefined ? t('packetsPause') : t('packetsResume')}
          {waiting > 0 && ` · ${t('packetsNew', { count: waiting })}`}
        </Button>
        <Button disabled={shown.length === 0} onClick={exportJson}>
          {t('packetsExport', { format: 'JSON' })}
        </Button>
        <Button disabled={shown.length === 0} onClick={() => void exportPcap()}>
          {t('packetsExport', { format: 'pcap' })}
        </Button>
      </div>
      <p className={styles.hint}>
        {t('packetsShown', { shown: formatNumber(shown.length), count: formatNumber(packets.length) })}
        {missed > 0 && ` · ${t('packetsMissed', { count: missed })}`}
        <span role="status">{saved !== undefined && ` · ${t('packetsExported', { count: saved })}`}</span>
      </p>
      {shown.length === 0 ? (
        <p className={styles.none}>{t(packets.length === 0 ? 'packetsNone' : 'packetsNoMatch')}</p>
      ) : (
        <Rows
          packets={shown}
          rowHeight={isNarrow ? ROW.narrow : ROW.wide}
          isFollowing={paused === undefined}
          timeOf={(at) => time.format(at)}
          peerOf={peerOf}
        />
      )}
    </section>
  );
}

interface RowsProps {
  packets: readonly LoggedPacket[];
  rowHeight: number;
  isFollowing: boolean;
  timeOf: (at: number) => string;
  peerOf: (packet: LoggedPacket) => string;
}

function Rows({ packets, rowHeight, isFollowing, timeOf, peerOf }: RowsProps) {
  const language = useLanguage();
  const { t, formatNumber } = language;
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React's compiler
  const rows = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: packets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => packets[index]?.seq ?? index,
    overscan: 10,
  });
  useLayoutEffect(() => rows.measure(), [rows, rowHeight]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (isFollowing && isAtEnd.current && element !== null) element.scrollTop = element.scrollHeight;
  }, [packets, isFollowing, rowHeight]);
  const heads = ['packetsTime', 'networkPeer', 'packetsKind', 'packetsBytes', 'packetsMeaning'] as const;
  return (
    <div
      ref={scroller}
      className={styles.rows}
      role="table"
      aria-label={t('packets')}
      aria-rowcount={packets.length + 1}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, by the keyboard too
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      <div role="rowgroup" className={styles.heads}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          {heads.map((head) => (
            <span key={head} role="columnheader">
              {t(head)}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" className={styles.body} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start, size }) => {
          const packet = packets[index];
          if (packet === undefined) return undefined;
          const isIn = packet.direction === 'received';
          return (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ height: size, transform: `translateY(${start}px)` }}
            >
              <span role="cell" className={styles.time}>
                {timeOf(packet.at)}
              </span>
              <span role="cell" className={styles.peer} title={packet.address}>
                <span aria-hidden="true">{isIn ? '↓ ' : '↑ '}</span>
                <Hidden>{t(isIn ? 'packetIn' : 'packetOut')} </Hidden>
                <bdi>{peerOf(packet)}</bdi>
              </span>
              <span role="cell">{t(kindWords[packet.kind])}</span>
              <span role="cell" className={styles.bytes}>
                {formatNumber(packet.bytes)}
              </span>
              <span role="cell" className={styles.meaning} title={meaningWords(packet, language)}>
                {meaningWords(packet, language)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
