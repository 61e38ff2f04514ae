/**
 * What a person has not seen yet, by order of arrival: what is caught up may stand far above what was read.
 *
 * 1. A message is seen once the end of the timeline is in view of someone who looks at the page.
 * 2. The line stands before the first message that arrived unseen. It stays when they are seen, until another one
 *    arrives unseen or something is said here.
 */
import type { Message } from '../../api/contract.ts';

export interface Unread {
  /** The greatest key of a message that was seen; undefined: not known, so all that is there counts as seen. */
  readonly upTo: number | undefined;
  /** The greatest key of all that arrived. */
  readonly newest: number;
  /** The key of the message that the line stands before. */
  readonly line: number | undefined;
  readonly count: number;
}

export const nothingUnread: Unread = { upTo: undefined, newest: 0, line: undefined, count: 0 };

/** One message arrived. The same one twice counts once; an own one that was said before and is fetched reads nothing. */
export function count(unread: Unread, { key, own, how }: Message): Unread {
  if (key <= unread.newest) return unread;
  if (own && how === 'said') return { upTo: key, newest: key, line: undefined, count: 0 };
  // Another tab may have shown it before this one heard of it.
  if (own || key <= (unread.upTo ?? 0)) return { ...unread, newest: key };
  return { ...unread, newest: key, line: unread.count === 0 ? key : unread.line, count: unread.count + 1 };
}

/** The newest page was read. A mark from another log, which had more messages, says nothing. */
export function open(unread: Unread, messages: readonly Message[]): Unread {
  const newest = messages.reduce((most, { key }) => Math.max(most, key), unread.newest);
  const upTo = unread.upTo ?? newest;
  const unseen = upTo > newest ? [] : messages.filter(({ key, own }) => key > upTo && !own);
  return { upTo: Math.min(upTo, newest), newest, line: unseen[0]?.key ?? unread.line, count: unseen.length };
}

/** Another tab showed all up to this key. What is left has a key above it, so that there are no more than keys. */
export function seeElsewhere(unread: Unread, key: number): Unread {
  if (key <= (unread.upTo ?? -1)) return unread;
  return { ...unread, upTo: key, count: Math.min(unread.count, Math.max(0, unread.newest - key)) };
}

/** All that is here was seen. */
export const see = (unread: Unread): Unread =>
  unread.count === 0 && unread.upTo === unread.newest ? unread : { ...unread, upTo: unread.newest, count: 0 };
