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

/** Consecutive messages of one author within GROUP_MS of each other are one group; verified and unverified ones never. */
export function placeAfter(before: Message | undefined, message: Message): Place {
  const startsDay = before === undefined || !isSameDay(before.shownAt, message.shownAt);
  const isAlike =
    before !== undefined &&
    before.origin === message.origin &&
    before.trust === message.trust &&
    message.shownAt - before.shownAt < GROUP_MS;
  return { startsDay, startsGroup: startsDay || !isAlike };
}

/** Longer texts are folded: one message must not push all others out of view. */
const FOLD_LINES = 14;
const FOLD_UNITS = 1_400;

export function isLong(text: string): boolean {
  if (text.length > FOLD_UNITS) return true;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && lines <= FOLD_LINES; at = text.indexOf('\n', at + 1)) lines++;
  return lines > FOLD_LINES;
}
