/**
 * The words of a text: what is searched for, and what an index holds.
 *
 * 1. Scripts that put no blanks between words (Chinese, Japanese, Thai …) have no words that a program without a
 *    dictionary could find: each of their letters is a word, and what is typed in them is a phrase of such words. So one
 *    letter is enough to find something, where trigrams would need three.
 * 2. A pictograph is a word.
 * 3. Words are of letters, digits, marks and pictographs only: a blank between two of them is no ambiguity.
 */
import { fold, foldWithPlaces } from './fold.ts';

/** UTF-16 units of a word that count; nobody types more, and an index must not be filled with what can't be found. */
export const MAX_WORD = 64;
/** As many as the longest message has, one letter each. */
export const MAX_WORDS = 4_000;

const WORD =
  /(?:[[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u30fc]&&[\p{L}\p{N}]]|[\p{Extended_Pictographic}--[\p{L}\p{N}]])\p{M}*|[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u30fc]][[\p{L}\p{N}\p{M}]--[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u30fc]]*/gv;
const BY_LETTER =
  /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\u30fc\p{Extended_Pictographic}]/v;
/** The same for most of what is written, several times quicker. */
const ASCII_WORD = /[a-z0-9]+/g;
// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

export interface Word {
  readonly word: string;
  /** In UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
}

const short = (word: string): string => (word.length > MAX_WORD ? word.slice(0, MAX_WORD).toWellFormed() : word);

const splitFolded = (folded: string): string[] => folded.match(ASCII.test(folded) ? ASCII_WORD : WORD) ?? [];

/** Invariant 1: nothing follows such a word in it, so it is never the beginning of another. */
export const standsAlone = (word: string): boolean => BY_LETTER.test(word);

/** Time: linear in the text. */
export const wordsOf = (text: string): readonly string[] => splitFolded(fold(text)).slice(0, MAX_WORDS).map(short);

/** The same words, with their places: some five times slower, for what a person sees. */
export function placedWordsOf(text: string): readonly Word[] {
  const { folded, starts, ends } = foldWithPlaces(text);
  const found: Word[] = [];
  for (const { 0: word, index } of folded.matchAll(WORD)) {
    if (found.length === MAX_WORDS) break;
    found.push({ word: short(word), start: starts[index] ?? 0, end: ends[index + word.length - 1] ?? text.length });
  }
  return found;
}
