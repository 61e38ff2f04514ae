/**
 * Searching for others who have what is being fetched (docs/protocol.md §12): at its start, and each SEARCH_AGAIN_MS while nobody
 * gives anything. Never for what was offered in private. As not all can be searched for at a time, who waited longest is first.
 */
import type { Core } from '../core.ts';
import { seek } from '../search/find.ts';
import type { Download } from './download.ts';

const SEARCH_AGAIN_MS = 10_000;
/** Nothing came for so long: it says that it waits. */
export const WAITING_MS = 3_000;

export function lookForHolders(core: Core, now: number): void {
  if (core.config.mode === 'simple') return; // its peers know no searches
  const due = [...core.files.all.values()].filter((one) => isDue(one, now));
  for (const one of due.toSorted(bySearch)) {
    if (!seek(core, one.file.name)) return;
    one.searchedAt = now;
  }
}

function isDue({ state, file, movedAt, searchedAt }: Download, now: number): boolean {
  if (state.kind !== 'fetching' || !file.listed || file.name === '') return false;
  return searchedAt === -Infinity || (now - movedAt > WAITING_MS && now - searchedAt >= SEARCH_AGAIN_MS);
}

/** Not by subtraction: two that were never searched for are equal. */
const bySearch = (a: Download, b: Download): number =>
  a.searchedAt === b.searchedAt ? 0 : a.searchedAt < b.searchedAt ? -1 : 1;
