/** The rumor log as a peer needs it: the core's port, and the timeline that people read. */
import type { Origin } from '../../gossiper/names.ts';
import type { LogEntry, RumorLog } from '../../gossiper/ports.ts';
import type { Problem } from '../../gossiper/result.ts';

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
}

export interface Page {
  /** Oldest first. Only rumors with text: a route rumor is no message. */
  readonly entries: readonly Stored[];
  /** Whether the timeline goes on in the direction in which the page was asked for. */
  readonly more: boolean;
}

/** What can still be read of a log whose disk failed. */
export interface ReadableLog extends Pick<RumorLog, 'origins' | 'range'> {
  /** `hidden`: origins whose messages are left out. */
  page(query: PageQuery, hidden: ReadonlySet<Origin>): Page;
  find(origin: Origin, id: number): Stored | undefined;
  /** Messages in the timeline. */
  count(hidden: ReadonlySet<Origin>): number;
}

export interface Store extends RumorLog, ReadableLog {
  /** Returns the key of the entry. */
  append(entry: LogEntry): number;
  /** A number for something that is shown but not kept (a simple message). */
  takeKey(): number;
  /** Everything appended so far survives a crash of process and machine when this returns without a problem. */
  commitOwn(): Problem | undefined;
  close(): void;
}

/** < 0, 0 or > 0: which of two stands first in the timeline. */
export const compareCursors = (a: Cursor, b: Cursor): number => a.shownAt - b.shownAt || a.key - b.key;

export const cursorOf = ({ key, entry }: Stored): Cursor => ({ shownAt: entry.shownAt, key });
