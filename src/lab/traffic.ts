/** Where the datagrams go: each is read again on its way and counted by what it is for. Slow; for looking closely. */
import type { Address } from '../gossiper/names.ts';
import type { Packet, Status } from '../gossiper/packet.ts';
import { decodePacket } from '../wire/index.ts';
import type { World } from './world.ts';

export const trafficKinds = [
  /** The first copy of a rumor that is sent to a node. */
  'rumor',
  /** Any later copy, and whether the same node sent it before: then it was thought to be lost. */
  'rumor again, by another',
  'rumor again, by the same',
  /** A partial status of ours about rumors that the receiver holds, or about some that it lacks. */
  'acknowledgement',
  'announcement',
  /** Asks for rumors: it grants credit. */
  'pull',
  'ping',
  'pong',
  /** All that the sender holds: anti-entropy, a greeting, or whatever a course node sends. */
  'whole status',
  'other',
] as const;
export type TrafficKind = (typeof trafficKinds)[number];

export interface Traffic {
  readonly counts: ReadonlyMap<TrafficKind, { readonly datagrams: number; readonly bytes: number }>;
  stop(): void;
}

/** Counts from now on. Node numbers are found by address. */
export function watchTraffic(world: World, nodeAt: ReadonlyMap<Address, number>): Traffic {
  const counts = new Map<TrafficKind, { datagrams: number; bytes: number }>();
  const sentBy = new Map<string, Set<Address>>();

  function kindOf(from: Address, to: Address, packet: Packet | undefined): TrafficKind {
    if (packet?.message.type === 'status') return statusKind(packet.message, to);
    if (packet?.message.type !== 'rumor') return 'other';
    const { origin, id } = packet.message.rumor;
    const key = `${to} ${id} ${origin}`;
    const senders = sentBy.get(key);
    if (senders === undefined) {
      sentBy.set(key, new Set([from]));
      return 'rumor';
    }
    if (senders.has(from)) return 'rumor again, by the same';
    senders.add(from);
    return 'rumor again, by another';
  }

  function statusKind(status: Status, to: Address): TrafficKind {
    if (status.credit !== undefined) return 'pull';
    const isPartial = status.range !== undefined && status.range.from === status.range.to;
    if (!isPartial) return 'whole status';
    if (status.want.length === 0) return status.ping === undefined ? 'pong' : 'ping';
    const clock = world.gossiper(nodeAt.get(to) ?? -1)?.clock();
    const isKnown = status.want.every(({ origin, nextId }) => (clock?.get(origin) ?? 1) >= nextId);
    return isKnown ? 'acknowledgement' : 'announcement';
  }

  const stop = world.network.tap((from, to, datagram) => {
    const kind = kindOf(from, to, decodePacket(datagram));
    const count = counts.get(kind) ?? { datagrams: 0, bytes: 0 };
    count.datagrams++;
    count.bytes += datagram.length;
    counts.set(kind, count);
  });
  return { counts, stop };
}
