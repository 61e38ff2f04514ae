/**
 * What anyone may add to our log, and may cost us (limits.ts).
 *
 * 1. Unverified rumors are bounded per hour, unverified origins per hour and in all: strangers can't take the places of
 *    origins with a key.
 * 2. A wrong signature costs as much to check as a right one. Who sends many isn't listened to where signatures are
 *    concerned; addresses that may be forged share one budget, so that new ones don't bring a new one.
 * 3. Of a clock we keep the origins that we hold, and a bounded number of others.
 */
import type { Core } from '../core.ts';
import {
  FORGERIES_BURST,
  FORGERIES_PER_SECOND,
  MAX_ORIGINS,
  MAX_STRANGER_ORIGINS,
  MAX_STRANGER_ORIGINS_PER_HOUR,
  MAX_STRANGER_RUMORS_PER_HOUR,
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
  if (hello === undefined || (isFresh && range === undefined)) peer.clock = new Map();
  else if (isFresh && range !== undefined && range.from !== range.to) forgetAbsent(peer, want, range);
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
  if (clock.has(origin)) {
    clock.set(origin, nextId);
    return;
  }
  const held = core.holdings.known(origin); // one string in all clocks
  const others = isStranger(peer) ? MAX_UNKNOWN_OF_STRANGER : MAX_ORIGINS;
  if (held !== undefined || clock.size < core.holdings.origins.length + others) clock.set(held ?? origin, nextId);
}
