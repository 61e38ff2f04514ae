/** What a datagram says, without any text that a person wrote: its kind, whom it concerns, and how much. */
import type { Origin } from '../../gossiper/names.ts';
import type { Message } from '../../gossiper/packet.ts';
import { unreachable } from '../../gossiper/result.ts';
import { decodePacket } from '../../wire/index.ts';

export type PacketKind =
  | 'rumor'
  | 'routeRumor'
  | 'status'
  | 'private'
  | 'simple'
  | 'introductions'
  | 'digest'
  | 'trial'
  | 'data'
  | 'search'
  | 'unknown'
  | 'malformed';

/** What a kind has nothing to say about is null. */
export interface PacketMeaning {
  kind: PacketKind;
  /** Who said it first: of a rumor, a private message, a digest, a file or a search; whose clock a status of ours is. */
  who: string | null;
  /** To whom it goes. */
  to: string | null;
  /** Its number at its origin. */
  id: number | null;
  /** Rumors: hops so far. Private messages, files: hops left. */
  hops: number | null;
  /** Entries of a status or a digest, addresses of introductions, bytes of a file. */
  count: number | null;
  /** Of a status: what else it carries. */
  asks: ('ping' | 'pong' | 'rumors' | 'push' | 'announce')[];
}

const NOTHING: Omit<PacketMeaning, 'kind'> = { who: null, to: null, id: null, hops: null, count: null, asks: [] };

export function meaningOf(raw: Uint8Array, nameOf: (origin: Origin) => string): PacketMeaning {
  const packet = decodePacket(raw);
  if (packet === undefined) return { kind: 'malformed', ...NOTHING };
  return { ...NOTHING, ...partsOf(packet.message, nameOf) };
}

type Parts = Pick<PacketMeaning, 'kind'> & Partial<PacketMeaning>;

function partsOf(message: Message, nameOf: (origin: Origin) => string): Parts {
  switch (message.type) {
    case 'rumor': {
      const { origin, id, text } = message.rumor;
      return { kind: text === '' ? 'routeRumor' : 'rumor', who: nameOf(origin), id, hops: message.hops ?? null };
    }
    case 'status': {
      const { hello, want, ping, pong, credit, link } = message;
      const asks: PacketMeaning['asks'] = [];
      if (ping !== undefined) asks.push('ping');
      if (pong !== undefined) asks.push('pong');
      if (credit !== undefined) asks.push('rumors');
      if (link !== undefined) asks.push(link === 'eager' ? 'push' : 'announce');
      return { kind: 'status', who: hello === undefined ? null : nameOf(hello.origin), count: want.length, asks };
    }
    case 'private':
      return {
        kind: 'private',
        who: nameOf(message.origin),
        to: nameOf(message.destination),
        id: message.id,
        hops: message.hopLimit,
      };
    case 'simple':
      return { kind: 'simple', who: message.originalName };
    case 'dataRequest':
    case 'dataReply': {
      const count = message.type === 'dataReply' ? message.data.length : null;
      const { origin, destination, hopLimit } = message;
      return { kind: 'data', who: nameOf(origin), to: nameOf(destination), hops: hopLimit, count };
    }
    case 'searchRequest':
      return { kind: 'search', who: nameOf(message.origin) };
    case 'searchReply':
      return {
        kind: 'search',
        who: nameOf(message.origin),
        to: nameOf(message.destination),
        count: message.results.length,
      };
    case 'control':
      switch (message.control.kind) {
        case 'peers':
          return { kind: 'introductions', count: message.control.addresses.length };
        case 'digest':
          return {
            kind: 'digest',
            who: nameOf(message.control.digest.origin),
            count: message.control.digest.holds.length,
          };
        case 'tryMe':
        case 'tried':
        case 'probe':
          return { kind: 'trial' };
        case 'unknown':
          return { kind: 'unknown' };
        default:
          return unreachable(message.control);
      }
    default:
      return unreachable(message);
  }
}
