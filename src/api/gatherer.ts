/**
 * Gathers what is told often, so that a client has one message to read instead of many.
 *
 * 1. What comes after a quiet time is sent at once; what comes within GATHER_MS after that is sent together at its end.
 * 2. `flush` sends what was gathered so far: nothing that is said after it overtakes it.
 */

/** A page draws what arrives about as often (renderer/lib/everyFrame.ts). */
const GATHER_MS = 16;
/** In one message, so that a client that doesn't read is noticed between two. */
export const MAX_GATHERED = 256;

/** Calls `then` once, later; returns what calls it off. */
export type After = (ms: number, then: () => void) => () => void;

export interface Gatherer<T> {
  add(item: T): void;
  flush(): void;
  /** What was gathered is dropped. */
  close(): void;
}

export function createGatherer<T>(send: (items: T[]) => void, after: After): Gatherer<T> {
  let gathered: T[] = [];
  let callOff: (() => void) | undefined;

  const flush = (): void => {
    if (gathered.length === 0) return;
    const items = gathered;
    gathered = [];
    callOff ??= after(GATHER_MS, over);
    send(items);
  };
  const over = (): void => {
    callOff = undefined;
    flush();
  };

  return {
    add(item) {
      gathered.push(item);
      if (callOff === undefined || gathered.length >= MAX_GATHERED) flush();
    },
    flush,
    close() {
      callOff?.();
      gathered = [];
    },
  };
}
