// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pacedFrames } from './everyFrame.ts';

const FRAME = 16;
let flushedAt: number[];
let soon: ReturnType<typeof pacedFrames>;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame', 'performance'],
  });
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, FRAME));
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => clearTimeout(frame));
  flushedAt = [];
  soon = pacedFrames();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ask = (isUrgent: boolean): void => soon(() => flushedAt.push(performance.now()), isUrgent);
const passed = (ms: number): number[] => {
  const start = performance.now();
  const before = flushedAt.length;
  vi.advanceTimersByTime(ms);
  return flushedAt.slice(before).map((at) => at - start);
};

test('what comes after a pause is seen in the next frame', () => {
  ask(false);
  expect(passed(200)).toEqual([FRAME]);
  ask(false);
  expect(passed(200)).toEqual([FRAME]);
});

test('what keeps coming is seen in one of a few frames', () => {
  ask(false);
  vi.advanceTimersByTime(FRAME);
  ask(false);
  expect(passed(31)).toEqual([]);
  expect(passed(100)).toEqual([1]);
});

test('what is waited for is seen in the next frame, with all that waits, once', () => {
  ask(false);
  vi.advanceTimersByTime(FRAME);
  ask(false);
  ask(true);
  expect(passed(500)).toEqual([FRAME]);
});
