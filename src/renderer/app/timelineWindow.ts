/**
 * The part of the timeline that is loaded: a run of messages without holes, of bounded length.
 *
 * 1. Messages are ordered by (shownAt, key) and each key is there once.
 * 2. `older` and `newer` say whether the peer holds messages before the first and after the last one. A message that
 *    belongs outside is not inserted, nor is a page that was read for an edge which is not there any more: there would be
 *    a hole between.
 * 3. At most MAX_LOADED messages. Following the newest, the oldest go, down to KEPT at a time, as any that goes moves all
 *    others; reading older ones, the newest go, no more than must: they may be in view.
 */
import type { CallOutput, Cursor, Event, Message } from '../../api/contract.ts';

/** About 20 screens of work, some 2 MB; what lies beyond is read again when someone scrolls there. */
export const MAX_LOADED = 2_000;
export const KEPT = 1_800;

export type Page = CallOutput<'messages'>;

export interface TimelineWindow {
  readonly messages: readonly Message[];
  readonly older: boolean;
  readonly newer: boolean;
  /** The end of the timeline is in view and stays there. */
  readonly following: boolean;
  /** Messages of others that came at the end since it was last in view. */
  readonly unseen: number;
}

export const emptyWindow: TimelineWindow = { messages: [], older: false, newer: false, following: true, unseen: 0 };

export const cursorOf = ({ shownAt, key }: Message): Cursor => ({ shownAt, key });

/** < 0: `a` stands before `b`. */
export const comparePlaces = (a: Cursor, b: Cursor): number => a.shownAt - b.shownAt || a.key - b.key;

/** A message that arrived now. Inserting it twice changes nothing. */
export function insert(window: TimelineWindow, message: Message): TimelineWindow {
  const { messages } = window;
  const at = placeOf(messages, message);
  const present = messages[at];
  if (present?.key === message.key) return window;
  const isLast = at === messages.length;
  const unseen = window.unseen + (isLast && !window.following && !message.own ? 1 : 0);
  if (isLast && window.newer) return { ...window, unseen };
  if (at === 0 && window.older && messages.length > 0) return window;
  return bounded({ ...window, unseen, messages: messages.toSpliced(at, 0, message) }, window.following ? 'new' : 'old');
}

/** A message that is stored already and changed; where it is not loaded there is nothing to do. */
export function change(window: TimelineWindow, message: Message): TimelineWindow {
  const at = window.messages.findIndex((one) => one.key === message.key);
  const before = window.messages[at];
  if (before === undefined) return window;
  if (before.shownAt === message.shownAt) return { ...window, messages: window.messages.with(at, message) };
  const rest = window.messages.toSpliced(at, 1);
  return { ...window, messages: rest.toSpliced(placeOf(rest, message), 0, message) };
}

/** Each message that `changed` says otherwise of; the same window where that is none. */
function changeAll(window: TimelineWindow, changed: (message: Message) => Message): TimelineWindow {
  const messages = window.messages.map(changed);
  return messages.some((message, i) => message !== window.messages[i]) ? { ...window, messages } : window;
}

/** An origin took another name: its old messages show it, too, and keep what it was called then. */
export const rename = (
  window: TimelineWindow,
  { origin, name, person }: Extract<Event, { type: 'name' }>,
): TimelineWindow =>
  changeAll(window, (message) => {
    if (message.origin !== origin) return message;
    const known = message.trust === 'verified' ? person : message.person;
    return message.name === name && message.person === known ? message : { ...message, name, person: known };
  });

/** Own messages got further. They never get back: an event may have been overtaken by a page that was read after it. */
export const getFurther = (
  window: TimelineWindow,
  { origin, sentUpTo, heldUpTo }: Extract<Event, { type: 'reach' }>,
): TimelineWindow =>
  changeAll(window, (message) => {
    if (message.origin !== origin || message.reach === null || message.reach === 'peer') return message;
    if (message.id <= heldUpTo) return { ...message, reach: 'peer' };
    return message.id <= sentUpTo && message.reach === 'device' ? { ...message, reach: 'sent' } : message;
  });

/** The newest page. What came after the page was read stays behind it. */
export function showLatest(window: TimelineWindow, page: Page): TimelineWindow {
  const last = page.messages.at(-1);
  const after = last === undefined ? [] : window.messages.filter((message) => comparePlaces(message, last) > 0);
  const messages = [...page.messages, ...after];
  return bounded({ messages, older: page.more, newer: false, following: true, unseen: 0 }, 'new');
}

/** What stands before a place, with it, and what stands after it: the view goes there. */
export function showAround(window: TimelineWindow, before: Page, after: Page): TimelineWindow {
  const messages = [...before.messages, ...after.messages];
  return bounded({ ...window, messages, older: before.more, newer: after.more, following: false }, 'old');
}

/** What stands before `edge`. The same window where that is not its first message any more: it went elsewhere meanwhile. */
export function addOlder(window: TimelineWindow, edge: Cursor, page: Page): TimelineWindow {
  if (!isAt(window.messages[0], edge)) return window;
  return bounded({ ...window, messages: [...page.messages, ...window.messages], older: page.more }, 'old');
}

/** The same of what stands after `edge`, the last message. */
export function addNewer(window: TimelineWindow, edge: Cursor, page: Page): TimelineWindow {
  if (!isAt(window.messages.at(-1), edge)) return window;
  return bounded({ ...window, messages: [...window.messages, ...page.messages], newer: page.more }, 'new');
}

const isAt = (message: Message | undefined, place: Cursor): boolean =>
  message !== undefined && comparePlaces(message, place) === 0;

/** The events of a while were lost: where the end is not in view, there may be more after what is loaded. */
export const missedSome = (window: TimelineWindow): TimelineWindow =>
  window.messages.length === 0 ? window : { ...window, newer: true };

export function follow(window: TimelineWindow, following: boolean): TimelineWindow {
  const follows = following && !window.newer;
  if (follows === window.following) return window;
  return { ...window, following: follows, unseen: follows ? 0 : window.unseen };
}

/** `keep`: the end that stays when there are too many. */
function bounded(window: TimelineWindow, keep: 'old' | 'new'): TimelineWindow {
  const { messages } = window;
  if (messages.length <= MAX_LOADED) return window;
  if (keep === 'new') return { ...window, messages: messages.slice(-KEPT), older: true };
  return { ...window, messages: messages.slice(0, MAX_LOADED), newer: true, following: false };
}

/** The index of the first message that does not stand before `place`. */
function placeOf(messages: readonly Message[], place: Cursor): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const message = messages[middle];
    if (message !== undefined && comparePlaces(message, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
