/** An emoji, its names, and which of many fit what was typed. */

export const emojiGroups = [
  'smileys',
  'people',
  'nature',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;
export type EmojiGroup = (typeof emojiGroups)[number];

export interface Emoji {
  readonly glyph: string;
  /** In the language of the page. */
  readonly name: string;
  /** In the language of the page, lower case. */
  readonly words: readonly string[];
  /** Without colons, the usual one first; English everywhere, so that everyone's fingers know them. */
  readonly shorts: readonly [string, ...string[]];
  readonly group: EmojiGroup;
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** How well an emoji fits: 0 best, undefined not at all. */
function fit({ name, words, shorts }: Emoji, asked: string): number | undefined {
  if (shorts.includes(asked)) return 0;
  if (shorts.some((short) => short.startsWith(asked))) return 1;
  const folded = fold(name);
  if (folded.startsWith(asked)) return 2;
  if (words.some((word) => fold(word).startsWith(asked))) return 3;
  return folded.includes(asked) || shorts.some((short) => short.includes(asked)) ? 4 : undefined;
}

/** The best first, else in the usual order. Whatever case and accents; `_` and blanks are one. Time: linear. */
export function findEmoji(all: readonly Emoji[], typed: string, max: number): readonly Emoji[] {
  const asked = fold(typed).replace(/^:|:$/g, '');
  if (asked === '') return all.slice(0, max);
  const spelled = asked.replace(/\s+/g, '_');
  return all
    .map((emoji, index) => ({ emoji, index, rank: fit(emoji, spelled) ?? fit(emoji, asked) }))
    .filter((one): one is typeof one & { rank: number } => one.rank !== undefined)
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, max)
    .map(({ emoji }) => emoji);
}
