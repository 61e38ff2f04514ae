/**
 * People of whom something was heard through others: a rumor that was passed on as it was new, or a report of what they
 * hold. That they are no peers of ours is seen where this is shown.
 *
 * 1. A new moment is noted when it is GRAIN_MS later than the one before: live messages come by the hundreds.
 * 2. At most MAX_HEARD_OF origins; the longest unheard makes room.
 */
import type { Holding, Message } from '../../api/contract.ts';

export const MAX_HEARD_OF = 300;
export const GRAIN_MS = 1_000;

type HeardOf = ReadonlyMap<string, number>;

/** What was fetched was said at some earlier time, and proves nobody's presence. */
export const heardFrom = (heard: HeardOf, { how, own, origin, arrivedAt }: Message): HeardOf =>
  how === 'rumor' && !own ? noted(heard, [[origin, arrivedAt]]) : heard;

export const heardHolding = (heard: HeardOf, { others }: Holding): HeardOf =>
  noted(
    heard,
    others.map((other) => [other.origin, other.heard]),
  );

/** Who was at an address, and isn't any more: they took another name, or are heard of again through others. */
export function withoutHeard(heard: HeardOf, origin: string | null | undefined): HeardOf {
  if (origin === null || origin === undefined || !heard.has(origin)) return heard;
  const next = new Map(heard);
  next.delete(origin);
  return next;
}

function noted(heard: HeardOf, news: readonly (readonly [string, number])[]): HeardOf {
  const later = news.filter(([origin, at]) => at >= (heard.get(origin) ?? -Infinity) + GRAIN_MS);
  if (later.length === 0) return heard;
  const next = new Map(heard);
  for (const [origin, at] of later) {
    next.delete(origin); // to the end: the first is the longest unheard
    next.set(origin, at);
  }
  for (const oldest of next.keys()) {
    if (next.size <= MAX_HEARD_OF) break;
    next.delete(oldest);
  }
  return next;
}
