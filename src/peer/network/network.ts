/** What a running peer measures of its network, and the datagrams that come and go, for those who look. */
import type { Gossiper } from '../../gossiper/index.ts';
import { splitOrigin } from '../../gossiper/identity.ts';
import type { PeerView as CorePeer } from '../../gossiper/input.ts';
import type { Address, Origin } from '../../gossiper/names.ts';
import { readClock } from '../clock.ts';
import type { PeerView } from '../views.ts';
import { meaningOf } from './packetMeaning.ts';
import { PacketLog } from './packetLog.ts';
import { Traffic } from './traffic.ts';
import type { NetworkLinkView, NetworkReportView, NetworkView, PacketsQuery, PacketsView } from './views.ts';

/** Raw bytes in one answer, so that it stays far below what may wait for a client (uiport/limits.ts); one datagram always fits. */
export const MAX_ANSWER_BYTES = 1024 * 1024;

/** What an origin is called now, and whose key it has. */
type Who = (origin: Origin | undefined) => Pick<PeerView, 'name' | 'person'>;

export interface Network {
  count(direction: 'received' | 'sent', address: Address, bytes: Uint8Array): void;
  view(gossiper: Gossiper, who: Who): NetworkView;
  packets(query: PacketsQuery, who: Who): PacketsView;
}

export function createNetwork(): Network {
  const traffic = new Traffic();
  const log = new PacketLog();
  return {
    count(direction, address, bytes) {
      const now = readClock();
      traffic.count(direction, address, bytes.length, now.monotonic);
      log.add({ at: now.wall, direction, address }, bytes, now.monotonic);
    },
    view(gossiper, who) {
      return {
        links: gossiper.peers().map((peer) => linkView(peer, traffic, who)),
        reports: gossiper.reports().map(({ origin, heardAt, behind, ahead, links }): NetworkReportView => ({
          ...named(origin, who),
          heardAt,
          behind,
          ahead,
          links: links.map(({ origin: other, isEager, roundTrip }) => ({
            ...named(other, who),
            push: isEager,
            roundTrip: roundTrip ?? null,
          })),
        })),
      };
    },
    packets({ after, limit, raw: withRaw }, who) {
      const packets: PacketsView['packets'] = [];
      let bytes = 0;
      for (const { seq, at, direction, address, raw } of log.read(after, limit, readClock().monotonic)) {
        bytes += raw.length;
        if (withRaw && packets.length > 0 && bytes > MAX_ANSWER_BYTES) break;
        const meaning = meaningOf(raw, (origin) => named(origin, who).name);
        const text = withRaw ? Buffer.from(raw).toString('base64') : null;
        packets.push({ seq, at, direction, address, bytes: raw.length, ...meaning, raw: text });
      }
      return { packets, last: log.last };
    },
  };
}

const named = (origin: Origin, who: Who): { origin: string; name: string; person: string | null } => {
  const { name, person } = who(origin);
  return { origin, name: name ?? splitOrigin(origin).name, person };
};

function linkView(peer: CorePeer, traffic: Traffic, who: Who): NetworkLinkView {
  const { address, origin, kind, state, validated, link, heardAt, roundTrip, loss, behind, ahead } = peer;
  const now = readClock();
  const hasClock = kind !== 'unknown'; // it is known by its first status
  return {
    address,
    origin: origin ?? null,
    ...who(origin),
    kind,
    state,
    validated,
    push: link === 'eager',
    lastHeard: heardAt === undefined ? null : Math.round(heardAt),
    roundTrip: roundTrip ?? null,
    loss,
    ...traffic.view(address, now.monotonic),
    behind: hasClock ? behind : null,
    ahead: hasClock ? ahead : null,
  };
}
