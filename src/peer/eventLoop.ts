/** How long this process keeps what is due waiting. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface EventLoopWatch {
  /** ms by which one timer in a hundred came late, or more; 0 before the first came. */
  p99(): number;
  close(): void;
}

/**
 * Has a timer go off every `interval` ms from now on. Node's histogram holds the times from one to the next, so that a
 * process which does nothing has a "delay" of the interval (github.com/nodejs/node/issues/34661): it is taken off here.
 */
export function watchEventLoop(interval = 10): EventLoopWatch {
  const times = monitorEventLoopDelay({ resolution: interval });
  times.enable();
  return {
    p99: () => (times.count === 0 ? 0 : Math.max(0, times.percentile(99) / 1e6 - interval)),
    close: () => void times.disable(),
  };
}
