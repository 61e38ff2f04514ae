/** Private messages as they are kept, and the port through which the core asks what was kept (docs/protocol.md §11). */
import type { Address, Origin } from '../names.ts';
import type { Trust } from '../ports.ts';

/**
 * Of our own. `waiting`: not sent so far, for want of a way or because others are before it. `sent`: at least once on its way. `delivered`: the receiver has
 * it on its disk. `failed`: given up after a week. `unconfirmed`: sent once, in clear, to a course peer.
 */
export type Delivery = 'waiting' | 'sent' | 'delivered' | 'failed' | 'unconfirmed';

export interface Mail {
  readonly origin: Origin;
  readonly destination: Origin;
  /** Of ours from 1 on, without a gap, for each origin and destination; of a received one 0 where it was not sealed. */
  readonly number: number;
  readonly text: string;
  readonly trust: Trust;
  /** Of our own only. */
  readonly delivery?: Delivery;
  /** Of our own that is sealed: what the receiver shows to prove that it has it, 16 bytes. */
  readonly receipt?: Uint8Array;
  /** The neighbour that sent it; absent when said here. */
  readonly from?: Address;
  /** By its origin's clock, ms since 1970. */
  readonly saidAt?: number;
  /** Here, ms since 1970. */
  readonly arrivedAt: number;
  /** Where it stands in its conversation, ms since 1970; in one direction never lower than that of the one before it. */
  readonly shownAt: number;
}

/** The other one of the two; ourselves in a note to self. */
export const conversationOf = ({ origin, destination, delivery }: Mail): Origin =>
  delivery === undefined ? origin : destination;

/** What was kept, after every `mail` and `delivery` effect so far was performed. */
export interface MailLog {
  /** Our own that are `waiting` or `sent`, in order of their numbers. */
  unfinished(): readonly Mail[];
  /** Of the last message from one to the other: its number, or 0, and where it stands. */
  last(origin: Origin, destination: Origin): { readonly number: number; readonly shownAt: number };
}
