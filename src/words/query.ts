/**
 * What a person typed to search, as terms that must all be there.
 *
 * 1. Outside of quotation marks a word stands for all words that begin with it; inside, words stand for themselves, side
 *    by side in this order.
 * 2. What is typed without a blank (peer-to-peer, 192.168.1.7, 会议) is side by side, too.
 * 3. A single letter stands for itself: all words that begin with it would be half of all messages.
 */
import { MAX_WORD, standsAlone, wordsOf } from './words.ts';

/** UTF-16 units that are looked at. */
export const MAX_QUERY = 500;
/** A search costs as much as it has words; nobody remembers more of a message. */
export const MAX_QUERY_WORDS = 24;

export interface Term {
  /** Side by side, at least one. */
  readonly words: readonly string[];
  /** The last one may be the beginning of a word. */
  readonly isPrefix: boolean;
}

export type Query = readonly Term[];

/** With an end, or without while it is still typed. */
const PART = /["“”„«»]([^"“”„«»]*)(["“”„«»]?)|[^\s"“”„«»]+/gu;

/** No text means anything else than words, and none is refused: what has no words is no term. */
export function parseQuery(typed: string): Query {
  const terms: Term[] = [];
  let left = MAX_QUERY_WORDS;
  for (const [part, quoted, end] of typed.slice(0, MAX_QUERY).matchAll(PART)) {
    const words = wordsOf(quoted ?? part).slice(0, left);
    left -= words.length;
    const last = words.at(-1);
    if (last === undefined) continue;
    const isWhole = (quoted !== undefined && end !== '') || last.length < 2 || last.length === MAX_WORD;
    terms.push({ words, isPrefix: !isWhole && !standsAlone(last) });
  }
  return terms;
}
