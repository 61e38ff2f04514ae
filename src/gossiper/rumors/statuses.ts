/**
 * Statuses that say what we hold, in datagrams that fit (protocol.md §6, "Status that doesn't fit").
 *
 * 1. Between ours a clock may take several datagrams: each names the range of origins in which it is complete.
 * 2. To a course peer an origin that is absent means "I hold nothing of it". So every origin that its own last status
 *    listed comes first, then others up to the limit: it never starts to send what we hold.
 */
import { MAX_DATAGRAM_SENT } from '../limits.ts';
import { byteLength, type Origin } from '../names.ts';
import type { Range, Want } from '../packet.ts';
import { nextOf, type Clock } from './clock.ts';

/** Group mark, hello with an origin of 255 bytes, range with two, credit and nonces. */
export const STATUS_OVERHEAD = 900;
/** Of the Want entries in a datagram. */
export const ROOM = MAX_DATAGRAM_SENT - STATUS_OVERHEAD;

/** Tags and lengths of the entry (2 + 2, or 3 + 3 for long origins) and of its ID (1 + 5). */
export const wantBytes = (origin: string): number => byteLength(origin) + 12;

export interface Slice {
  readonly want: readonly Want[];
  readonly range?: Range;
}

/** The whole clock for one of ours: one slice without a range, or several that cover all origins. */
export function slices(sorted: readonly Origin[], clock: Clock, room = ROOM): Slice[] {
  const parts: Want[][] = [[]];
  let left = room;
  for (const origin of sorted) {
    const bytes = wantBytes(origin);
    if (bytes > left) {
      parts.push([]);
      left = room;
    }
    left -= bytes;
    parts.at(-1)?.push({ origin, nextId: nextOf(clock, origin) });
  }
  if (parts.length === 1) return [{ want: parts[0] ?? [] }];
  return parts.map((want, i) => {
    const to = parts[i + 1]?.[0]?.origin;
    return { want, range: { from: i === 0 ? '' : (want[0]?.origin ?? ''), ...(to === undefined ? {} : { to }) } };
  });
}

/** For a course peer: `fits` false means that even what it listed itself did not fit. */
export function courseSlice(
  sorted: readonly Origin[],
  clock: Clock,
  listed: Clock,
  room = ROOM,
): { readonly want: readonly Want[]; readonly fits: boolean } {
  const want: Want[] = [];
  let left = room;
  const add = (origin: Origin): boolean => {
    const bytes = wantBytes(origin);
    if (bytes > left) return false;
    left -= bytes;
    want.push({ origin, nextId: nextOf(clock, origin) });
    return true;
  };
  let fits = true;
  for (const origin of listed.keys()) if (nextOf(clock, origin) > 1) fits = add(origin) && fits;
  for (const origin of sorted) if (!listed.has(origin) && !add(origin)) break;
  return { want, fits };
}

/** Some origins only, for one of ours: in pieces that fit `room` bytes each. */
export function pieces(origins: Iterable<Origin>, clock: Clock, room: number): Want[][] {
  const parts: Want[][] = [];
  let left = 0;
  for (const origin of origins) {
    const bytes = wantBytes(origin);
    if (bytes > left || parts.length === 0) {
      parts.push([]);
      left = room;
    }
    left -= bytes;
    parts.at(-1)?.push({ origin, nextId: nextOf(clock, origin) });
  }
  return parts;
}
