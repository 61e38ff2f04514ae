/** What people see of peers, and of how far we are. */
import type { Core } from './core.ts';
import type { PeerView } from './input.ts';
import type { Origin } from './names.ts';
import type { Peer } from './peers.ts';
import { missing } from './rumors/clock.ts';

export interface SyncView {
  /** Rumors held, and rumors that are known to exist. */
  readonly have: number;
  readonly of: number;
  readonly peers: number;
  readonly peersInSync: number;
}

export function view(core: Core, peer: Peer): PeerView {
  const mine = core.holdings.clock;
  return {
    address: peer.address,
    kind: peer.kind,
    state: peer.state,
    configured: peer.configured,
    validated: peer.validated,
    rule: peer.rule,
    behind: missing(peer.clock, mine),
    ahead: peer.clockIsWhole ? missing(mine, peer.clock) : 0,
    link: peer.link,
    ...(peer.origin === undefined ? {} : { origin: peer.origin }),
    ...(peer.lastHeard === undefined ? {} : { lastHeard: peer.lastHeard }),
    ...(peer.roundTrip === undefined ? {} : { roundTrip: peer.roundTrip }),
  };
}

export function syncOf(core: Core): SyncView {
  const best = new Map<Origin, number>();
  let peers = 0;
  let peersInSync = 0;
  for (const peer of core.peers.all()) {
    if (peer.state !== 'reachable') continue;
    peers += 1;
    if (
      missing(peer.clock, core.holdings.clock) === 0 &&
      (!peer.clockIsWhole || missing(core.holdings.clock, peer.clock) === 0)
    )
      peersInSync += 1;
    if (!peer.validated && !peer.configured) continue;
    for (const [origin, next] of peer.clock) if (next > (best.get(origin) ?? 1)) best.set(origin, next);
  }
  const have = core.holdings.total;
  return { have, of: have + missing(best, core.holdings.clock), peers, peersInSync };
}
