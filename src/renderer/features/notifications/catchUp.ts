/**
 * For how long a catch-up keeps notifications silent, by these rules:
 *
 * 1. Only its first minutes: a gap that nobody fills (a peer that lies, a fork) must not silence what is said now.
 * 2. One that begins again soon after the last is the same one: who goes in and out of sync does not silence for longer.
 */
import type { Sync } from '../../../api/contract.ts';

/** What was missed in a night arrives within seconds; whatever still comes by then is rather said now. */
export const SILENT_MS = 2 * 60_000;
/** In sync for so long, the next gap is a new one: of a cable that was out, of a machine that slept. */
export const OVER_MS = 10 * 60_000;

/** Times are ms since 1970. */
export interface CatchUp {
  readonly since: number;
  readonly lastAt: number;
}

/** `before`: the last catch-up, as it was known until now. */
export function noteCatchUp(
  before: CatchUp | undefined,
  state: Sync['state'] | undefined,
  now: number,
): CatchUp | undefined {
  if (state !== 'catchingUp') return before;
  const isSame = before !== undefined && now - before.lastAt < OVER_MS;
  return { since: isSame ? before.since : now, lastAt: now };
}

export const isSilent = (catchUp: CatchUp | undefined, now: number): boolean =>
  catchUp !== undefined && now - catchUp.since < SILENT_MS;
