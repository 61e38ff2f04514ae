/**
 * How high a row will be: one of a kind is as high as the last one of its kind was, so that it needs no measuring before
 * it is drawn, for which the page would be laid out once more. Whatever is drawn is measured afterwards all the same.
 */
import type { Message } from '../../../api/contract.ts';
import { placeAfter } from './grouping.ts';

/** px. A row of one line, so that no row is smaller. */
const ROW = 24;
const ROW_WITH_NAME = 52;

/** A message of one short line and nothing else, with its author's name above it or without. */
type Kind = 'first' | 'next';

/**
 * Latin, Greek, Cyrillic, Chinese, Japanese and Korean characters and emoji, no UTF-16 unit of which is wider than an em;
 * nothing that begins a list or is drawn as code.
 */
const PLAIN =
  /^[A-Za-zÀ-ԯ\p{Emoji_Presentation}぀-ヿ一-鿿가-힣][ -_a-~¡-ԯ\p{Emoji_Presentation}、-〉぀-ヿ一-鿿가-힣！-～]*$/u;

export interface RowSizes {
  /** px: what the row is expected to be, else the least that it can be. */
  estimate(before: Message | undefined, message: Message | undefined): number;
  /** px, where it is known without measuring: `parts` is how many elements the row has, which are one in most. */
  expected(before: Message | undefined, message: Message | undefined, parts: number): number | undefined;
  /** A row was measured. `lineOf`: how many ems a line of it has; asked for seldom. */
  learn(
    before: Message | undefined,
    message: Message | undefined,
    row: { readonly parts: number; readonly size: number; readonly lineOf: () => number },
  ): void;
  /** Lines have another length from now on. */
  forget(): void;
}

export function createRowSizes(): RowSizes {
  const usual = new Map<Kind, number>();
  /** Ems of a line; the letters of a text that surely fits into one. */
  let line = 0;

  const usualOf = (before: Message | undefined, message: Message | undefined): number | undefined => {
    if (message === undefined || message.text.length > line) return undefined;
    const kind = kindOf(before, message);
    return kind && usual.get(kind);
  };

  return {
    estimate: (before, message) =>
      usualOf(before, message) ?? (before?.origin === message?.origin ? ROW : ROW_WITH_NAME),
    expected: (before, message, parts) => (parts === 1 ? usualOf(before, message) : undefined),
    learn(before, message, { parts, size, lineOf }) {
      if (message === undefined || parts !== 1) return;
      const kind = kindOf(before, message);
      if (kind === undefined || usual.get(kind) === size) return;
      line = lineOf();
      if (message.text.length <= line) usual.set(kind, size);
    },
    forget() {
      usual.clear();
      line = 0;
    },
  };
}

const kinds = new WeakMap<Message, { readonly before: Message | undefined; readonly kind: Kind | undefined }>();

function kindOf(before: Message | undefined, message: Message): Kind | undefined {
  const known = kinds.get(message);
  if (known !== undefined && known.before === before) return known.kind;
  const kind = findKind(before, message);
  kinds.set(message, { before, kind });
  return kind;
}

function findKind(before: Message | undefined, message: Message): Kind | undefined {
  const { own, file, forked, trust, text } = message;
  if (own || file !== null || forked > 0 || trust !== 'verified' || !PLAIN.test(text) || text.includes('peerster:'))
    return undefined;
  const { startsDay, startsGroup } = placeAfter(before, message);
  if (startsDay) return undefined;
  return startsGroup ? 'first' : 'next';
}
