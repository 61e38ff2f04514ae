/** Searching without an index: message by message, newest first, so many at a time. And pages of several logs as one. */
import type { Origin } from '../../gossiper/names.ts';
import { matches } from '../../words/match.ts';
import {
  compareCursors,
  cursorOf,
  type Cursor,
  type Page,
  type PageQuery,
  type Search,
  type SearchPage,
} from './store.ts';

/** UTF-16 units that one call looks at: some 10 ms. The rest is for the next call. */
export const MAX_SCANNED = 300_000;
/** Of a message, besides its text. */
const MESSAGE = 100;
const PAGE = 200;

/** How what is looked through is read: pages of it, oldest first as they are, and what a message of it is. */
export interface Scanned<T> {
  page(before: Cursor | undefined, limit: number): { readonly entries: readonly T[]; readonly more: boolean };
  text(entry: T): string;
  place(entry: T): Cursor;
}

export const scan = (
  pageOf: (query: PageQuery, hidden: ReadonlySet<Origin>) => Page,
  search: Search,
  hidden: ReadonlySet<Origin>,
): SearchPage =>
  scanAll(
    {
      page: (before, limit) => pageOf({ before, limit, since: search.since ?? 0 }, hidden),
      text: (stored) => stored.entry.rumor.text,
      place: cursorOf,
    },
    search,
  );

export function scanAll<T>(scanned: Scanned<T>, { query, before, limit }: Omit<Search, 'since'>): SearchPage<T> {
  const entries: T[] = [];
  let looked = 0;
  let at = before;
  while (query.length > 0) {
    const page = scanned.page(at, PAGE);
    for (const entry of page.entries.toReversed()) {
      // Also where the page has none after it: the next call finds that out.
      if (entries.length === limit || looked > MAX_SCANNED) return { entries, next: at, indexed: 1 };
      const text = scanned.text(entry);
      looked += text.length + MESSAGE;
      at = scanned.place(entry);
      if (matches(query, text)) entries.push(entry);
    }
    if (!page.more) break;
  }
  return { entries, next: undefined, indexed: 1 };
}

/** One page out of two logs that share no entry. What lies behind the place where one of them stopped is not known yet. */
export const mergeSearches = (limit: number, one: SearchPage, other: SearchPage): SearchPage =>
  mergeFound(limit, one, other, cursorOf);

/** The same of whatever is found. */
export function mergeFound<T>(
  limit: number,
  one: SearchPage<T>,
  other: SearchPage<T>,
  place: (entry: T) => Cursor,
): SearchPage<T> {
  const ends = [one.next, other.next].filter((end) => end !== undefined).toSorted(compareCursors);
  const end: Cursor | undefined = ends.at(-1);
  const all = [...one.entries, ...other.entries]
    .filter((entry) => end === undefined || compareCursors(place(entry), end) >= 0)
    .toSorted((a, b) => compareCursors(place(b), place(a)));
  const entries = all.slice(0, limit);
  const last = entries.at(-1);
  const next = all.length > limit && last !== undefined ? place(last) : end;
  return { entries, next, indexed: Math.min(one.indexed, other.indexed) };
}
