/**
 * Lines to standard output or error, without ever holding up the peer.
 *
 * 1. A line is on its way when the current turn of the event loop ends, also where the output is a pipe.
 * 2. One write runs at a time, so that what waits for a slow reader is counted here; lines stay whole and in order.
 * 3. At most MAX_UNWRITTEN characters wait for a reader; what comes above that is lost and counted.
 * 4. Bytes that were no UTF-8 are written as they were (names.ts).
 */
import type { Writable } from 'node:stream';
import { bytesOf } from '../gossiper/names.ts';

/** Minutes of a busy log, for a reader that was stopped in a debugger. */
export const MAX_UNWRITTEN = 16_777_216;

export interface LineWriter {
  line(text: string): void;
  readonly lost: number;
  /** Resolves once all is written, nobody reads any more, or `withinMs` are over. */
  flush(withinMs: number): Promise<void>;
}

export function openLineWriter(output: Writable, most = MAX_UNWRITTEN): LineWriter {
  let waiting: string[] = [];
  let unwritten = 0;
  let lost = 0;
  let state: 'idle' | 'busy' | 'closed' = 'idle';
  let flushing: (() => void)[] = [];

  // Whoever read it is gone (EPIPE), or the disk is full: the peer is worth more than its log.
  output.on('error', () => {
    state = 'closed';
    waiting = [];
    settle();
  });

  const writeAll = (): void => {
    if (state !== 'busy') return;
    if (waiting.length === 0) {
      state = 'idle';
      settle();
      return;
    }
    const text = `${waiting.join('\n')}\n`;
    waiting = [];
    output.write(bytesOf(text), () => {
      unwritten -= text.length;
      writeAll();
    });
  };

  const settle = (): void => {
    for (const resolve of flushing) resolve();
    flushing = [];
  };

  return {
    line(text) {
      if (state === 'closed') return;
      if (unwritten + text.length >= most) {
        lost += 1;
        return;
      }
      unwritten += text.length + 1;
      waiting.push(text);
      if (state === 'idle') {
        state = 'busy';
        queueMicrotask(writeAll);
      }
    },
    get lost() {
      return lost;
    },
    async flush(withinMs) {
      if (state !== 'busy') return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        flushing.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
