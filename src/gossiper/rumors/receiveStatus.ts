/**
 * A status's way in: whose clock it is, what it acknowledges, and what follows from the comparison.
 *
 * 1. Between ours a status never asks for an answer but by a ping, by credit, or by being ahead: so statuses can't loop.
 *    To a complete one (no range, or inside its range) we say once what we hold beyond it; the other then pulls.
 * 2. A course peer gets the course's answer: the first rumor it lacks (a window of them), else our status if it is
 *    ahead, else nothing; and the coin, where the status answers a rumor that was mongered.
 * 3. Within one instance a clock only grows, so a late status can't take anything back; its credit is ignored.
 * 4. Anyone can forge a status. One that tells of a new instance, of a clock or a clockSeq that is too high, or that we are
 *    there ourselves, costs its address at most what we knew of its clock, until the next real ones.
 */
import type { Core } from '../core.ts';
import type { Origin } from '../names.ts';
import type { Hello, Range, Status } from '../packet.ts';
import { forgetClock, isStranger, windowLimit, type Peer } from '../peers.ts';
import { hurryAll, hurryTo } from '../private/write.ts';
import { announceAgain } from '../routing/announceRoute.ts';
import { learnRoute } from '../routing/forward.ts';
import { learnReach } from '../reach.ts';
import { sendStatus, sendWholeStatus, sentNext } from '../sending.ts';
import { learnClock } from './bounds.ts';
import { compare, inRange, nextOf, NO_RANGE } from './clock.ts';
import type { Sent } from './flight.ts';
import { fillHoles, fillUpOwed, pump, pumpUnasked, pushNext } from './mongering.ts';
import { noteLacking } from './pull.ts';
import { pieces, wantBytes } from './statuses.ts';

/** Want entries of one answer, and how many datagrams of them: what is left follows after the next status. */
const ANSWER_ROOM = 1_100;
const MAX_ANSWERS = 4;
/** A course peer's acknowledgement may lack the rumor just sent, but not the next status. */
const LOST_AFTER_MS = 1_000;
/** So many statuses with a lower clockSeq, and not one with a higher, show that the highest was forged. */
export const LATE_IN_A_ROW = 64;

export function receiveStatus(core: Core, peer: Peer, status: Status): void {
  if (status.want.length === 0 && status.route !== undefined && status.route !== '') {
    acknowledgeRoute(peer, status.route);
    return;
  }
  const isFresh = status.hello === undefined ? meetCourse(core, peer) : meetOurs(core, peer, status.hello, status.ping);
  if (isFresh === 'nobody') return;
  const knewOfUs = nextOf(peer.clock, core.identity.origin);
  learnClock(core, peer, status, isFresh);
  if (peer.kind === 'course' && !isStranger(peer) && nextOf(peer.clock, core.identity.origin) < knewOfUs)
    announceAgain(core);
  if (status.range === undefined) peer.clockIsWhole = true;
  acknowledge(core, peer);
  if (!core.policy.prunes && isFresh) forgetLost(core, peer, status);
  forgetSent(peer);
  if (status.pong !== undefined && status.pong === peer.ping?.nonce) answered(core, peer, peer.ping.sentAt);
  learnReach(core, peer, originsOf(status));
  if (status.link !== undefined) peer.link = status.link;
  if (status.hello !== undefined) routeToNeighbour(core, peer);
  if (status.hello === undefined) compareWithCourse(core, peer, status);
  else compareWithOurs(core, peer, status, isFresh);
}

const originsOf = ({ want }: Status): Origin[] => want.map(({ origin }) => origin);

/** The first seed's acknowledgement of a route rumor: no comparison, no knowledge of what it holds. */
function acknowledgeRoute(peer: Peer, route: string): void {
  for (const sent of peer.flight.values()) if (sent.origin === route) peer.flight.drop(sent);
}

function meetCourse(core: Core, peer: Peer): boolean {
  if (peer.kind === 'course') return true;
  if (peer.kind === 'ours') forgetClock(peer);
  peer.kind = 'course';
  peer.link = 'eager';
  peer.origin = peer.instance = undefined;
  core.emit({ kind: 'peer', address: peer.address });
  return true;
}

/** Whether its credit counts: a late status's doesn't. `nobody`: it says nothing about who is at that address now. */
function meetOurs(core: Core, peer: Peer, hello: Hello, ping: number | undefined): boolean | 'nobody' {
  if (hello.instance === core.config.instance) {
    meetOurselves(core, peer, ping);
    return 'nobody';
  }
  if (peer.kind !== 'ours' || peer.origin !== hello.origin) {
    peer.kind = 'ours';
    peer.origin = hello.origin;
    core.emit({ kind: 'peer', address: peer.address });
  }
  if (peer.instance !== hello.instance) {
    // Late; or alive after all, and it was someone else who told of a restart (invariant 4).
    if (peer.previous?.instance === hello.instance && hello.clockSeq <= peer.previous.clockSeq) return 'nobody';
    if (peer.instance !== undefined) {
      forgetClock(peer);
      peer.previous = { instance: peer.instance, clockSeq: peer.clockSeq };
    }
    peer.instance = hello.instance;
    peer.clockSeq = 0;
  }
  if (hello.clockSeq <= peer.clockSeq && ++peer.lateInARow < LATE_IN_A_ROW) return false;
  if (hello.clockSeq <= peer.clockSeq) forgetClock(peer); // no network is that late: invariant 4
  peer.lateInARow = 0;
  peer.clockSeq = hello.clockSeq;
  return true;
}

/** Our instance is no secret: only who sends back the nonce that we sent there shows that we are there. */
function meetOurselves(core: Core, peer: Peer, ping: number | undefined): void {
  const there = [...core.peers.all()].filter((one) => ping !== undefined && one.ping?.nonce === ping);
  for (const one of there) if (one.configured) one.rule = 'block';
  for (const one of [peer, ...there]) {
    if (isStranger(one)) core.peers.remove(one.address);
    core.emit({ kind: 'peer', address: one.address });
  }
}

/** It is the origin that it says (routing/routes.ts, invariant 2), and it is there. */
function routeToNeighbour(core: Core, peer: Peer): void {
  const { origin, address: via } = peer;
  if (origin === undefined || isStranger(peer)) return;
  const isKnown = core.routes
    .candidates(origin)
    .some((candidate) => candidate.via === via && candidate.how === 'hello');
  learnRoute(core, origin, via, { how: 'hello' });
  if (!isKnown) core.emit({ kind: 'route', origin });
  hurryTo(core, origin);
}

function acknowledge(core: Core, peer: Peer): void {
  const holds = (sent: Sent): boolean => nextOf(peer.clock, sent.origin) > sent.id;
  const acknowledged = peer.flight.acknowledge(holds, core.now.monotonic, windowLimit(peer)).length;
  if (acknowledged === 0) return;
  peer.answers.answered(acknowledged, core.now.monotonic);
  peer.failures = 0;
  validate(core, peer);
}

/**
 * The course's mongering awaits a status for 10 s. One that still lacks a rumor so long after it was sent says that it was
 * lost, as where a neighbour started after us: that wait is over.
 */
function forgetLost(core: Core, peer: Peer, { want, range }: Status): void {
  const told = new Set(want.map(({ origin }) => origin));
  for (const sent of peer.flight.values()) {
    const isTold = range === undefined || inRange(sent.origin, range) || told.has(sent.origin);
    if (isTold && core.now.monotonic - sent.sentAt > LOST_AFTER_MS) peer.flight.drop(sent);
  }
}

/**
 * What was sent counts as held only while it is in flight or its clock shows it. A course peer that lost its log says so
 * by a lower clock, and by nothing else.
 */
function forgetSent(peer: Peer): void {
  if (peer.sentNext.size === 0) return;
  const inFlight = new Set<Origin>();
  for (const { origin } of peer.flight.values()) inFlight.add(origin);
  for (const origin of peer.sentNext.keys()) if (!inFlight.has(origin)) peer.sentNext.delete(origin);
}

function answered(core: Core, peer: Peer, sentAt: number): void {
  peer.roundTrip = core.now.monotonic - sentAt;
  peer.answers.answered(1, core.now.monotonic);
  peer.ping = undefined;
  peer.unanswered = 0;
  validate(core, peer);
}

function validate(core: Core, peer: Peer): void {
  if (peer.validated) return;
  peer.validated = true;
  core.emit({ kind: 'peer', address: peer.address });
  learnReach(core, peer, peer.clock.keys());
  if (peer.kind === 'ours') {
    routeToNeighbour(core, peer);
    noteLacking(core, peer, peer.clock.keys());
  }
  hurryAll(core);
  if (core.lacking.size > 0) core.armBy('pull', 0);
  if (peer.kind === 'ours' && !peer.toldAll) sendWholeStatus(core, peer);
}

function compareWithOurs(core: Core, peer: Peer, status: Status, isFresh: boolean): void {
  if (isFresh && status.credit !== undefined) {
    peer.credit = status.credit;
    for (const { origin, nextId } of status.want) if (core.holdings.next(origin) > nextId) peer.asked.add(origin);
  }
  fillHoles(core, peer, status.want);
  pump(core, peer);
  fillUpOwed(core, peer);
  noteLacking(core, peer, originsOf(status));
  if (core.config.trace && status.want.length > 0 && compare(core.holdings.clock, peer.clock) === 'equal')
    core.trace({ type: 'inSync', status, from: peer.address });
  flipCoin(core, peer);
  answer(core, peer, status);
}

/** Invariant 1. */
function answer(core: Core, peer: Peer, status: Status): void {
  const isPartial = status.range !== undefined && status.range.from === status.range.to;
  const news = isPartial ? [] : beyond(core, peer, status.range);
  const pong = status.ping === undefined ? {} : { pong: status.ping };
  const answers = pieces(news, core.holdings.clock, ANSWER_ROOM).slice(0, MAX_ANSWERS);
  if (answers.length === 0 && status.ping !== undefined) answers.push([]);
  for (const [i, want] of answers.entries())
    if (!sendStatus(core, peer, { want, range: NO_RANGE, ...(i === 0 ? pong : {}) })) {
      // More than a stranger has paid for; that we are here costs less, and lets it prove that it is.
      if (i === 0 && status.ping !== undefined) sendStatus(core, peer, { want: [], range: NO_RANGE, ...pong });
      return;
    }
}

/** Origins in the range of which we hold more than this peer holds or is being sent. */
function beyond(core: Core, peer: Peer, range: Range | undefined): Origin[] {
  const news: Origin[] = [];
  let room = MAX_ANSWERS * ANSWER_ROOM;
  for (const origin of core.holdings.origins) {
    const next = core.holdings.next(origin);
    if (next <= nextOf(peer.clock, origin) || next <= sentNext(peer, origin)) continue;
    if (range !== undefined && !inRange(origin, range)) continue;
    news.push(origin);
    room -= wantBytes(origin);
    if (room <= 0) break;
  }
  return news;
}

/** Invariant 2. */
function compareWithCourse(core: Core, peer: Peer, status: Status): void {
  fillHoles(core, peer, status.want);
  switch (compare(core.holdings.clock, peer.clock)) {
    case 'ahead':
      pumpUnasked(core, peer);
      return;
    case 'behind':
      if (isOnlyUnwanted(core, peer)) return;
      sendWholeStatus(core, peer);
      return;
    case 'equal':
      core.trace({ type: 'inSync', status, from: peer.address });
      flipCoin(core, peer);
  }
}

/** Asking a course peer for what we refuse to take would make it send that for ever. */
function isOnlyUnwanted(core: Core, peer: Peer): boolean {
  for (const [origin, next] of peer.clock)
    if (next > core.holdings.next(origin) && !(origin === core.identity.origin && core.identity.birth !== undefined))
      return false;
  return true;
}

/** The rumor that was mongered with this peer has arrived there. */
function flipCoin(core: Core, peer: Peer): void {
  const { mongered } = peer;
  if (mongered === undefined || nextOf(peer.clock, mongered.origin) <= mongered.id) return;
  peer.mongered = undefined;
  const rumor = core.holdings.get(mongered.origin, mongered.id);
  if (rumor !== undefined) pushNext(core, rumor, peer);
}
