/**
 * A rumor's way in.
 *
 * 1. Only the next rumor of an origin enters the log, and only after its signature, if it has one, was checked.
 * 2. What carries a signature waits for the `settle` timer, so that one verification serves all that arrived together.
 * 3. The first text of an (origin, ID) wins; a verified one beats an unverified one; two verified ones prove a fork.
 * 4. Nobody moves our own next ID but we: an unverified rumor in the name of our key is dropped, a verified one that we
 *    don't hold means that our log went back in time, and starts a new incarnation. A bare course name takes it.
 */
import type { Core } from '../core.ts';
import { INCARNATION_BYTES, makeIdentity } from '../identity.ts';
import { MAX_ORIGINS, MAX_STRANGER_ORIGINS_PER_HOUR, MAX_STRANGER_RUMORS_PER_HOUR } from '../limits.ts';
import type { Origin } from '../names.ts';
import type { Birth, Rumor } from '../packet.ts';
import type { Peer } from '../peers.ts';
import type { LogEntry, Trust } from '../ports.ts';
import { take } from '../rate.ts';
import { answerRumor } from '../sending.ts';
import { checkAlone, checkRun, type Claimed } from './chain.ts';
import { keyOf } from './holdings.ts';
import type { Incoming } from './inbox.ts';
import { acknowledgeSoon, announceSoon, flushAcks, spread } from './mongering.ts';
import { isPulling, noteLacking, progressed } from './pull.ts';

const MAX_FIRST_FROM = 4_096;
const HOUR_S = 3_600;

export function receiveRumor(core: Core, peer: Peer, rumor: Rumor, hops: number | undefined): void {
  const held = core.holdings.next(rumor.origin);
  const claims = rumor.extensions.length === 0 ? undefined : core.ports.codec.claims(rumor);
  if (peer.kind !== 'ours') peer.owedStatus = true;
  if (rumor.id < held) {
    duplicate(core, peer, rumor);
    return;
  }
  const isOwn = rumor.origin === core.identity.origin && core.identity.birth !== undefined;
  if ((isOwn && claims === undefined) || !hasRoomFor(core, rumor, claims === undefined)) {
    core.counters.refused += 1;
    return;
  }
  const pulled = isPulling(core, rumor.origin, peer.address);
  if (!core.inbox.take({ rumor, claims, from: peer.address, hops, pulled }, held)) {
    core.counters.duplicates += 1;
    return;
  }
  if (peer.kind === 'ours') {
    holds(peer, rumor);
    noteLacking(core, peer, [rumor.origin]);
  }
  if (claims === undefined) settle(core);
  else core.armBy('settle', 0);
}

/** Bounds what anyone may add (limits.ts). */
function hasRoomFor(core: Core, rumor: Rumor, isUnsigned: boolean): boolean {
  const isNew = core.holdings.next(rumor.origin) === 1;
  if (isNew && core.holdings.origins.length >= MAX_ORIGINS) return false;
  if (!isUnsigned) return true;
  const now = core.now.monotonic;
  const [rumors, origins] = [MAX_STRANGER_RUMORS_PER_HOUR, MAX_STRANGER_ORIGINS_PER_HOUR];
  if (isNew && rumor.id === 1 && !take(core.strangerOrigins, origins / HOUR_S, origins, now)) return false;
  return take(core.strangerRumors, rumors / HOUR_S, rumors, now);
}

/** Checks and takes everything that is in order, then answers those who wait for it. */
export function settle(core: Core): void {
  while (!core.inbox.isEmpty)
    for (const [origin, run] of core.inbox.drain()) {
      takeRun(core, origin, run);
      core.inbox.settle(origin, core.holdings.next(origin));
      if (core.inbox.hasHole(origin)) showHole(core, run);
    }
  for (const peer of core.peers.all()) if (peer.owedStatus) answerRumor(core, peer);
}

/** The sender can fill a hole only when it knows where it begins: it is told at once. */
function showHole(core: Core, run: readonly Incoming[]): void {
  const last = run.at(-1);
  const peer = last === undefined ? undefined : core.peers.get(last.from);
  if (peer?.kind === 'ours') flushAcks(core, peer);
}

function takeRun(core: Core, origin: Origin, run: readonly Incoming[]): void {
  for (let i = 0; i < run.length;) {
    const first = run[i];
    if (first === undefined) return;
    if (first.claims === undefined) {
      accept(core, first, 'unverified', undefined);
      i += 1;
      continue;
    }
    const claimed: (Incoming & Claimed)[] = [];
    for (const { claims, ...rest } of run.slice(i)) {
      if (claims === undefined) break;
      claimed.push({ ...rest, claims });
    }
    const { holdings, counters } = core;
    const tip = { birth: holdings.birth(origin), link: holdings.link(origin) };
    const verdict = checkRun(claimed, tip, core.chain, () => (counters.verifications += 1));
    const count = verdict.kind === 'noKey' ? claimed.length : verdict.count;
    const birth = verdict.kind === 'noKey' ? undefined : verdict.birth;
    if (count > 0 && birth !== undefined && origin === core.identity.origin) reincarnate(core, birth);
    for (const incoming of claimed.slice(0, count))
      accept(core, incoming, birth === undefined ? 'unverified' : 'verified', birth);
    counters.forged += claimed.length - count;
    if (count < claimed.length) return;
    i += count;
  }
}

/** Invariant 4. */
function reincarnate(core: Core, birth: Birth): void {
  const incarnation = core.ports.random.bytes(INCARNATION_BYTES);
  const identity = makeIdentity(core.identity.name, birth, incarnation, core.ports.crypto);
  if (identity === undefined) throw new Error('a name that fitted an origin still does');
  core.identity = {
    ...identity,
    ...(core.identity.birth === undefined ? {} : { birth: { ...core.identity.birth, incarnation } }),
  };
  core.emit({ kind: 'incarnation', identity: core.identity });
}

function accept(core: Core, incoming: Incoming, trust: Trust, birth: Birth | undefined): void {
  const { rumor, claims, from, hops, pulled } = incoming;
  const { wall } = core.now;
  const saidAt = claims?.saidAt;
  const place = pulled && saidAt !== undefined ? Math.min(saidAt, wall) : wall;
  const entry: LogEntry = {
    rumor,
    trust,
    how: pulled ? 'catchUp' : 'rumor',
    from,
    arrivedAt: wall,
    shownAt: Math.max(place, core.holdings.shownAt(rumor.origin)),
    ...(hops === undefined ? {} : { hops }),
    ...(saidAt === undefined ? {} : { saidAt }),
  };
  const peer = core.peers.get(from);
  core.emit({ kind: 'append', entry });
  if (rumor.text !== '' && !core.hides(rumor.origin, peer)) core.emit({ kind: 'delivered', entry });
  core.holdings.add(rumor, trust, entry.shownAt, birth);
  if (trust === 'unverified') core.counters.unverified += 1;
  rememberFirst(core, rumor, from);
  progressed(core, rumor.origin, from);
  if (peer !== undefined) {
    holds(peer, rumor);
    if (peer.kind === 'ours') acknowledgeSoon(core, peer, rumor.origin, pulled);
    if (!pulled && core.policy.prunes) peer.link = 'eager';
  }
  // The last one of a pull may be the only one: as in Plumtree, what a graft brought goes on along the tree.
  if (pulled && core.lacking.has(rumor.origin)) announceSoon(core, core.announceFetched, rumor.origin);
  else if ((core.rules.get(rumor.origin) ?? 'none') !== 'block')
    spread(core, rumor, peer, hops === undefined ? undefined : hops + 1);
}

/** Who sends a rumor of ours holds all before it; a course peer's clock is what its statuses say, no more. */
function holds(peer: Peer, { origin, id }: Rumor): void {
  if (peer.kind === 'course' && (peer.clock.get(origin) ?? 1) !== id) return;
  if ((peer.clock.get(origin) ?? 1) <= id) peer.clock.set(origin, id + 1);
}

function rememberFirst(core: Core, { origin, id }: Rumor, from: Incoming['from']): void {
  core.firstFrom.set(keyOf(origin, id), from);
  if (core.firstFrom.size <= MAX_FIRST_FROM) return;
  for (const oldest of core.firstFrom.keys()) {
    core.firstFrom.delete(oldest);
    return;
  }
}

function duplicate(core: Core, peer: Peer, rumor: Rumor): void {
  core.counters.duplicates += 1;
  holds(peer, rumor);
  const first = core.firstFrom.get(keyOf(rumor.origin, rumor.id));
  if (peer.kind === 'ours') {
    if (core.policy.prunes && first !== peer.address) peer.link = peer.askLink = 'lazy';
    acknowledgeSoon(core, peer, rumor.origin);
  } else core.armBy('settle', 0);
  compareWithHeld(core, peer, rumor);
}

/** Invariant 3. */
function compareWithHeld(core: Core, peer: Peer, copy: Rumor): void {
  const held = core.holdings.get(copy.origin, copy.id);
  if (held === undefined) return;
  const isSame = held.text === copy.text;
  if (isSame && (copy.extensions.length === 0 || held.extensions.length > 0)) return;
  const isRight = verifies(core, copy);
  if (isSame) {
    if (isRight) upgrade(core, copy);
    return;
  }
  core.counters.forks += 1;
  if (isRight && !verifies(core, held)) upgrade(core, copy);
  else core.emit({ kind: 'evidence', rumor: copy, trust: isRight ? 'verified' : 'unverified', from: peer.address });
}

function verifies(core: Core, rumor: Rumor): boolean {
  const claims = core.ports.codec.claims(rumor);
  if (claims === undefined) return false;
  core.counters.verifications += 1;
  return checkAlone({ rumor, claims }, core.holdings.birth(rumor.origin), core.chain);
}

function upgrade(core: Core, rumor: Rumor): void {
  core.holdings.replace(rumor, core.ports.codec.claims(rumor)?.birth);
  core.emit({ kind: 'upgrade', rumor });
}
