/** What is measured, in words of a language. */
import type { Network, NetworkLink } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import type { Language } from '../../i18n/language.tsx';
import { sizeIn } from '../../i18n/sizes.ts';
import type { GraphNode } from './graph.ts';

export type Standing = 'inSync' | 'behind' | 'ahead' | 'unreachable' | 'waiting' | 'unknown' | 'heardOf';

/** Told apart without colour too. */
export const standingMarks: Readonly<Record<Standing, string>> = {
  inSync: '✓',
  behind: '↓',
  ahead: '↑',
  unreachable: '×',
  waiting: '…',
  unknown: '?',
  heardOf: '~',
};

/** `behind`: it holds what we lack. */
export function standingOfLink({ state, behind, ahead }: Pick<NetworkLink, 'state' | 'behind' | 'ahead'>): Standing {
  if (state !== 'reachable') return state;
  if (behind === null || ahead === null) return 'unknown';
  return behind > 0 ? 'behind' : ahead > 0 ? 'ahead' : 'inSync';
}

export function standingOf({ link, report }: Pick<GraphNode, 'link' | 'report'>): Standing {
  if (link !== undefined) return standingOfLink(link);
  if (report === undefined) return 'heardOf';
  return report.behind > 0 ? 'behind' : report.ahead > 0 ? 'ahead' : 'inSync';
}

export function standingWords(
  standing: Standing,
  counts: { readonly behind: number | null; readonly ahead: number | null } | undefined,
  t: Language['t'],
): string {
  switch (standing) {
    case 'inSync':
      return t('networkInSync');
    case 'behind':
      return t('networkBehind', { count: counts?.behind ?? 0 });
    case 'ahead':
      return t('networkAhead', { count: counts?.ahead ?? 0 });
    case 'unreachable':
      return t('networkUnreachable');
    case 'waiting':
      return t('networkWaiting');
    case 'heardOf':
      return t('networkHeardOf');
    case 'unknown':
      return t('networkUnknown');
    default:
      return unreachable(standing);
  }
}

export const millisIn = (locale: string, ms: number): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond', maximumFractionDigits: ms < 10 ? 1 : 0 }).format(
    ms,
  );

export const percentIn = (locale: string, part: number): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: part > 0 && part < 0.1 ? 1 : 0 }).format(
    part,
  );

/** "1.4 kB/s" */
export function rateIn(locale: string, bytesPerSecond: number): string {
  const at = bytesPerSecond >= 1e6 ? 2 : bytesPerSecond >= 1e3 ? 1 : 0;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: (['byte-per-second', 'kilobyte-per-second', 'megabyte-per-second'] as const)[at],
    unitDisplay: 'short',
    maximumFractionDigits: at === 0 ? 0 : 1,
  }).format(bytesPerSecond / 1e3 ** at);
}

export const inAll = ({ locale, t }: Language, { bytes, datagrams }: NetworkLink['sent']): string =>
  t('networkInAll', { size: sizeIn(locale, bytes), count: datagrams });

/** Undefined: nothing was sent that has to be answered. */
export const lossOf = ({ loss }: Pick<NetworkLink, 'loss'>): number | undefined =>
  loss.of === 0 ? undefined : loss.lost / loss.of;

export const isEmpty = ({ links, reports }: Network): boolean => links.length === 0 && reports.length === 0;
