/** Whether a text has what was searched for, and where: the one definition, for the log, the memory and what is highlighted. */
import { placedWordsOf, wordsOf } from './words.ts';
import type { Query, Term } from './query.ts';

/** Places in a text, in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A query without terms matches nothing. */
export function matches(query: Query, text: string): boolean {
  if (query.length === 0) return false;
  const words = wordsOf(text);
  return query.every((term) => placeOf(term, words, 0) >= 0);
}

/** What to highlight: every place of every term, sorted, none within another; also where not all terms are there. */
export function rangesOf(query: Query, text: string): readonly Range[] {
  if (query.length === 0) return [];
  const placed = placedWordsOf(text);
  const words = placed.map(({ word }) => word);
  const found: Range[] = [];
  for (const term of query) {
    for (let at = placeOf(term, words, 0); at >= 0; at = placeOf(term, words, at + 1)) {
      const [first, last] = [placed[at], placed[at + term.words.length - 1]];
      if (first !== undefined && last !== undefined) found.push({ start: first.start, end: last.end });
    }
  }
  return joined(found);
}

/** The first place from `from` on where `term` stands; −1: none. */
function placeOf({ words: wanted, isPrefix }: Term, words: readonly string[], from: number): number {
  const last = wanted.length - 1;
  const isAt = (at: number): boolean =>
    wanted.every((word, index) =>
      index === last && isPrefix ? words[at + index]?.startsWith(word) === true : words[at + index] === word,
    );
  for (let at = from; at + last < words.length; at++) if (isAt(at)) return at;
  return -1;
}

function joined(ranges: readonly Range[]): readonly Range[] {
  const all: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const before = all.at(-1);
    if (before !== undefined && range.start < before.end) {
      all[all.length - 1] = { start: before.start, end: Math.max(before.end, range.end) };
    } else all.push(range);
  }
  return all;
}
