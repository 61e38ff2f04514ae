/**
 * Vector clocks: per origin the next ID wanted, i.e. 1 … next − 1 are held.
 *
 * 1. An origin that is not in a clock counts as next ID 1: nothing of it is held.
 * 2. Merging takes the larger of both: it commutes, and merging twice changes nothing.
 */
import { compareOrigins, type Origin } from '../names.ts';
import type { Range, Want } from '../packet.ts';

export type Clock = ReadonlyMap<Origin, number>;

export const nextOf = (clock: Clock, origin: Origin): number => clock.get(origin) ?? 1;

export function merge(into: Map<Origin, number>, wants: Iterable<Want>): void {
  for (const { origin, nextId } of wants) if (nextId > nextOf(into, origin)) into.set(origin, nextId);
}

/** How many rumors `ahead` holds that `behind` lacks. */
export function missing(ahead: Clock, behind: Clock): number {
  let count = 0;
  for (const [origin, next] of ahead) count += Math.max(0, next - nextOf(behind, origin));
  return count;
}

/** The course's comparison: what to do about a peer with this clock. Sending comes before asking. */
export type Comparison = 'ahead' | 'behind' | 'equal';
export function compare(mine: Clock, theirs: Clock): Comparison {
  for (const [origin, next] of mine) if (next > nextOf(theirs, origin)) return 'ahead';
  for (const [origin, next] of theirs) if (next > nextOf(mine, origin)) return 'behind';
  return 'equal';
}

export const inRange = (origin: string, range: Range): boolean =>
  compareOrigins(origin, range.from) >= 0 && (range.to === undefined || compareOrigins(origin, range.to) < 0);

/** Says nothing about any origin that its status does not list. */
export const NO_RANGE: Range = { from: '', to: '' };
