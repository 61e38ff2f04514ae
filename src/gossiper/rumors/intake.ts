/**
 * A rumor's way in.
 *
 * 1. Only the next rumor of an origin enters the log, and only after its signature, if it has one, was checked.
 * 2. What carries a signature waits for the `settle` timer, so that one verification serves all that arrived together.
 * 3. The first text of an (origin, ID) wins; a verified one beats an unverified one; two verified ones prove a fork.
 * 4. Nobody moves our own next ID but we: an unverified rumor in the name of our key is dropped, a verified one that we
 *    don't hold means that our log went back in time or that someone else speaks with our key, and starts a new
 *    incarnation, at once and wherever in the chain it stands. A bare course name takes it.
 */
import type { Core } from '../core.ts';
import type { Origin } from '../names.ts';
import type { Birth, Rumor } from '../packet.ts';
import type { Peer } from '../peers.ts';
import type { LogEntry, Trust } from '../ports.ts';
import { hurryTo } from '../private/write.ts';
import { learnRoute } from '../routing/forward.ts';
import { answerRumor } from '../sending.ts';
import { hasRoomFor, holds, mayForge, mayTakeUnverified, payForForgery } from './bounds.ts';
import { checkRun, type Claimed } from './chain.ts';
import { duplicate, rememberFirst, verifies } from './copies.ts';
import { reincarnate } from '../incarnation.ts';
import { isSameKey } from '../reach.ts';
import { mayGrow, mayGrowUnsigned, payForGrowth, payForUnsigned } from './growth.ts';
import type { Incoming } from './inbox.ts';
import { acknowledgeSoon, announceSoon, flushAcks, spread } from './mongering.ts';
import { isPulling, noteLacking, progressed } from './pull.ts';

export function receiveRumor(core: Core, peer: Peer, rumor: Rumor, hops: number | undefined): void {
  const held = core.holdings.next(rumor.origin);
  const claims = rumor.extensions.length === 0 ? undefined : core.ports.codec.claims(rumor);
  if (peer.kind !== 'ours') peer.owedStatus = true;
  if (claims !== undefined && !mayForge(core, peer)) {
    core.counters.refused += 1;
    return;
  }
  if (rumor.id < held) {
    duplicate(core, peer, rumor);
    return;
  }
  const isOwn = rumor.origin === core.identity.origin && core.identity.birth !== undefined;
  const isForged = isOwn && !verifies(core, rumor);
  if (isForged && claims !== undefined) payForForgery(core, peer);
  if (isForged || !hasRoomFor(core, rumor.origin)) {
    core.counters.refused += 1;
    return;
  }
  if (isOwn) reincarnate(core); // invariant 4
  if (claims !== undefined && !mayGrow(core, peer, rumor)) {
    core.counters.refused += 1;
    return;
  }
  const pulled = isPulling(core, rumor.origin, peer.address);
  if (!core.inbox.take({ rumor, claims, from: peer.address, hops, pulled }, held)) {
    core.counters.duplicates += 1;
    return;
  }
  if (peer.kind === 'ours') {
    holds(core, peer, rumor);
    noteLacking(core, peer, [rumor.origin]);
  }
  if (claims === undefined) settle(core);
  else core.armBy('settle', 0);
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
    if (!hasRoomFor(core, origin)) {
      core.counters.refused += run.length - i;
      return;
    }
    if (first.claims === undefined) {
      if (!acceptUnverified(core, first)) return;
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
    let checked = 0;
    const verdict = checkRun(claimed, tip, core.chain, () => (checked += 1));
    counters.verifications += checked;
    if (verdict.kind === 'noKey') {
      if (!claimed.every((incoming) => acceptUnverified(core, incoming))) return;
      i += claimed.length;
      continue;
    }
    const { count, birth } = verdict;
    const taken = acceptVerified(core, claimed.slice(0, count), birth);
    counters.forged += claimed.length - count;
    const wrong = count > 0 ? checked - 1 : checked;
    for (const { from } of claimed.slice(count, count + wrong)) payForForgery(core, core.peers.get(from));
    if (taken < claimed.length) return;
    i += count;
  }
}

/** As far as they may make the log grow: how many. The rest comes again. */
function acceptVerified(core: Core, run: readonly Incoming[], birth: Birth | undefined): number {
  for (const [i, incoming] of run.entries()) {
    const peer = core.peers.get(incoming.from);
    if (!mayGrow(core, peer, incoming.rumor)) {
      core.counters.refused += run.length - i;
      return i;
    }
    payForGrowth(core, peer, incoming.rumor);
    accept(core, incoming, 'verified', birth);
  }
  return run.length;
}

/** Nobody vouches for it. False: there is no room for that. */
function acceptUnverified(core: Core, incoming: Incoming): boolean {
  // What is refused costs nothing.
  if (!mayGrowUnsigned(core, incoming.rumor) || !mayTakeUnverified(core, incoming.rumor.origin)) {
    core.counters.refused += 1;
    return false;
  }
  payForUnsigned(core, incoming.rumor);
  accept(core, incoming, 'unverified', undefined);
  return true;
}

/** DSDV (protocol.md §10). */
function route(core: Core, { rumor, from, hops }: Incoming): void {
  const { origin, id, text } = rumor;
  const known = core.routes.candidates(origin);
  const before = known[0]?.via;
  const isNews = known.every((candidate) => candidate.id < id);
  const isNext = learnRoute(core, origin, from, { how: 'rumor', id, hops });
  // A neighbour that is the origin stays the next hop, whoever brought its news.
  const via = core.routes.candidates(origin)[0]?.via;
  if (isNews && text !== '' && via !== undefined) core.trace({ type: 'route', origin, via });
  if (!isNext) return;
  if (before !== from) core.emit({ kind: 'route', origin });
  hurryTo(core, origin);
}

/** It brought news. Where we asked it to stop pushing, it has to hear that we changed our mind. */
function keepLink(peer: Peer): void {
  if (peer.link === 'lazy') peer.askLink = 'eager';
  peer.link = 'eager';
}

function accept(core: Core, incoming: Incoming, trust: Trust, birth: Birth | undefined): void {
  const { rumor, claims, from, hops, pulled } = incoming;
  const { wall } = core.now;
  const saidAt = claims?.saidAt;
  const place = pulled && saidAt !== undefined ? Math.min(saidAt, wall) : wall;
  const entry: LogEntry = {
    rumor,
    trust,
    ...(trust === 'verified' && claims?.name !== undefined ? { name: claims.name } : {}),
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
  if (rumor.id === 1) core.peers.held(rumor.origin);
  core.holdings.add(rumor, trust, entry.shownAt, birth);
  if (trust === 'unverified') core.counters.unverified += 1;
  if (isSameKey(claims?.birth, core.identity.birth) && trust === 'verified') core.reach.own(rumor.origin);
  rememberFirst(core, rumor, from);
  route(core, incoming);
  progressed(core, rumor.origin, from);
  if (peer !== undefined) {
    holds(core, peer, rumor);
    if (!pulled && core.policy.prunes) keepLink(peer);
    if (peer.kind === 'ours') acknowledgeSoon(core, peer, rumor.origin, pulled);
  }
  // The last one of a pull may be the only one: as in Plumtree, what a graft brought goes on along the tree.
  if (pulled && core.lacking.has(rumor.origin)) announceSoon(core, core.announceFetched, rumor.origin);
  else if ((core.rules.get(rumor.origin) ?? 'none') !== 'block')
    spread(core, rumor, peer, hops === undefined ? undefined : hops + 1);
}
