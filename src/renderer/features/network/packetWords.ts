/** A datagram in a sentence. */
import type { LoggedPacket } from '../../../api/contract.ts';
import { unreachable } from '../../../api/result.ts';
import type { Language } from '../../i18n/language.tsx';
import { shownName } from '../../lib/names.ts';
import type { PacketKind } from './packetFilter.ts';

export const kindWords = {
  rumor: 'packetRumor',
  routeRumor: 'packetRouteRumor',
  status: 'packetStatus',
  private: 'packetPrivate',
  simple: 'packetSimple',
  introductions: 'packetIntroductions',
  digest: 'packetDigest',
  trial: 'packetTrial',
  data: 'packetData',
  search: 'packetSearch',
  unknown: 'packetUnknown',
  malformed: 'packetMalformed',
} as const satisfies Readonly<Record<PacketKind, string>>;

const askWords = {
  ping: 'packetMeansPing',
  pong: 'packetMeansPong',
  rumors: 'packetMeansWants',
  push: 'packetMeansPush',
  announce: 'packetMeansAnnounce',
} as const;

export function meaningWords(packet: LoggedPacket, { t }: Language): string {
  const { hops, asks } = packet;
  const parts = [sentence(packet, t)];
  if (hops !== null)
    parts.push(
      t(packet.kind === 'rumor' || packet.kind === 'routeRumor' ? 'packetMeansHops' : 'packetMeansHopsLeft', {
        count: hops,
      }),
    );
  for (const ask of asks) parts.push(t(askWords[ask]));
  return parts.join(' · ');
}

function sentence({ kind, who, to, id, count }: LoggedPacket, t: Language['t']): string {
  const name = (text: string | null): string => {
    const shown = shownName(text ?? '');
    return text === null ? t('packetSomebody') : shown === '' ? t('unnamed') : shown;
  };
  switch (kind) {
    case 'rumor':
      return t('packetMeansRumor', { id: id ?? 0, who: name(who) });
    case 'routeRumor':
      return t('packetMeansRouteRumor', { id: id ?? 0, who: name(who) });
    case 'status':
      return t('packetMeansStatus', { who: name(who), count: count ?? 0 });
    case 'private':
      return t('packetMeansPrivate', { who: name(who), to: name(to) });
    case 'simple':
      return t('packetMeansSimple', { who: name(who) });
    case 'introductions':
      return t('packetMeansIntroductions', { count: count ?? 0 });
    case 'digest':
      return t('packetMeansDigest', { who: name(who), count: count ?? 0 });
    case 'trial':
      return t('packetMeansTrial');
    case 'data':
      return t('packetMeansData', { to: name(to) });
    case 'search':
      return t('packetMeansSearch', { who: name(who) });
    case 'unknown':
      return t('packetMeansUnknown');
    case 'malformed':
      return t('packetMeansMalformed');
    default:
      return unreachable(kind);
  }
}
