/** Searching the log on disk: by the index of words, or message by message where this runtime has none. */
import type { Origin } from '../../gossiper/names.ts';
import { matches } from '../../words/match.ts';
import type { OriginTable } from './originTable.ts';
import { scan } from './scan.ts';
import type { SearchIndex } from './searchIndex.ts';
import { cursorOf, type Page, type PageQuery, type Search, type SearchPage, type Stored } from './store.ts';

/** Messages that one call looks up: some 40 ms. Most are answers, unless somebody who is hidden says the word all the time. */
export const MAX_LOOKED_UP = 4_000;

export function searchDisk(
  index: SearchIndex | undefined,
  origins: OriginTable,
  pages: (query: PageQuery, hidden: ReadonlySet<Origin>) => Page,
  search: Search,
  hidden: ReadonlySet<Origin>,
): SearchPage {
  if (index === undefined) return scan(pages, search, hidden);
  const { query, before, limit, since = 0 } = search;
  const { indexed } = index;
  const entries: Stored[] = [];
  if (query.length === 0) return { entries, next: undefined, indexed };
  let last: Stored | undefined;
  let looked = 0;
  for (const row of index.find(query, before, MAX_LOOKED_UP)) {
    if (entries.length === limit) return { entries, next: last && cursorOf(last), indexed };
    last = origins.stored(row);
    if (last.entry.shownAt < since) return { entries, next: undefined, indexed }; // and so are all older ones
    looked += 1;
    const { origin, text } = last.entry.rumor;
    if (!hidden.has(origin) && matches(query, text)) entries.push(last);
  }
  return { entries, next: looked < MAX_LOOKED_UP ? undefined : last && cursorOf(last), indexed };
}
