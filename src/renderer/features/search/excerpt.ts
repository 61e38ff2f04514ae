/** The part of a text that shows why it was found, in pieces that are marked or not. */
import type { Range } from '../../../words/match.ts';

export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** UTF-16 units: two lines or so, and how much of it stands before the first mark. */
export const MAX_EXCERPT = 220;
const BEFORE = 60;

/** `ranges`: sorted, none within another. Line breaks are blanks. */
export function excerpt(text: string, ranges: readonly Range[]): readonly Piece[] {
  const first = ranges[0]?.start ?? 0;
  const from = text.length <= MAX_EXCERPT || first <= BEFORE ? 0 : startOfLetter(text, first - BEFORE);
  const to = Math.min(text.length, startOfLetter(text, from + MAX_EXCERPT));
  const pieces: Piece[] = [];
  const add = (start: number, end: number, isMarked: boolean): void => {
    if (end > start) pieces.push({ text: text.slice(start, end).replace(/\s+/g, ' '), isMarked });
  };
  if (from > 0) pieces.push({ text: '… ', isMarked: false });
  let at = from;
  for (const { start, end } of ranges) {
    if (start >= to) break;
    add(at, Math.max(at, start), false);
    add(Math.max(at, start), Math.min(end, to), true);
    at = Math.max(at, Math.min(end, to));
  }
  add(at, to, false);
  if (to < text.length) pieces.push({ text: ' …', isMarked: false });
  return pieces;
}

/** No letter is cut in two, as far as UTF-16 goes. */
function startOfLetter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at;
}
