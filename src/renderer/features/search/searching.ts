/**
 * One search, page by page: what was found so far, and whether there is more.
 *
 * 1. A page of the peer may be empty and still have more behind it: it goes on until something was found.
 * 2. Answers that come after the next search began are dropped.
 */
import type { CallOutput, Cursor, Message } from '../../../api/contract.ts';
import type { Result } from '../../../api/result.ts';

export interface Found {
  readonly state: 'searching' | 'waiting' | 'done' | 'failed';
  /** Newest first, at most MAX_FOUND. */
  readonly messages: readonly Message[];
  /** There are more than these. */
  readonly isMore: boolean;
  /** 0 to 1. */
  readonly indexed: number;
  /** Why it failed, in a sentence of the peer. */
  readonly problem: string | undefined;
}

/** More than anybody looks through: one more word is quicker. */
export const MAX_FOUND = 1_000;

export const nothingAsked: Found = { state: 'done', messages: [], isMore: false, indexed: 1, problem: undefined };

export interface Searching {
  /** Reads the next page, where there is one and none is being read. */
  more(): void;
  stop(): void;
}

type Ask = (before: Cursor | undefined, limit: number) => Promise<Result<CallOutput<'search'>>>;

/** Calls `show` with each change. `limit`: messages a page. */
export function startSearch(ask: Ask, limit: number, show: (found: Found) => void): Searching {
  let found: Found = { ...nothingAsked, state: 'waiting', isMore: true };
  let next: Cursor | undefined;
  let isStopped = false;

  const change = (patch: Partial<Found>): void => show((found = { ...found, ...patch }));

  const readPage = async (): Promise<void> => {
    change({ state: 'searching' });
    for (;;) {
      const answer = await ask(next, Math.min(limit, MAX_FOUND - found.messages.length));
      if (isStopped) return;
      if (!answer.ok) {
        change({ state: 'failed', problem: answer.problem.message });
        return;
      }
      const page = answer.value;
      next = page.next ?? undefined;
      const messages = [...found.messages, ...page.messages];
      const isMore = next !== undefined;
      const isEnd = !isMore || messages.length >= MAX_FOUND;
      change({ messages, isMore, indexed: page.indexed });
      if (isEnd || page.messages.length > 0) {
        change({ state: isEnd ? 'done' : 'waiting' });
        return;
      }
    }
  };

  const searching: Searching = {
    more() {
      if (found.state === 'waiting' && !isStopped) void readPage();
    },
    stop() {
      isStopped = true;
    },
  };
  searching.more();
  return searching;
}
