/**
 * Marks what was found in the rows that are in the document, without touching them: as highlights of the browser over
 * ranges of the text that stands there. Where the browser has none (before 2025, some), rows are found all the same.
 */
import { rangesOf } from '../../../words/match.ts';
import type { Query } from '../../../words/query.ts';

/** The names of base.css. */
const ALL = 'found';
const CURRENT = 'found-current';

/** `current`: the key of the message that was gone to. */
export function markFound(root: HTMLElement, query: Query, current: number | undefined): void {
  if (!('highlights' in CSS)) return;
  const all = new Highlight();
  const now = new Highlight();
  now.priority = 1;
  for (const element of root.querySelectorAll<HTMLElement>('[data-text]')) {
    const isCurrent = Number(element.dataset['text']) === current;
    for (const range of rangesIn(element, query)) (isCurrent ? now : all).add(range);
  }
  CSS.highlights.set(ALL, all);
  CSS.highlights.set(CURRENT, now);
}

export function unmark(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(ALL);
  CSS.highlights.delete(CURRENT);
}

interface Piece {
  readonly node: Text;
  /** Where it begins in the whole. */
  readonly start: number;
}

function rangesIn(element: HTMLElement, query: Query): Range[] {
  const pieces: Piece[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let whole = '';
  let block: Element | null | undefined;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    const around = node.parentElement?.closest('div, li, pre, blockquote');
    // Words don't go on from one paragraph to the next.
    if (block !== undefined && around !== block) whole += '\n';
    block = around;
    pieces.push({ node, start: whole.length });
    whole += node.data;
  }
  return rangesOf(query, whole).flatMap(({ start, end }) => {
    const from = pieceAt(pieces, start);
    const to = pieceAt(pieces, end - 1);
    if (from === undefined || to === undefined) return [];
    const range = document.createRange();
    range.setStart(from.node, Math.min(start - from.start, from.node.length));
    range.setEnd(to.node, Math.min(end - to.start, to.node.length));
    return [range];
  });
}

const pieceAt = (pieces: readonly Piece[], at: number): Piece | undefined =>
  pieces.findLast(({ start }) => start <= at);
