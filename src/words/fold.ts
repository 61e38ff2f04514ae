/**
 * How a text reads to someone who searches: without case, width, accents and what can't be seen.
 *
 * 1. Folding a text is folding its clusters (a letter with its marks) one after the other: so places in what was folded
 *    lead back to places in the text.
 */

/** Accents, vowel points of Hebrew and Arabic, variation selectors, joiners, soft hyphens, tatweel. Not the vowel signs of Indic scripts: they are letters there. */
const LEFT_OUT =
  // oxlint-disable-next-line no-misleading-character-class -- each stands for itself here
  /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** Letters that Unicode doesn't take apart, and people type as these. */
const ALIKE: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};
const HAS_ALIKE = /[ßæœøđðłħıς]/g;

// oxlint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

/** Lone surrogates (bytes that are no UTF-8) become U+FFFD. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replace(LEFT_OUT, '')
    .toLowerCase()
    .replace(HAS_ALIKE, (letter) => ALIKE[letter] ?? letter);
}

/** A letter and the marks on it; a mark at the beginning has none to stand on. */
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;

export interface Folded {
  readonly folded: string;
  /** For each UTF-16 unit of `folded`, where its cluster begins and ends in the text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function foldWithPlaces(text: string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  for (const { 0: cluster, index } of text.toWellFormed().matchAll(CLUSTER)) {
    const part = fold(cluster);
    for (let unit = 0; unit < part.length; unit++) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
    folded += part;
  }
  return { folded, starts, ends };
}
