/**
 * Mentions in a text. A mention is plain text, so that a course peer's person reads it as well: `@Name`, blanks and all;
 * where several people have the name, `@Name~tag` with as much of the tag as tells them apart.
 *
 * 1. Only a name that is known is a mention; the longest known one counts: `@Mei Lin` is not Mei's.
 * 2. A name is compared as people see it (nameKey), and ends where a word ends. `bob@alex.example` is an address.
 * 3. `@Name` without a tag means everyone of that name.
 */
import { nameKey, shownName, tagOf } from './names.ts';

/** Units. A name that is longer can't be mentioned: each `@` is compared with every name up to this length. */
export const MAX_MENTIONED_NAME = 64;
/** `@`s of one text that are looked at: more than anyone writes; a text of nothing but `@` stays cheap to show. */
export const MAX_MENTIONS = 50;
/** Letters of a tag at least: fewer could be guessed by accident. */
const SHORTEST_TAG = 4;

/** Everyone known, by what `nameKey` makes of their name. */
export type People = ReadonlyMap<string, readonly string[]>;

/** `names`: origin → name. */
export function indexPeople(names: ReadonlyMap<string, string>): People {
  const people = new Map<string, string[]>();
  for (const [origin, name] of names) {
    const key = nameKey(name);
    if (key === '' || shownName(name).length > MAX_MENTIONED_NAME) continue;
    const same = people.get(key);
    if (same === undefined) people.set(key, [origin]);
    else same.push(origin);
  }
  return people;
}

/** How to write that someone is meant; undefined: their name can't be written. */
export function mentionOf(origin: string, name: string, people: People): string | undefined {
  const others = people.get(nameKey(name))?.filter((one) => one !== origin);
  if (others === undefined) return undefined;
  const written = `@${shownName(name).replace(/\s+/g, ' ')}`;
  const tag = tagOf(origin);
  if (others.length === 0 || tag === '') return written;
  let length = SHORTEST_TAG;
  while (length < tag.length && others.some((one) => tagOf(one).startsWith(tag.slice(0, length)))) length++;
  return `${written}~${tag.slice(0, length)}`;
}

export type MentionPiece =
  | { readonly kind: 'text'; readonly text: string }
  /** `origins`: whoever may be meant, at least one. */
  | { readonly kind: 'mention'; readonly text: string; readonly origins: readonly string[] };

/** What a text may still be looked at for. */
export interface MentionBudget {
  attempts: number;
}

/** The pieces put together are the text. Time: linear, plus a bounded cost for each attempt. */
export function findMentions(text: string, people: People, budget: MentionBudget): readonly MentionPiece[] {
  const pieces: MentionPiece[] = [];
  let end = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(at + 1, end))) {
    if (/\w/.test(text[at - 1] ?? '') || /^\s?$/.test(text[at + 1] ?? '')) continue;
    if (budget.attempts-- <= 0) break;
    const found = mentionAt(text, at, people);
    if (found === undefined) continue;
    if (at > end) pieces.push({ kind: 'text', text: text.slice(end, at) });
    end = at + found.text.length;
    pieces.push(found);
  }
  if (end < text.length || pieces.length === 0) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

const tagAfter = /^~([a-z2-7]{4,16})(?![\p{L}\p{N}])/u;

function mentionAt(text: string, at: number, people: People): (MentionPiece & { kind: 'mention' }) | undefined {
  const rest = text.slice(at + 1, at + 1 + MAX_MENTIONED_NAME + 1);
  for (let length = Math.min(rest.length, MAX_MENTIONED_NAME); length > 0; length--) {
    if (!isEnd(rest, length)) continue;
    const origins = people.get(nameKey(rest.slice(0, length)));
    if (origins === undefined) continue;
    const end = at + 1 + length;
    const tag = tagAfter.exec(text.slice(end, end + 18))?.[1];
    if (tag === undefined) return { kind: 'mention', text: text.slice(at, end), origins };
    const meant = origins.filter((origin) => tagOf(origin).startsWith(tag));
    if (meant.length === 0) return undefined;
    return { kind: 'mention', text: text.slice(at, end + 1 + tag.length), origins: meant };
  }
  return undefined;
}

/** A word ends here, and no blank. */
function isEnd(text: string, length: number): boolean {
  const last = text[length - 1] ?? '';
  if (/\s/.test(last)) return false;
  const next = text.codePointAt(length);
  // Within a surrogate pair nothing ends.
  if (next !== undefined && next >= 0xdc00 && next <= 0xdfff) return false;
  return (
    next === undefined || !/[\p{L}\p{N}\p{M}_]/u.test(String.fromCodePoint(next)) || !/[\p{L}\p{N}\p{M}_]/u.test(last)
  );
}
