/** The list of private conversations, as the peer's answer and its events make it; and the people behind them. */
import type { Conversation, Event, Message } from '../../api/contract.ts';
import { tagOf } from '../lib/names.ts';
import { MAX_READ_MARKS } from '../lib/readMark.ts';
import type { AppState } from './state.ts';

/** The peer's answer. What was seen while it was on its way is not unread, nor is what was answered. */
export function listed(state: AppState, conversations: readonly Conversation[]): AppState {
  const read = withoutForeign(state.read, conversations);
  const shown = conversations.map((one) =>
    one.last.own ? { ...one, unread: 0 } : seen(one, read.get(one.conversation) ?? 0),
  );
  return { ...state, read, conversations: new Map(shown.map((one) => [one.conversation, one])) };
}

/** A mark above all that is there is from another log, and says nothing. */
function withoutForeign(read: AppState['read'], conversations: readonly Conversation[]): AppState['read'] {
  const foreign = conversations.filter(({ conversation, last }) => (read.get(conversation) ?? 0) > last.key);
  if (foreign.length === 0) return read;
  const own = new Map(read);
  for (const { conversation } of foreign) own.delete(conversation);
  return own;
}

/** A private message arrived or was said. The same one twice counts once: keys grow. */
export function arrived(state: AppState, message: Message): AppState {
  const { conversation, own } = message;
  const before = state.conversations.get(conversation);
  if (before !== undefined && message.key <= before.last.key) return state;
  const other = own ? undefined : message;
  // Another tab may have shown it before this one heard of it; a mark from another log was dropped with the list.
  const isSeen = before !== undefined && message.key <= (state.read.get(conversation) ?? 0);
  const now: Conversation = {
    conversation,
    name: other?.name ?? before?.name ?? state.names.get(conversation) ?? nameIn(conversation),
    tag: tagOf(conversation),
    person: other?.person ?? before?.person ?? state.persons.get(conversation) ?? null,
    own: before?.own ?? (own && message.origin === conversation),
    last: message,
    total: (before?.total ?? 0) + 1,
    unread: own ? 0 : (before?.unread ?? 0) + (isSeen ? 0 : 1),
  };
  const conversations = new Map(state.conversations);
  conversations.delete(conversation);
  return { ...state, conversations: new Map([[conversation, now], ...conversations]) };
}

/** The newest message of a conversation changed: what became of it, or its text. */
export const changed = (state: AppState, message: Message): AppState =>
  withEntry(state, message.conversation, (one) => (one.last.key === message.key ? { ...one, last: message } : one));

export const renamed = (state: AppState, { origin, name, person }: Extract<Event, { type: 'name' }>): AppState =>
  withEntry(state, origin, (one) => (one.name === name && one.person === person ? one : { ...one, name, person }));

/** All of it was seen. */
export const seenUpTo = (state: AppState, conversation: string, key: number): AppState =>
  readUpTo(
    withEntry(state, conversation, (one) => (one.unread === 0 ? one : { ...one, unread: 0 })),
    conversation,
    key,
  );

/** It was seen up to this key. */
export function readUpTo(state: AppState, conversation: string, key: number): AppState {
  const now = withEntry(state, conversation, (one) => seen(one, key));
  if ((now.read.get(conversation) ?? 0) >= key) return now;
  const read = new Map(now.read);
  read.delete(conversation);
  return { ...now, read: new Map([...read, [conversation, key] as const].slice(-MAX_READ_MARKS)) };
}

/** What is left has a key above it, so that there are no more than keys. */
function seen(one: Conversation, key: number): Conversation {
  const unread = Math.min(one.unread, Math.max(0, one.last.key - key));
  return unread === one.unread ? one : { ...one, unread };
}

function withEntry(state: AppState, conversation: string, change: (one: Conversation) => Conversation): AppState {
  const before = state.conversations.get(conversation);
  if (before === undefined) return state;
  const now = change(before);
  return now === before ? state : { ...state, conversations: new Map(state.conversations).set(conversation, now) };
}

/** What an origin is called as long as nobody says otherwise. */
export const nameIn = (origin: string): string => (tagOf(origin) === '' ? origin : origin.slice(0, -17));

/** One entry of the list: a person, whose conversations under several origins are one, or notes to oneself. */
export interface Joined extends Conversation {
  /** Of all of them, the one of `conversation` first, then by how new they are. */
  readonly origins: readonly string[];
}

/** Those of one key are one, under the origin that was last heard of there; the newest first. */
export function joined(conversations: ReadonlyMap<string, Conversation>): readonly Joined[] {
  const all = new Map<string, Joined>();
  for (const one of [...conversations.values()].toSorted((a, b) => b.last.key - a.last.key)) {
    const who = one.own ? 'own' : one.person === null ? `origin ${one.conversation}` : `person ${one.person}`;
    const first = all.get(who);
    all.set(
      who,
      first === undefined
        ? { ...one, origins: [one.conversation] }
        : {
            ...first,
            total: first.total + one.total,
            unread: first.unread + one.unread,
            origins: [...first.origins, one.conversation],
          },
    );
  }
  return [...all.values()];
}

/**
 * Under which origin somebody is written to. One person may have had several: the one that is here now, else the one of
 * their newest conversation, else the one that was asked for. Oneself: one's own of today.
 */
export function currentOrigin(
  { peers, persons, conversations, self }: Pick<AppState, 'peers' | 'persons' | 'conversations' | 'self'>,
  origin: string,
): string {
  if (origin === self?.origin) return origin;
  const person = persons.get(origin) ?? conversations.get(origin)?.person;
  if (person === undefined || person === null) return origin;
  if (person === self?.person) return self.origin;
  const here = [...peers.values()].filter((peer) => peer.person === person && peer.state === 'reachable');
  if (here.length > 0) return here.find((peer) => peer.origin === origin)?.origin ?? here[0]?.origin ?? origin;
  const newest = [...conversations.values()].filter((one) => one.person === person);
  return newest.toSorted((a, b) => b.last.key - a.last.key)[0]?.conversation ?? origin;
}
