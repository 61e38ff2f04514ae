/** A timeline in memory: entries by `shownAt`, then by key. */
import type { Origin } from '../../gossiper/names.ts';
import { compareCursors, cursorOf, type Cursor, type Page, type PageQuery, type Stored } from './store.ts';

/** Messages that memory keeps for reading, the oldest go; rumors themselves stay, for the other peers. */
export const MAX_SHOWN = 100_000;

export interface Timeline {
  show(stored: Stored): void;
  hide(stored: Stored): void;
  page(query: PageQuery, hidden: ReadonlySet<Origin>): Page;
  count(hidden: ReadonlySet<Origin>, since?: number): number;
}

export function createTimeline(maxShown = MAX_SHOWN): Timeline {
  const shown: Stored[] = [];

  const between = function* (from: number, to: number, step: 1 | -1, hidden: ReadonlySet<Origin>): Generator<Stored> {
    for (let at = step > 0 ? from : to - 1; at >= from && at < to; at += step) {
      const stored = shown[at];
      if (stored !== undefined && !hidden.has(stored.entry.rumor.origin)) yield stored;
    }
  };

  return {
    show(stored) {
      // From the end, as nearly all belong there.
      let at = shown.length;
      for (let before = shown[at - 1]; before !== undefined; before = shown[at - 1]) {
        if (compareCursors(cursorOf(before), cursorOf(stored)) <= 0) break;
        at -= 1;
      }
      shown.splice(at, 0, stored);
      if (shown.length > maxShown) shown.shift();
    },
    hide(stored) {
      const at = firstNotBelow(shown, cursorOf(stored));
      if (shown[at]?.key === stored.key) shown.splice(at, 1);
    },
    page({ before, after, limit, since = 0 }, hidden) {
      const low = after === undefined ? 0 : firstNotBelow(shown, { shownAt: after.shownAt, key: after.key + 1 });
      const from = Math.max(low, firstSince(shown, since));
      const to = before === undefined ? shown.length : firstNotBelow(shown, before);
      const found: Stored[] = [];
      for (const stored of between(from, to, after === undefined ? -1 : 1, hidden)) {
        if (found.length === limit) return { entries: inOrder(found, after), more: true };
        found.push(stored);
      }
      return { entries: inOrder(found, after), more: false };
    },
    count(hidden, since = 0) {
      const from = firstSince(shown, since);
      if (hidden.size === 0) return shown.length - from;
      return shown.slice(from).filter(({ entry }) => !hidden.has(entry.rumor.origin)).length;
    },
  };
}

const inOrder = (found: readonly Stored[], after: Cursor | undefined): readonly Stored[] =>
  after === undefined ? found.toReversed() : found;

/** One page out of two logs that share no entry. */
export function mergePages({ after, limit }: PageQuery, one: Page, other: Page): Page {
  const all = [...one.entries, ...other.entries].toSorted((a, b) => compareCursors(cursorOf(a), cursorOf(b)));
  const entries = after === undefined ? all.slice(-limit) : all.slice(0, limit);
  return { entries, more: one.more || other.more || all.length > limit };
}

const firstSince = (shown: readonly Stored[], since: number): number =>
  since <= 0 ? 0 : firstNotBelow(shown, { shownAt: since, key: -1 });

/** The first index whose entry stands at or after `cursor`. */
function firstNotBelow(shown: readonly Stored[], cursor: Cursor): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const stored = shown[middle];
    if (stored !== undefined && compareCursors(cursorOf(stored), cursor) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
