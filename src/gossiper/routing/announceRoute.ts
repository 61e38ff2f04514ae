/**
 * The empty rumors by which others find us (docs/protocol.md §10). Each is a log entry for ever, so there are few.
 *
 * 1. Who has a key and has said nothing yet says an empty ID 1 once somebody is there: it carries the key without which
 *    nobody can write to us in private.
 * 2. Beyond that one in each run, and only where a course peer is known: hello tells ours where we are. One more where our
 *    address changed, or a course peer forgot what we said: its log is new, and may have come to it the wrong way round.
 *    ANNOUNCEMENTS_BURST at once and ANNOUNCEMENTS_PER_HOUR, whatever anyone claims to have forgotten.
 */
import type { Core } from '../core.ts';
import { ANNOUNCEMENTS_BURST, ANNOUNCEMENTS_PER_HOUR } from '../limits.ts';
import { isStranger } from '../peers.ts';
import { take } from '../rate.ts';
import { sayRumor } from '../say.ts';

const HOUR_S = 3_600;

/** Invariant 2. */
export function announceAgain(core: Core): void {
  const perSecond = ANNOUNCEMENTS_PER_HOUR / HOUR_S;
  if (core.isRouteAnnounced && take(core.announcements, perSecond, ANNOUNCEMENTS_BURST, core.now.monotonic))
    core.isRouteAnnounced = false;
}

export function announceRoute(core: Core): void {
  const { identity, config, holdings } = core;
  if (!config.announce || identity.birth === undefined) return;
  const isFirst = holdings.next(identity.origin) === 1;
  if (!isFirst && core.isRouteAnnounced) return;
  for (const peer of core.peers.all()) {
    if (peer.state !== 'reachable' || isStranger(peer) || (!isFirst && peer.kind !== 'course')) continue;
    core.isRouteAnnounced = true;
    sayRumor(core, '');
    return;
  }
}
