/**
 * What anyone may add to our log, and may cost us (limits.ts).
 *
 * 1. Unverified rumors are bounded per hour, unverified origins per hour and in all: strangers can't take the places of
 *    origins with a key.
 * 2. A wrong signature costs as much to check as a right one. Who sends many isn't listened to where signatures are
 *    concerned; addresses that may be forged share one budget, so that new ones don't bring a new one.
 * 3. Of a clock we keep the origins that we hold, and a bounded number of others; of all clocks together at most MAX_UNHELD.
 *    Where that is full a proven peer still has its share: strangers make room, then who has most. So who makes names up
 *    takes nobody's place, and of what honest peers say the names are kept rather than who else holds them.
 */
import type { Core } from '../core.ts';
import {
  FORGERIES_BURST,
  FORGERIES_PER_SECOND,
  MAX_ORIGINS,
  MAX_STRANGER_ORIGINS,
  MAX_STRANGER_ORIGINS_PER_HOUR,
  MAX_STRANGER_RUMORS_PER_HOUR,
  MAX_UNHELD,
  MAX_UNKNOWN_OF_STRANGER,
} from '../limits.ts';
import type { Origin } from '../names.ts';
import type { Range, Rumor, Status, Want } from '../packet.ts';
import { isStranger, type Peer } from '../peers.ts';
import { left, take, type Bucket } from '../rate.ts';
import { inRange, nextOf } from './clock.ts';

const HOUR_S = 3_600;

/** Whether a rumor of this origin may enter at all. */
export const hasRoomFor = (core: Core, origin: Origin): boolean =>
  core.holdings.next(origin) > 1 || core.holdings.origins.length < MAX_ORIGINS;

/** One more rumor that nobody vouches for (invariant 1). */
export function mayTakeUnverified(core: Core, origin: Origin): boolean {
  const now = core.now.monotonic;
  const [rumors, origins] = [MAX_STRANGER_RUMORS_PER_HOUR, MAX_STRANGER_ORIGINS_PER_HOUR];
  if (core.holdings.next(origin) === 1) {
    if (core.holdings.unverifiedOrigins >= MAX_STRANGER_ORIGINS) return false;
    if (!take(core.strangerOrigins, origins / HOUR_S, origins, now)) return false;
  }
  return take(core.strangerRumors, rumors / HOUR_S, rumors, now);
}

/** Evidence of a fork that anyone can make is paid for as an unverified rumor. */
export const mayShowUnverified = (core: Core): boolean =>
  take(core.strangerRumors, MAX_STRANGER_RUMORS_PER_HOUR / HOUR_S, MAX_STRANGER_RUMORS_PER_HOUR, core.now.monotonic);

const forgeries = (core: Core, peer: Peer): Bucket => (isStranger(peer) ? core.strangerForgeries : peer.forgeries);

/** Whether its signatures are still looked at (invariant 2). */
export const mayForge = (core: Core, peer: Peer): boolean =>
  left(forgeries(core, peer), FORGERIES_PER_SECOND, FORGERIES_BURST, core.now.monotonic) >= 1;

export function payForForgery(core: Core, peer: Peer | undefined): void {
  const bucket = peer === undefined ? core.strangerForgeries : forgeries(core, peer);
  take(bucket, FORGERIES_PER_SECOND, FORGERIES_BURST, core.now.monotonic);
}

/**
 * What a status says that its sender holds (invariant 3). A course peer's is all that it holds. One of ours, `fresh`, is
 * right about each origin in it and in its range, also where that is less than we thought: an earlier one may have been
 * forged. A late one can only add.
 */
export function learnClock(core: Core, peer: Peer, { want, hello, range }: Status, isFresh: boolean): void {
  if (isFresh) {
    peer.clockAt = core.now.wall;
    peer.unsaid.clear();
  }
  if (hello === undefined || (isFresh && range === undefined)) peer.clock.clear();
  else if (isFresh && range !== undefined && range.from !== range.to) forgetAbsent(peer, want, range);
  makeRoom(core, peer, want);
  for (const { origin, nextId } of want)
    if (isFresh || nextId > nextOf(peer.clock, origin)) remember(core, peer, origin, nextId);
}

function forgetAbsent(peer: Peer, want: readonly Want[], range: Range): void {
  const listed = new Set(want.map(({ origin }) => origin));
  for (const origin of peer.clock.keys()) if (!listed.has(origin) && inRange(origin, range)) peer.clock.delete(origin);
}

/** Who sends a rumor of ours holds all before it; a course peer's clock is what its statuses say, no more. */
export function holds(core: Core, peer: Peer, { origin, id }: Rumor): void {
  const next = nextOf(peer.clock, origin);
  if (peer.kind === 'course' ? next !== id : next > id) return;
  remember(core, peer, origin, id + 1);
  if (peer.clock.has(origin) && !peer.unsaid.has(origin)) peer.unsaid.set(origin, next);
}

/** Invariant 3. */
function remember(core: Core, peer: Peer, origin: Origin, nextId: number): void {
  const { clock } = peer;
  const held = core.holdings.known(origin); // one string in all clocks
  if (held !== undefined) clock.setHeld(held, nextId);
  else if (clock.has(origin) || (clock.unheld.size < mostUnheld(peer) && core.peers.unheld.total < MAX_UNHELD))
    clock.setUnheld(origin, nextId);
}

const mostUnheld = (peer: Peer): number => (isStranger(peer) ? MAX_UNKNOWN_OF_STRANGER : MAX_ORIGINS);

/** Invariant 3: once for each status, as it looks through clocks. */
function makeRoom(core: Core, peer: Peer, want: readonly Want[]): void {
  const { unheld } = core.peers;
  if (isStranger(peer) || unheld.total + want.length <= MAX_UNHELD) return;
  const { clock } = peer;
  const unknown = want.filter(({ origin }) => !clock.has(origin) && core.holdings.known(origin) === undefined);
  const room = (): number => MAX_UNHELD - unheld.total;
  const share = shareOf(core);
  const wanted = Math.min(unknown.length, mostUnheld(peer) - clock.unheld.size);
  for (let other = crowding(core, share); other !== undefined; other = crowding(core, share)) {
    if (room() >= wanted || clock.unheld.size + room() >= share) break;
    forgetSome(core, other, isStranger(other) ? Infinity : other.clock.unheld.size - share, false);
  }
  // Where all have their share, what nobody else says takes the place of what others say, too.
  const news = unknown.filter(({ origin }) => unheld.get(origin) === undefined).slice(0, wanted);
  if (news.length * LOOKS_A_NAME < clock.unheld.size) return;
  if (room() < news.length) forgetSome(core, peer, news.length - room(), true);
  for (const { origin, nextId } of news) remember(core, peer, origin, nextId);
}

/** Entries looked at for each name that gets a place: few enough that a status costs what it seems to. */
const LOOKS_A_NAME = 64;

/** Of MAX_UNHELD, for each who is there. */
function shareOf(core: Core): number {
  let proven = 0;
  for (const peer of core.peers.all()) if (!isStranger(peer)) proven += 1;
  return Math.floor(MAX_UNHELD / Math.max(1, proven));
}

/** Who has to make room: a stranger, or who has most beyond its share. */
function crowding(core: Core, share: number): Peer | undefined {
  let most: Peer | undefined;
  for (const peer of core.peers.all()) {
    if (isStranger(peer) && peer.clock.unheld.size > 0) return peer;
    if (peer.clock.unheld.size > (most?.clock.unheld.size ?? share)) most = peer;
  }
  return most;
}

function forgetSome(core: Core, peer: Peer, count: number, onlyCopies: boolean): void {
  for (const origin of peer.clock.dropUnheld(count, onlyCopies)) peer.unsaid.delete(origin);
}
