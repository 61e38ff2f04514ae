/** What of a list fits what was typed. */

export interface Findable {
  /** What is searched: a label, and what else it is known by. */
  readonly words: readonly string[];
}

/** More than anybody looks through; typing one more letter is quicker. */
export const MAX_FOUND = 50;

/**
 * Each typed word must stand somewhere in an entry, whatever its case, width and accents. Those that begin with what was
 * typed come first, else the order stays. Time: linear in all words.
 */
export function find<T extends Findable>(entries: readonly T[], typed: string): readonly T[] {
  const asked = fold(typed).split(/\s+/).filter(Boolean);
  const first: T[] = [];
  const rest: T[] = [];
  for (const entry of entries) {
    const words = entry.words.map(fold);
    if (!asked.every((part) => words.some((word) => word.includes(part)))) continue;
    const begins = words[0]?.startsWith(asked.join(' ')) ?? false;
    (begins ? first : rest).push(entry);
  }
  return [...first, ...rest].slice(0, MAX_FOUND);
}

const fold = (text: string): string =>
  text.toWellFormed().normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
