/**
 * Datagrams between the socket and the peer.
 *
 * 1. They are served in the order in which they came, at most DATAGRAMS_PER_TURN in a turn of the event loop.
 * 2. While more keep coming, none is served, for READ_AHEAD_MS at most: a burst is to fit in here, as what the kernel's
 *    buffer can't hold is lost.
 * 3. At most MAX_QUEUED_DATAGRAMS and MAX_QUEUED_BYTES wait; what comes above that is dropped.
 */
import { DATAGRAMS_PER_TURN, MAX_QUEUED_BYTES, MAX_QUEUED_DATAGRAMS, READ_AHEAD_MS } from './limits.ts';

/** Served ones are forgotten so many at a time: forgetting one by one would move all others each time. */
const FORGET_EVERY = 1_024;

export interface ReadAheadQueue {
  push(datagram: Uint8Array): void;
  /** What waits is forgotten. */
  close(): void;
}

/** `serve` must not throw; `onDropped` is called for each datagram above the bounds. */
export function readAheadQueue(serve: (datagram: Uint8Array) => void, onDropped: () => void): ReadAheadQueue {
  let queue: Uint8Array[] = [];
  let served = 0;
  let bytes = 0;
  let arrivedThisTurn = 0;
  let readingSince: number | undefined;
  let turn: NodeJS.Immediate | undefined;

  const run = (): void => {
    turn = undefined;
    readingSince ??= performance.now();
    const isReading = arrivedThisTurn > 0 && performance.now() - readingSince < READ_AHEAD_MS;
    arrivedThisTurn = 0;
    if (!isReading) {
      readingSince = undefined;
      for (const end = Math.min(queue.length, served + DATAGRAMS_PER_TURN); served < end;) {
        const datagram = queue[served++];
        if (datagram === undefined) break;
        bytes -= datagram.length;
        serve(datagram);
      }
    }
    if (served === queue.length || served >= FORGET_EVERY) {
      queue = queue.slice(served);
      served = 0;
    }
    if (queue.length > 0) turn = setImmediate(run);
  };

  return {
    push(datagram) {
      if (queue.length - served >= MAX_QUEUED_DATAGRAMS || bytes + datagram.length > MAX_QUEUED_BYTES)
        return onDropped();
      queue.push(datagram);
      bytes += datagram.length;
      arrivedThisTurn += 1;
      turn ??= setImmediate(run);
    },
    close() {
      if (turn !== undefined) clearImmediate(turn);
      turn = undefined;
      queue = [];
    },
  };
}
