import { describe, expect, it } from 'vitest';
import { createSleepWatch, SLEPT_MS } from './clock.ts';

/** Steps of both clocks, in ms, and whether the process slept meanwhile. */
const steps: [name: string, monotonic: number, wall: number, slept: boolean][] = [
  ['a second passed', 1_000, 1_000, false],
  ['a timer was late', 1_000 + SLEPT_MS, 1_000 + SLEPT_MS, false],
  ['the process was stopped', 1_001 + SLEPT_MS, 1_001 + SLEPT_MS, true],
  ['the machine slept and its monotonic clock stood still', 1_000, 600_000, true],
  ['the wall clock was set back', 1_000, -3_600_000, false],
];

describe('a sleep watch', () => {
  it.each(steps)('%s', (_, monotonic, wall, slept) => {
    const start = { monotonic: 5_000, wall: 1_790_000_000_000 };
    const watch = createSleepWatch(start);
    const then = { monotonic: start.monotonic + monotonic, wall: start.wall + wall };
    expect(watch.slept(then)).toBe(slept);
    expect(watch.slept(then), 'only once').toBe(false);
  });
});
