/** How a message stands beside the one before it. */
import type { Message } from '../../../api/contract.ts';
import { isSameDay } from '../../i18n/dates.ts';

/** After this long a person began anew, and the time is of interest. */
export const GROUP_MS = 5 * 60_000;

export interface Place {
  /** A day begins: its name stands above. */
  readonly startsDay: boolean;
  /** A name and a time stand above. */
  readonly startsGroup: boolean;
}

/** One origin, or two of one key under one name: a person who restored a backup goes on. */
const isSameAuthor = (a: Message, b: Message): boolean =>
  a.origin === b.origin || (a.person !== null && a.person === b.person && a.name === b.name);

/**
 * Consecutive messages of one author within GROUP_MS of each other are one group; never verified and unverified ones, what was said under
 * different names, and what is contradicted: the head of a group says these.
 */
export function placeAfter(before: Message | undefined, message: Message): Place {
  const startsDay = before === undefined || !isSameDay(before.shownAt, message.shownAt);
  const isAlike =
    before !== undefined &&
    isSameAuthor(before, message) &&
    before.trust === message.trust &&
    before.nameThen === message.nameThen &&
    before.forked + message.forked === 0 &&
    message.shownAt - before.shownAt < GROUP_MS;
  return { startsDay, startsGroup: startsDay || !isAlike };
}

/** How far an own message got is said of the last of a run, and of those that are not with any other peer yet. */
export const showsReach = (message: Message, after: Message | undefined): boolean =>
  message.reach !== null && (message.reach !== 'peer' || after?.own !== true);

/** The same of private ones. Notes to oneself go nowhere. */
export const showsDelivery = ({ delivery, conversation, origin }: Message, after: Message | undefined): boolean =>
  delivery !== null && conversation !== origin && (delivery !== 'delivered' || after?.own !== true);

/** Longer texts are folded: one message must not push all others out of view. */
const FOLD_LINES = 14;
/** Of a Latin letter's width. */
const FOLD_WIDTH = 1_400;

export function isLong(text: string): boolean {
  let lines = 1;
  let width = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LINE_FEED) lines += 1;
    width += widthOf(unit);
    if (lines > FOLD_LINES || width > FOLD_WIDTH) return true;
  }
  return false;
}

const LINE_FEED = 0x0a;
/** Whole phrases in one character: U+FDFA, U+FDFB and U+FDFD. */
const PHRASES = new Set([0xfdfa, 0xfdfb, 0xfdfd]);

/** About how wide a UTF-16 unit is drawn, in Latin letters: from Hangul on most characters are twice as wide. */
const widthOf = (unit: number): number => (unit < 0x1100 ? 1 : PHRASES.has(unit) ? 12 : 2);
