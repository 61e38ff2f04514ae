/** What people see of peers, and of how far we are. */
import type { Core } from './core.ts';
import type { PeerView, RouteView } from './input.ts';
import type { Origin } from './names.ts';
import type { Peer } from './peers.ts';
import { waysTo } from './routing/forward.ts';
import { missing, nextOf, type Clock } from './rumors/clock.ts';

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
  const mine = core.holdings.clock;
  const up = [...core.peers.all()].filter(({ state }) => state === 'reachable');
  const inSync = up.filter(
    ({ clock, clockIsWhole }) => !isAhead(clock, mine) && (!clockIsWhole || !isAhead(mine, clock)),
  );
  const have = core.holdings.total;
  let of = have;
  lookAtNews(core, (origin, next) => {
    of += next - core.holdings.next(origin);
  });
  return { have, of, peers: up.length, peersInSync: inSync.length };
}

/** Whether it has any rumor that the other lacks. */
function isAhead(one: Clock, other: Clock): boolean {
  for (const [origin, next] of one) if (next > nextOf(other, origin)) return true;
  return false;
}

/** Who says what is known to exist: that somebody is there who can be asked for it. */
const tellers = (core: Core): Peer[] =>
  [...core.peers.all()].filter((peer) => peer.state === 'reachable' && (peer.validated || peer.configured));

/** Of each origin of which somebody holds more than we the next ID. `tell` is called often: nothing is made for it. */
function lookAtNews(core: Core, tell: (origin: Origin, next: number) => void): void {
  const clocks = tellers(core).map(({ clock }) => clock);
  const news = new Map<Origin, number>();
  for (const { held } of clocks)
    for (const [origin, next] of held)
      if (next > (news.get(origin) ?? core.holdings.next(origin))) news.set(origin, next);
  for (const [origin, next] of news) tell(origin, next);
  for (const { origin, best } of core.peers.unheld.best(clocks)) if (best > 1) tell(origin, best);
}

/** Of one origin: how many rumors of it are known to exist and lacking here, and which of ours said that they hold more. */
export interface Missing {
  readonly origin: Origin;
  readonly count: number;
  readonly heldBy: readonly Origin[];
}

/** The `limit` origins of which most is missing, by the clocks that `syncOf` counts. */
export function missingOf(core: Core, limit: number): Missing[] {
  const most: { origin: Origin; next: number; count: number }[] = [];
  lookAtNews(core, (origin, next) => {
    const count = next - core.holdings.next(origin);
    if (most.length >= limit && count <= (most.at(-1)?.count ?? Infinity)) return;
    const place = most.findLastIndex((other) => other.count >= count) + 1;
    most.splice(place, 0, { origin, next, count });
    if (most.length > limit) most.pop();
  });
  // Who has the most has all of it; others would bring a part only.
  return most.map(({ origin, next, count }) => {
    const holders = tellers(core).flatMap((peer) =>
      peer.origin !== undefined && nextOf(peer.clock, origin) === next ? [peer.origin] : [],
    );
    return { origin, count, heldBy: [...new Set(holders)] };
  });
}
