/**
 * Messages from one origin to another, hop by hop (docs/protocol.md §10): private ones, and those for files.
 *
 * 1. Each node, the source included, decrements the hop limit before it sends; what came with 0 goes no further.
 * 2. Nothing is sent to a blocked peer, for a blocked origin, nor back to where it came from: whoever sent it there has us for
 *    the next hop, and would only send it again.
 * 3. Each neighbour may make us forward FORWARDS_PER_SECOND; all addresses that may be forged together as many.
 * 4. Who repeats a numbered message has had no answer: from the second time on each hop of ours sends it twice, and every
 *    fourth time another way (`wayOf`). What comes again within COPY_MS is such a second copy, and not passed on.
 */
import type { Core } from '../core.ts';
import { FORWARDS_BURST, FORWARDS_PER_SECOND, MAX_HEARSAY, MAX_HOP_LIMIT, MAX_REMEMBERED_FORWARDS } from '../limits.ts';
import { byteLength, type Address, type Origin } from '../names.ts';
import type { DataReply, DataRequest, Private, SearchReply } from '../packet.ts';
import { isStranger, type Peer } from '../peers.ts';
import { take } from '../rate.ts';
import { unreachable } from '../result.ts';
import { send } from '../sending.ts';
import type { Candidate, Lesson } from './routes.ts';
import { wayOf } from './routes.ts';

/** Below the shortest time after which anything is repeated (private/outbox.ts). */
export const COPY_MS = 30;

export type PointToPoint = Private | DataRequest | DataReply | SearchReply;

/** A way that can be tried now. */
export interface Way {
  readonly peer: Peer;
  /** Undefined: it is not in the table, but its clock shows that this peer heard of the origin. */
  readonly candidate: Candidate | undefined;
}

/** Something of `origin` came from there. True: it is the next hop, by news. */
export function learnRoute(core: Core, origin: Origin, via: Address, lesson: Lesson): boolean {
  if (isOwn(core, origin)) return false;
  // Anyone can name any origin in a message that is passed on; only rumors and hellos make new entries.
  if (lesson.how === 'passed' && !core.routes.has(origin) && core.holdings.next(origin) === 1) return false;
  return core.routes.learn(origin, via, lesson, core.now);
}

/** Ours now, or in an earlier incarnation. */
export function isOwn(core: Core, origin: Origin): boolean {
  if (origin === core.identity.origin) return true;
  const mine = core.identity.birth?.publicKey;
  const theirs = mine === undefined ? undefined : core.holdings.birth(origin)?.publicKey;
  return theirs !== undefined && theirs.every((byte, i) => byte === mine?.[i]);
}

/**
 * The ways to an origin that are open now, best first: those of the table, then neighbours that hold its rumors. Who may
 * have forged its address comes last.
 */
export function waysTo(core: Core, destination: Origin, except: Address | undefined): Way[] {
  const isOpen = (peer: Peer | undefined): peer is Peer =>
    peer !== undefined && peer.address !== except && peer.rule !== 'block' && peer.state === 'reachable';
  const ways: Way[] = [];
  for (const candidate of core.routes.candidates(destination)) {
    const peer = core.peers.get(candidate.via);
    if (isOpen(peer)) ways.push({ peer, candidate });
  }
  const heard: Peer[] = [];
  for (const peer of core.peers.all())
    if ((peer.clock.get(destination) ?? 1) > 1 && isOpen(peer) && !isStranger(peer)) heard.push(peer);
  const known = new Set(ways.map(({ peer }) => peer));
  const hearsay = heard
    .filter((peer) => !known.has(peer))
    .toSorted((a, b) => (b.clock.get(destination) ?? 1) - (a.clock.get(destination) ?? 1))
    .slice(0, MAX_HEARSAY);
  const proven = ways.filter(({ peer }) => !isStranger(peer));
  const strangers = ways.filter(({ peer }) => isStranger(peer));
  return [...proven, ...hearsay.map((peer) => ({ peer, candidate: undefined })), ...strangers];
}

/**
 * Our own, on its first hop. `attempt` counts from 0; what is answered by its hash and not by its number is sent in one copy. False: there
 * is no way now.
 */
export function sendOnItsWay(
  core: Core,
  message: PointToPoint,
  attempt: number,
  copies = attempt > 0 ? 2 : 1,
): boolean {
  const onItsWay = { ...message, hopLimit: core.config.hopLimit - 1 };
  const size = sizeOf(message);
  if (attempt === 0 && sendTheBestWay(core, onItsWay, size)) return true;
  const ways = waysTo(core, message.destination, undefined);
  const first = wayOf(attempt, ways.length);
  // A stranger may not have paid for it.
  const taken = [...ways.slice(first), ...ways.slice(0, first)].find(({ peer }) => send(core, peer, onItsWay, size));
  if (taken !== undefined && copies > 1) send(core, taken.peer, onItsWay, size);
  return taken !== undefined;
}

/** Nearly always there is one in the table: no need to look at all peers, thousands of times a second. */
function sendTheBestWay(core: Core, message: PointToPoint, size: number): boolean {
  for (const { via } of core.routes.candidates(message.destination)) {
    const peer = core.peers.get(via);
    if (peer === undefined || peer.rule === 'block' || peer.state !== 'reachable' || isStranger(peer)) continue;
    return send(core, peer, message, size);
  }
  return false;
}

/** An answer, to the neighbour that the question came from. */
export const sendBack = (core: Core, peer: Peer, message: PointToPoint): boolean =>
  send(core, peer, message, sizeOf(message));

/** Someone else's, for someone else. */
export function forward(core: Core, from: Peer, message: PointToPoint): void {
  const { origin, destination } = message;
  const hopLimit = Math.min(message.hopLimit, MAX_HOP_LIMIT);
  if (hopLimit === 0) {
    core.counters.hopLimitReached += 1;
    return;
  }
  const blocked = [origin, destination].some((name) => core.rules.get(name) === 'block');
  const bucket = isStranger(from) ? core.strangerForwards : from.forwards;
  if (blocked || !take(bucket, FORWARDS_PER_SECOND, FORWARDS_BURST, core.now.monotonic)) {
    core.counters.notForwarded += 1;
    return;
  }
  const repeated = repetition(core, message);
  if (repeated === 'copy') return;
  const ways = waysTo(core, destination, from.address);
  const way = ways[wayOf(repeated, ways.length)];
  if (way === undefined) {
    core.counters.noRoute += 1;
    return;
  }
  for (let copy = 0; copy < (repeated > 0 ? 2 : 1); copy++)
    if (send(core, way.peer, { ...message, hopLimit: hopLimit - 1 }, sizeOf(message))) core.counters.forwarded += 1;
}

/** How often we forwarded this one before (invariant 4); unnumbered messages are each a new one. */
function repetition(core: Core, message: PointToPoint): number | 'copy' {
  if (message.type !== 'private' || message.id === 0) return 0;
  const key = `${message.id} ${message.text.length} ${message.origin}\n${message.destination}`;
  const last = core.forwarded.get(key);
  if (last !== undefined && core.now.monotonic - last.at < COPY_MS) return 'copy';
  const count = last === undefined ? 0 : last.count + 1;
  core.forwarded.delete(key);
  core.forwarded.set(key, { count, at: core.now.monotonic });
  if (core.forwarded.size > MAX_REMEMBERED_FORWARDS)
    for (const oldest of core.forwarded.keys()) {
      core.forwarded.delete(oldest);
      break;
    }
  return count;
}

/** Bytes of its datagram, at most. */
function sizeOf(message: PointToPoint): number {
  const names = byteLength(message.origin) + byteLength(message.destination) + 64;
  switch (message.type) {
    case 'private':
      return names + byteLength(message.text);
    case 'dataRequest':
      return names + 32;
    case 'dataReply':
      return names + 32 + message.data.length;
    case 'searchReply':
      return message.results.reduce(
        (sum, { fileName, chunkMap }) => sum + byteLength(fileName) + 5 * chunkMap.length + 64,
        names,
      );
    default:
      return unreachable(message);
  }
}
