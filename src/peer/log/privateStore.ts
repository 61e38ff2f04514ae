/** Private messages as a peer keeps them: the core's port, and the conversations that people read. */
import type { Origin } from '../../gossiper/names.ts';
import type { Delivery, Mail, MailLog } from '../../gossiper/private/mail.ts';
import type { PageQuery } from './store.ts';

/** A message and its number at this peer: of the same sequence as those of rumors. */
export interface StoredMail {
  readonly key: number;
  readonly mail: Mail;
}

export interface MailPage {
  /** Oldest first. */
  readonly entries: readonly StoredMail[];
  readonly more: boolean;
}

export interface ConversationSummary {
  /** The other one's origin; our own for notes to ourselves. */
  readonly conversation: Origin;
  readonly last: StoredMail;
  readonly total: number;
}

/** Conversations that are listed, those with the newest messages: more than a person has. */
export const MAX_CONVERSATIONS = 500;

export interface ReadablePrivates extends MailLog {
  page(conversation: Origin, query: PageQuery): MailPage;
  find(key: number): StoredMail | undefined;
  /** Of our own or a received one; clear ones that were received have no number. */
  numbered(origin: Origin, destination: Origin, number: number): StoredMail | undefined;
  /** Newest first, at most MAX_CONVERSATIONS. */
  conversations(): readonly ConversationSummary[];
  /** Of all conversations, for searching. */
  pageOfAll(query: PageQuery): MailPage;
  /** In all of it, from `since` on. */
  count(conversation: Origin, since?: number): number;
  /** Received in it with a key above this one, from `since` on. */
  receivedAfter(conversation: Origin, key: number, since?: number): number;
}

export interface PrivateStore extends ReadablePrivates {
  /** Its key. On the disk after the next `commitOwn`. */
  keep(mail: Mail): number;
  /** The key of the message; undefined: there is none. */
  deliver(origin: Origin, destination: Origin, number: number, delivery: Delivery): number | undefined;
}
