/** Whom `/msg Bea Hello` is for: names may hold blanks, and several people may have one. */
import { MAX_MENTIONED_NAME, type People } from '../../lib/mentions.ts';
import { nameKey, tagOf } from '../../lib/names.ts';

export type Addressed =
  | { readonly kind: 'one'; readonly origin: string; readonly text: string }
  | { readonly kind: 'several' }
  | { readonly kind: 'nobody' };

const tagAfter = /^~([a-z2-7]{4,16})(?=\s)/u;

/**
 * The longest known name that `rest` begins with, with or without an @ before and a part of a tag behind it. `one`: makes
 * the origins of one person one. Time: at most MAX_MENTIONED_NAME look-ups.
 */
export function addressed(rest: string, people: People, one: (origin: string) => string): Addressed {
  const typed = rest.startsWith('@') ? rest.slice(1) : rest;
  for (let length = Math.min(typed.length - 1, MAX_MENTIONED_NAME); length > 0; length--) {
    const origins = people.get(nameKey(typed.slice(0, length)));
    if (origins === undefined || /\s/.test(typed[length - 1] ?? '')) continue;
    const after = typed.slice(length);
    const tag = tagAfter.exec(after)?.[1];
    if (tag === undefined && !/^\s/.test(after)) continue;
    const meant = new Set(
      origins.filter((origin) => tag === undefined || tagOf(origin).startsWith(tag)).map((origin) => one(origin)),
    );
    const [origin] = meant;
    if (origin === undefined) return { kind: 'nobody' };
    if (meant.size > 1) return { kind: 'several' };
    return { kind: 'one', origin, text: after.slice(tag === undefined ? 0 : tag.length + 1).trim() };
  }
  return { kind: 'nobody' };
}
