/** What people see of peers, and of how far we are. */
import type { Core } from './core.ts';
import type { PeerView, RouteView } from './input.ts';
import type { Origin } from './names.ts';
import type { Peer } from './peers.ts';
import { waysTo } from './routing/forward.ts';
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
    loss: peer.answers.loss(core.now.monotonic),
    ...(peer.origin === undefined ? {} : { origin: peer.origin }),
    ...(peer.lastHeard === undefined ? {} : { lastHeard: peer.lastHeard }),
    ...(peer.heardAt === undefined ? {} : { heardAt: peer.heardAt }),
    ...(peer.roundTrip === undefined ? {} : { roundTrip: peer.roundTrip }),
  };
}

/** Of each origin in the table the way that would be taken now; where none is open, the best that was. */
export function routesOf(core: Core): RouteView[] {
  const routes: RouteView[] = [];
  for (const origin of core.routes.origins()) {
    const open = waysTo(core, origin, undefined).find(({ candidate }) => candidate !== undefined)?.candidate;
    const candidate = open ?? core.routes.candidates(origin)[0];
    if (candidate === undefined) continue;
    const { via, how, id, hops, learntAt } = candidate;
    const isOpen = open !== undefined;
    routes.push({ origin, via, how, id, learntAt, isOpen, ...(hops === undefined ? {} : { hops }) });
  }
  return routes;
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

/** Of one origin: how many rumors of it are known to exist and lacking here, and which of ours said that they hold more. */
export interface Missing {
  readonly origin: Origin;
  readonly count: number;
  readonly heldBy: readonly Origin[];
}

/** The `limit` origins of which most is missing, by the clocks that `syncOf` counts. */
export function missingOf(core: Core, limit: number): Missing[] {
  const found = new Map<Origin, { count: number; heldBy: Set<Origin> }>();
  for (const peer of core.peers.all()) {
    if (peer.state !== 'reachable' || (!peer.validated && !peer.configured)) continue;
    for (const [origin, next] of peer.clock) {
      const count = next - core.holdings.next(origin);
      if (count <= 0) continue;
      const known = found.get(origin) ?? { count: 0, heldBy: new Set() };
      // Who has the most has all of it; others would bring a part only.
      if (count > known.count) known.heldBy.clear();
      if (count >= known.count && peer.origin !== undefined) known.heldBy.add(peer.origin);
      known.count = Math.max(count, known.count);
      found.set(origin, known);
    }
  }
  return [...found]
    .map(([origin, { count, heldBy }]) => ({ origin, count, heldBy: [...heldBy] }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, limit);
}
