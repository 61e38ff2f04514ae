/** What a list offers for what is being typed, and what a key does to it: the same for commands, people and emoji. */
import { findEmoji, type Emoji } from '../../lib/emoji/emoji.ts';
import { mentionOf, type People } from '../../lib/mentions.ts';
import { nameKey, shownName, tagOf } from '../../lib/names.ts';
import type { CompletionOption } from '../../ui/CompletionList.tsx';
import type { Asked } from './completionAt.ts';

/** As many as are taken in at a glance; one more letter is quicker than a longer list. */
export const MAX_OFFERED = 8;

export interface Offer extends CompletionOption {
  /** What takes the place of what was typed. */
  readonly insert: string;
}

/** `names`: origin → name. The people whose name begins with what was typed come before those who have it as a further word. */
export function offerPeople(names: ReadonlyMap<string, string>, people: People, asked: Asked): readonly Offer[] {
  const typed = nameKey(asked.typed);
  // A blank at the end says that the name is written.
  if (asked.typed.endsWith(' ') && people.has(typed)) return [];
  const first: Offer[] = [];
  const rest: Offer[] = [];
  for (const [origin, name] of names) {
    const key = nameKey(name);
    const begins = key.startsWith(typed);
    if (!begins && (typed === '' || !key.includes(` ${typed}`))) continue;
    const mention = mentionOf(origin, name, people);
    if (mention === undefined) continue;
    const isShared = (people.get(key)?.length ?? 0) > 1;
    (begins ? first : rest).push({
      id: origin,
      label: shownName(name),
      ...(isShared && tagOf(origin) !== '' && { detail: tagOf(origin) }),
      insert: `${mention} `,
    });
  }
  const byLabel = (a: Offer, b: Offer): number => collator.compare(a.label, b.label);
  return [...first.toSorted(byLabel), ...rest.toSorted(byLabel)].slice(0, MAX_OFFERED);
}

const collator = new Intl.Collator();

export const offerEmoji = (all: readonly Emoji[], { typed }: Asked): readonly Offer[] =>
  findEmoji(all, typed, MAX_OFFERED).map(({ glyph, name, shorts }) => {
    const short = shorts.find((one) => one.startsWith(typed.toLowerCase())) ?? shorts[0];
    return { id: glyph, glyph, label: `:${short}:`, detail: name, insert: glyph };
  });

export type KeyDecision =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'take' }
  | { readonly kind: 'close' }
  | { readonly kind: 'none' };

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
}

/** `written`: what stands in the text already; Enter on an option that is written in full does what Enter does without a list. */
export function decideKey(
  { key, shiftKey }: Pressed,
  at: number,
  offers: readonly Offer[],
  written: string,
): KeyDecision {
  const count = offers.length;
  const offer = offers[at];
  if (offer === undefined || shiftKey) return { kind: 'none' };
  switch (key) {
    case 'ArrowDown':
      return { kind: 'move', to: (at + 1) % count };
    case 'ArrowUp':
      return { kind: 'move', to: (at - 1 + count) % count };
    case 'Tab':
      return { kind: 'take' };
    case 'Enter':
      return { kind: nameKey(offer.insert) === nameKey(written) ? 'none' : 'take' };
    case 'Escape':
      return { kind: 'close' };
    default:
      return { kind: 'none' };
  }
}
