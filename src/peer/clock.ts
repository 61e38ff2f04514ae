/**
 * The clocks of the machine, and whether it slept.
 *
 * 1. Timeouts use the monotonic clock only, so setting the wall clock fires no timer and starves none.
 * 2. A timer that comes SLEPT_MS too late, or a wall clock that ran ahead of the monotonic one by that, means that the
 *    process did not run: the machine slept, or the process was stopped. Whoever asks is told before anything else happens.
 */
import type { Instant } from '../gossiper/input.ts';

export const SLEPT_MS = 5_000;
const LOOK_EVERY_MS = 1_000;

export type ReadClock = () => Instant;
export const readClock: ReadClock = () => ({ monotonic: performance.now(), wall: Date.now() });

export interface SleepWatch {
  /** True once after a sleep. */
  slept(now: Instant): boolean;
}

export function createSleepWatch(start: Instant): SleepWatch {
  let last = start;
  return {
    slept(now) {
      const ran = now.monotonic - last.monotonic;
      const ahead = now.wall - last.wall - ran;
      last = now;
      return ran > LOOK_EVERY_MS + SLEPT_MS || ahead > SLEPT_MS;
    },
  };
}

/** Looks every second, so that a watch has a recent `last`. Returns what ends it. */
export const everySecond = (look: () => void): (() => void) => every(LOOK_EVERY_MS, look);

/** Keeps no process alive. Returns what ends it. */
export function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms);
  timer.unref();
  return () => clearInterval(timer);
}
