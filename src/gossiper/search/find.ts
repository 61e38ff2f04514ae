/**
 * Our own searches: the expanding ring of the course (docs/protocol.md §13).
 *
 * 1. Budget 2, doubled each second up to 32, until two files are found whose chunks are all located. A budget that was asked for
 *    is not expanded. We subtract 1 before we send, as every node does.
 * 2. Of a file told are repliers as they come, once each. At most MAX_MATCHES are remembered.
 * 3. A search for holders of what is being fetched is like any other, but nobody is told, and it ends after its ring.
 */
import type { Core } from '../core.ts';
import type { FileMatch } from '../input.ts';
import { MAX_MATCHES, MAX_SEARCHES } from '../limits.ts';
import type { Search } from './searches.ts';
import { spreadSearch } from './spread.ts';

const FIRST_BUDGET = 2;
const LAST_BUDGET = 32;
const RING_MS = 1_000;
/** After the last ring: answers over ten slow hops. */
const PATIENCE_MS = 3_000;
const ENOUGH = 2;

export function find(core: Core, number: number, keywords: readonly string[], budget: number | undefined): void {
  stopFinding(core);
  begin(core, { keywords, number, budget: budget ?? FIRST_BUDGET, isExpanding: budget === undefined });
}

export function stopFinding(core: Core): void {
  for (const search of core.searches.open) if (search.number !== undefined) core.searches.open.delete(search);
}

/** Who else has a file of this name? False: too many searches are under way. */
export function seek(core: Core, name: string): boolean {
  const { open } = core.searches;
  const isUnderWay = [...open].some(({ number, keywords }) => number === undefined && keywords[0] === name);
  if (isUnderWay) return true;
  if (open.size >= MAX_SEARCHES) return false;
  begin(core, { keywords: [name], number: undefined, budget: FIRST_BUDGET, isExpanding: true });
  return true;
}

function begin(core: Core, search: Pick<Search, 'keywords' | 'number' | 'budget' | 'isExpanding'>): void {
  const one: Search = {
    ...search,
    isFinished: false,
    dueAt: 0,
    told: new Set(),
    located: new Map(),
    whole: new Set(),
  };
  core.searches.open.add(one);
  sendRing(core, one);
}

function sendRing(core: Core, search: Search): void {
  spreadSearch(core, undefined, core.identity.origin, search.keywords, search.budget - 1);
  const isLast = !search.isExpanding || search.budget >= LAST_BUDGET;
  search.dueAt = core.now.monotonic + (isLast ? PATIENCE_MS : RING_MS);
  core.armBy('search', search.dueAt - core.now.monotonic);
}

export function lookAfterSearches(core: Core): void {
  const now = core.now.monotonic;
  for (const search of core.searches.open) {
    if (search.dueAt > now) core.armBy('search', search.dueAt - now);
    else if (search.isExpanding && search.budget < LAST_BUDGET && !search.isFinished) {
      search.budget *= 2;
      sendRing(core, search);
    } else end(core, search);
  }
}

/** Nobody is asked any further; what is under way is still told, as it costs nothing more. */
function finish(core: Core, search: Search): void {
  search.isFinished = true;
  search.dueAt = core.now.monotonic + PATIENCE_MS;
  core.armBy('search', PATIENCE_MS);
  if (search.number !== undefined) core.trace({ type: 'searchFinished' });
}

function end(core: Core, search: Search): void {
  core.searches.open.delete(search);
  if (search.number === undefined) return;
  if (!search.isFinished) core.trace({ type: 'searchFinished' });
  core.emit({ kind: 'searchOver', search: search.number });
}

/** Somebody answered it. */
export function note(core: Core, search: Search, match: FileMatch): void {
  const { root } = match;
  const key = `${match.origin}\n${root}`;
  if (search.told.size >= MAX_MATCHES && !search.told.has(key)) return;
  if (!search.told.has(key) && search.number !== undefined && !search.isFinished)
    core.trace({ type: 'foundMatch', match });
  search.told.add(key);
  if (search.number !== undefined) core.emit({ kind: 'found', search: search.number, match });
  if (search.whole.has(root) || !isLocated(search, match)) return;
  search.located.delete(root);
  search.whole.add(root);
  if (search.whole.size >= ENOUGH && !search.isFinished) finish(core, search);
}

/** All chunks, by it and what was answered before. */
function isLocated({ located }: Search, { root, chunks, chunkCount }: FileMatch): boolean {
  if (chunks === undefined) return true;
  const known = located.get(root) ?? new Set();
  for (const chunk of chunks) known.add(chunk);
  located.set(root, known);
  return known.size >= chunkCount;
}
