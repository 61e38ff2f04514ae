/** Names are chosen by strangers: what looks equal must not be taken for equal, and nothing in them may disturb others. */

/** Letters that show nothing, and marks that turn the direction of the text around them. */
const invisible = /[\p{Cf}\p{Cc}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u2800]/gu;

/** What a person sees of a name; "" where it shows nothing at all. */
export const visibleName = (name: string): string =>
  name.toWellFormed().replace(invisible, '').replace(/\s+/g, ' ').trim();

/** A name as it is shown: joiners stay (emoji and some scripts need them), what turns the text around goes. */
export const shownName = (name: string): string =>
  visibleName(name) === ''
    ? ''
    : name
        .toWellFormed()
        .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ')
        .trim();

/** Equal for names that look equal but for case, width and what cannot be seen. */
export const nameKey = (name: string): string => visibleName(name.normalize('NFKC')).toLowerCase();

/** Keys of the names that more than one has: the origins of one person (`persons`: origin → person) are one. */
export function sharedNames(
  names: ReadonlyMap<string, string>,
  persons: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const owners = new Map<string, string>();
  const shared = new Set<string>();
  for (const [origin, name] of names) {
    const key = nameKey(name);
    const person = persons.get(origin);
    const owner = person === undefined ? `origin ${origin}` : `person ${person}`;
    if ((owners.get(key) ?? owner) === owner) owners.set(key, owner);
    else shared.add(key);
  }
  return shared;
}

/** The tag of an origin of ours, "" for a course peer's. */
export const tagOf = (origin: string): string => /~([a-z2-7]{16})$/.exec(origin)?.[1] ?? '';

/** One of `count` colours, the same for an origin everywhere: FNV-1a over its units, then mixed as MurmurHash3 ends. */
export function hueOf(origin: string, count: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < origin.length; i++) hash = Math.imul(hash ^ origin.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % count;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first letter of a name, as people see letters, without a tower of marks on it. */
export function initialOf(name: string): string {
  for (const { segment } of graphemes.segment(visibleName(name).slice(0, 32))) {
    const letter = segment.normalize('NFC');
    return (letter.length > 2 ? String.fromCodePoint(letter.codePointAt(0) ?? 0x3f) : letter).toUpperCase();
  }
  return '?';
}
