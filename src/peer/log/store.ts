/** The rumor log as a peer needs it: the core's port, and the timeline that people read. */
import type { Origin } from '../../gossiper/names.ts';
import type { Birth } from '../../gossiper/packet.ts';
import type { LogEntry, Reach, RumorLog } from '../../gossiper/ports.ts';
import type { Problem } from '../../gossiper/result.ts';
import type { PrivateStore, ReadablePrivates } from './privateStore.ts';
import type { Query } from '../../words/query.ts';
import type { Evidence } from './evidence.ts';

/** An entry and its number at this peer: growing with arrival, never used twice. */
export interface Stored {
  readonly key: number;
  readonly entry: LogEntry;
}

/** A place in the timeline: entries stand by `shownAt`, then by `key`. */
export interface Cursor {
  readonly shownAt: number;
  readonly key: number;
}

export interface PageQuery {
  readonly before?: Cursor | undefined;
  readonly after?: Cursor | undefined;
  readonly limit: number;
  /** Only entries with `shownAt` of at least this, ms since 1970. */
  readonly since?: number | undefined;
}

export interface Page {
  /** Oldest first. Only rumors with text: a route rumor is no message. */
  readonly entries: readonly Stored[];
  /** Whether the timeline goes on in the direction in which the page was asked for. */
  readonly more: boolean;
}

export interface Search {
  readonly query: Query;
  readonly before?: Cursor | undefined;
  readonly limit: number;
  /** Only messages with `shownAt` of at least this, ms since 1970. */
  readonly since?: number | undefined;
}

/** `T`: what is found. */
export interface SearchPage<T = Stored> {
  /** Newest first, by their places in the timeline. */
  readonly entries: readonly T[];
  /** What was not looked at yet lies before it; a page may be short or empty and still have it. Undefined: that was all. */
  readonly next: Cursor | undefined;
  /** 0 to 1: how much of the log can be found already. */
  readonly indexed: number;
}

/** What can still be read of a log whose disk failed. */
export interface ReadableLog extends Pick<RumorLog, 'origins' | 'range' | 'nameOf'> {
  /** `hidden`: origins whose messages are left out. */
  page(query: PageQuery, hidden: ReadonlySet<Origin>): Page;
  /** Messages with all of the words. One call takes a bounded time, whatever is searched. */
  search(search: Search, hidden: ReadonlySet<Origin>): SearchPage;
  find(origin: Origin, id: number): Stored | undefined;
  /** Of the origin's ID 1, once verified. */
  birth(origin: Origin): Birth | undefined;
  /** How far rumors of ours got, as far as that was kept. */
  reachOf(origin: Origin): Reach | undefined;
  /** What contradicts the text that is held. */
  evidenceOf(origin: Origin, id: number): readonly Evidence[];
  /** Messages in the timeline, from `since` on. */
  count(hidden: ReadonlySet<Origin>, since?: number): number;
  readonly privates: ReadablePrivates;
}

export interface Store extends RumorLog, ReadableLog {
  /** Returns the key of the entry. */
  append(entry: LogEntry): number;
  readonly privates: PrivateStore;
  /** A number for something that is shown but not kept (a simple message). */
  takeKey(): number;
  /** Everything appended so far survives a crash of process and machine when this returns without a problem. */
  commitOwn(): Problem | undefined;
  close(): void;
}

/** < 0, 0 or > 0: which of two stands first in the timeline. */
export const compareCursors = (a: Cursor, b: Cursor): number => a.shownAt - b.shownAt || a.key - b.key;

export const cursorOf = ({ key, entry }: Stored): Cursor => ({ shownAt: entry.shownAt, key });
