/**
 * Pushing rumors, and what becomes of pushes.
 *
 * 1. A rumor is pushed to a peer only if, as far as we know, it lacks it. Along a link those before it go first, as far as the
 *    window has room, and the rest as acknowledgements make room: a hole is only ever a lost datagram.
 * 2. What can't be pushed now is announced to a peer of ours, which will pull, until its clock shows that it heard, a few
 *    times; a course peer says what it lacks itself.
 * 3. After a push was repeated as often as the policy says, it is given up; FAILURES of those in a row mean that the
 *    peer is unreachable.
 */
import type { Core } from '../core.ts';
import type { Origin } from '../names.ts';
import type { Rumor, Want } from '../packet.ts';
import { isStranger, windowLimit, type Peer } from '../peers.ts';
import { sendRumor, sendStatus, sentNext, timeoutOf } from '../sending.ts';
import { nextOf, NO_RANGE } from './clock.ts';
import { CREDIT } from './pull.ts';
import { fanout, sample } from './spread.ts';
import { pieces } from './statuses.ts';

const ACK_DELAY_MS = 40;
/** While we pull, the sender waits for room in its window. */
const PULL_ACK_DELAY_MS = 5;
/** A quarter of a window: the sender learns of room before it runs out of it. */
const ACK_AT_ONCE = 16;
/** The first rumors of a peer are acknowledged as they come: its window opens with each acknowledgement. */
const OPENING = 64;
const ANNOUNCE_DELAY_MS = 250;
/** A second path for what the tree lost: one link that is not pushed to is told, in a crowd by every second peer. */
const ANNOUNCE_LINKS = 1;
const CROWD = 4;
/** Want entries of one datagram: it should fit PREFERRED_DATAGRAM with a hello. */
const PIECE_ROOM = 1_100;
/** A course peer that doesn't take what we push is not sent more for a while. */
const GIVE_UP_PAUSE_MS = 10_000;
const FAILURES = 3;
/** A push past a few missing rumors tells one of ours at once that it lacks them; to a course peer it would be lost. */
const GAP = 8;
/** A link is pushed what is at most one window behind. */
const BACKLOG = 64;
const REMINDERS = 3;

/** A rumor is new here and came live: on it goes. */
export function spread(core: Core, rumor: Rumor, from: Peer | undefined, hops: number | undefined): void {
  const candidates = candidatesFor(core, rumor, from);
  for (const peer of core.policy.fresh(candidates, core.known, core.ports.random)) {
    core.trace({ type: 'mongering', to: peer.address });
    push(core, peer, rumor, hops);
  }
  if (core.policy.prunes) announceSoon(core, core.announceLive, rumor.origin);
}

export function announceSoon(core: Core, to: Set<Origin>, origin: Origin): void {
  to.add(origin);
  core.armBy('announce', ANNOUNCE_DELAY_MS);
}

/** A coin decided, or a push timed out: the policy may want another peer. */
export function pushNext(core: Core, rumor: Rumor, except: Peer): void {
  for (const peer of core.policy.next(candidatesFor(core, rumor, except), core.ports.random)) {
    core.trace({ type: 'coin', to: peer.address });
    core.trace({ type: 'mongering', to: peer.address });
    push(core, peer, rumor, undefined);
  }
}

function candidatesFor(core: Core, rumor: Rumor, except: Peer | undefined): Peer[] {
  const found: Peer[] = [];
  for (const peer of core.peers.all()) {
    if (peer === except || peer.rule === 'block' || peer.state === 'unreachable') continue;
    if (isStranger(peer) && peer.rumorAllowance < 1) continue;
    // What is only now said here nobody holds, whatever a clock claims: under our name anyone may have said something.
    const claimsIt = except !== undefined && nextOf(peer.clock, rumor.origin) > rumor.id;
    if (claimsIt || peer.flight.has(rumor.origin, rumor.id)) continue;
    found.push(peer);
  }
  return found;
}

function push(core: Core, peer: Peer, rumor: Rumor, hops: number | undefined): void {
  const { origin, id } = rumor;
  const missing = peer.clockIsWhole ? id - sentNext(peer, origin) : 0;
  if (peer.kind === 'ours' && peer.asked.has(origin)) pump(core, peer);
  else if (peer.kind === 'ours' && core.policy.prunes && missing > 0) {
    owe(core, peer, origin);
    fillUp(core, peer, origin);
  } else if (missing <= (peer.kind === 'ours' ? GAP : 0) && pushOne(core, peer, rumor, hops)) {
    if (!core.policy.prunes) peer.mongered = { origin, id };
  } else if (peer.kind === 'ours') owe(core, peer, origin);
  else pumpUnasked(core, peer);
}

const pushOne = (core: Core, peer: Peer, rumor: Rumor, hops: number | undefined): boolean =>
  peer.flight.room(windowLimit(peer)) > 0 && sendRumor(core, peer, rumor, hops === undefined ? {} : { hops });

/** What found no room in a link's window before, in order, as far as there is room now; more than BACKLOG are left to its pull. */
function fillUp(core: Core, peer: Peer, origin: Origin): void {
  const from = sentNext(peer, origin);
  if (core.holdings.next(origin) - from > BACKLOG || peer.link !== 'eager' || peer.asked.has(origin)) return;
  const room = peer.flight.room(windowLimit(peer));
  if (room > 0)
    for (const rumor of core.holdings.range(origin, from, room)) if (!pushOne(core, peer, rumor, undefined)) return;
}

/** An acknowledgement made room in its window. */
export function fillUpOwed(core: Core, peer: Peer): void {
  if (core.policy.prunes) for (const origin of peer.owed.keys()) fillUp(core, peer, origin);
}

/** It is to be told what we hold of this origin, with the next acknowledgements. */
export function owe(core: Core, peer: Peer, origin: Origin): void {
  if (isStranger(peer)) return;
  peer.ackDue.add(origin);
  peer.owed.set(origin, { tries: 0, at: core.now.monotonic });
  core.armBy('acks', ACK_DELAY_MS);
  core.armBy('retry', timeoutOf(core, peer, false));
}

/** An announcement is a datagram like any other, and may be lost. */
function remind(core: Core, peer: Peer): void {
  const now = core.now.monotonic;
  const timeout = timeoutOf(core, peer, false);
  for (const [origin, owed] of peer.owed) {
    if (sentNext(peer, origin) >= core.holdings.next(origin) || owed.tries >= REMINDERS) peer.owed.delete(origin);
    else if (owed.at + timeout > now) core.armBy('retry', owed.at + timeout - now);
    else {
      owed.tries += 1;
      owed.at = now;
      peer.ackDue.add(origin);
      core.armBy('acks', 0);
      core.armBy('retry', timeout);
    }
  }
}

/** To one of ours: what it asked for, as far as its window and its credit go. */
export function pump(core: Core, peer: Peer): void {
  const limit = windowLimit(peer);
  for (const origin of peer.asked) {
    for (;;) {
      const room = Math.min(peer.flight.room(limit), peer.credit - peer.flight.count);
      if (room <= 0) return;
      const rumors = core.holdings.range(origin, sentNext(peer, origin), room);
      if (rumors.length === 0) break;
      for (const rumor of rumors) {
        if (peer.flight.room(limit) <= 0) return;
        if (!sendRumor(core, peer, rumor, { pulled: true })) return;
      }
    }
    peer.asked.delete(origin);
  }
}

/** To a course peer, or one not known yet: what its status lacks, in order, as far as its window goes. */
export function pumpUnasked(core: Core, peer: Peer): void {
  if (!peer.clockIsWhole || core.now.monotonic < peer.pausedUntil) return;
  const limit = windowLimit(peer);
  for (const [origin, next] of core.holdings.clock) {
    if (nextOf(peer.clock, origin) >= next) continue;
    const room = peer.flight.room(limit);
    if (room <= 0) return;
    for (const rumor of core.holdings.range(origin, sentNext(peer, origin), room))
      if (peer.flight.room(limit) <= 0 || !sendRumor(core, peer, rumor)) return;
  }
}

/** A rumor of this origin arrived from this peer of ours. */
export function acknowledgeSoon(core: Core, peer: Peer, origin: Origin, pulled = false): void {
  peer.ackDue.add(origin);
  peer.ackCount += 1;
  peer.acknowledged += 1;
  if (peer.ackCount >= ACK_AT_ONCE) flushAcks(core, peer);
  else if (peer.acknowledged <= OPENING) core.armBy('acks', 0);
  else core.armBy('acks', pulled ? PULL_ACK_DELAY_MS : ACK_DELAY_MS);
}

export function flushAcks(core: Core, peer: Peer): void {
  if (peer.ackDue.size === 0) return;
  const credit = peer.granted ? { credit: CREDIT } : {};
  const link = peer.askLink === undefined ? {} : { link: peer.askLink };
  for (const want of pieces(peer.ackDue, core.holdings.clock, PIECE_ROOM))
    sendStatus(core, peer, { want, range: NO_RANGE, ...credit, ...link });
  peer.ackDue.clear();
  peer.ackCount = 0;
  peer.askLink = undefined;
}

export function flushAllAcks(core: Core): void {
  for (const peer of core.peers.all()) flushAcks(core, peer);
}

export function announce(core: Core): void {
  const up = [...core.peers.all()].filter((peer) => peer.state === 'reachable' && peer.rule !== 'block');
  const links = up.filter((peer) => peer.link === 'eager');
  const others = up.filter((peer) => peer.kind === 'ours' && peer.link === 'lazy');
  for (const peer of sample(links, fanout(core.known), core.ports.random)) tell(core, peer, core.announceFetched);
  const live = new Set([...core.announceLive, ...core.announceFetched]);
  if (core.known <= CROWD || core.announceFetched.size > 0 || core.ports.random.float() < 0.5)
    for (const peer of sample(others, ANNOUNCE_LINKS, core.ports.random)) tell(core, peer, live);
  core.announceLive.clear();
  core.announceFetched.clear();
}

/** What a link didn't take may not get further by the others either. */
function tellAnother(core: Core, except: Peer, origin: Origin): void {
  const others = [...core.peers.all()].filter(
    (peer) => peer !== except && peer.kind === 'ours' && peer.state === 'reachable' && peer.rule !== 'block',
  );
  const lazy = others.filter((peer) => peer.link === 'lazy' && peer.failures === 0);
  for (const peer of sample(lazy, 1, core.ports.random)) tell(core, peer, new Set([origin]));
}

/** What this peer seems to lack of these: announced to ours, to a link until it heard; sent to a course peer. */
function tell(core: Core, peer: Peer, origins: ReadonlySet<Origin>): void {
  if (origins.size === 0) return;
  if (peer.kind !== 'ours') {
    pumpUnasked(core, peer);
    return;
  }
  const news = [...origins].filter((origin) => sentNext(peer, origin) < core.holdings.next(origin));
  if (peer.link === 'eager') for (const origin of news) owe(core, peer, origin);
  else
    for (const want of pieces(news, core.holdings.clock, PIECE_ROOM)) sendStatus(core, peer, { want, range: NO_RANGE });
}

/** Pushes that were not acknowledged in time. */
export function retry(core: Core): void {
  for (const peer of core.peers.all()) {
    if (peer.flight.count > 0) retryPeer(core, peer);
    if (peer.owed.size > 0) remind(core, peer);
  }
}

function retryPeer(core: Core, peer: Peer): void {
  const now = core.now.monotonic;
  const first = new Map<Origin, number>();
  let next = Infinity;
  let halved = false;
  for (const sent of [...peer.flight.values()].toSorted((a, b) => a.id - b.id)) {
    const timeout = timeoutOf(core, peer, sent.pulled);
    if (sent.sentAt + timeout > now) {
      next = Math.min(next, sent.sentAt + timeout - now);
      continue;
    }
    if (!halved) peer.flight.halve();
    halved = true;
    if (first.has(sent.origin)) {
      // The one before it is sent again now; what of this run arrived is known with its acknowledgement.
      sent.sentAt = now;
      sent.late = true;
      next = Math.min(next, timeout);
      continue;
    }
    first.set(sent.origin, sent.id);
    const rumor = core.holdings.get(sent.origin, sent.id);
    if (rumor === undefined || sent.tries > core.policy.retries || isStranger(peer))
      giveUp(core, peer, sent.origin, rumor);
    else if (!sendRumor(core, peer, rumor)) peer.flight.drop(sent);
  }
  if (next < Infinity) core.armBy('retry', next);
}

function giveUp(core: Core, peer: Peer, origin: Origin, rumor: Rumor | undefined): void {
  for (const sent of peer.flight.values()) if (sent.origin === origin) peer.flight.drop(sent);
  peer.answers.lost(core.now.monotonic);
  peer.sentNext.delete(origin);
  peer.mongered = undefined;
  peer.failures += 1;
  if (peer.kind !== 'ours') {
    if (core.policy.prunes) peer.pausedUntil = core.now.monotonic + GIVE_UP_PAUSE_MS;
    if (peer.failures >= FAILURES && peer.state === 'reachable') {
      peer.state = 'unreachable';
      core.emit({ kind: 'peer', address: peer.address });
    }
  } else {
    owe(core, peer, origin);
    if (core.policy.prunes) tellAnother(core, peer, origin);
  }
  if (rumor !== undefined && !core.policy.prunes) pushNext(core, rumor, peer);
}

/** Past their timeout, and now known to be holes: one is filled each round trip, not each timeout. */
export function fillHoles(core: Core, peer: Peer, want: readonly Want[]): void {
  const late = [...peer.flight.values()].filter((sent) => sent.late);
  if (late.length === 0) return;
  const wanted = new Map(want.map(({ origin, nextId }) => [origin, nextId]));
  for (const sent of late) {
    if (wanted.get(sent.origin) !== sent.id) continue;
    sent.late = false;
    const rumor = core.holdings.get(sent.origin, sent.id);
    if (rumor !== undefined) sendRumor(core, peer, rumor);
  }
}
