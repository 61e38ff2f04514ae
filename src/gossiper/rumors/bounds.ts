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
import type { Status, Want } from '../packet.ts';
import { isStranger, type Peer } from '../peers.ts';
import { left, take, type Bucket } from '../rate.ts';
import { merge } from './clock.ts';

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

/** What a status says that its sender holds: of a course peer exactly that, of ours that and what it said before (invariant 3). */
export function learnClock(core: Core, peer: Peer, { want, hello }: Status): void {
  const others = isStranger(peer) ? MAX_UNKNOWN_OF_STRANGER : MAX_ORIGINS;
  const most = core.holdings.origins.length + others;
  if (hello !== undefined) {
    merge(peer.clock, kept(core, peer.clock, want, most));
    return;
  }
  const clock = new Map<Origin, number>();
  for (const { origin, nextId } of kept(core, clock, want, most)) clock.set(origin, nextId);
  peer.clock = clock;
}

function* kept(core: Core, clock: ReadonlyMap<Origin, number>, want: readonly Want[], most: number): Iterable<Want> {
  for (const { origin, nextId } of want) {
    const held = core.holdings.known(origin); // one string in all clocks
    if (held === undefined && clock.size >= most && !clock.has(origin)) continue;
    yield { origin: held ?? origin, nextId };
  }
}
