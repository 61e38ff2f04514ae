import { expect, test } from 'vitest';
import { watchEventLoop } from './eventLoop.ts';

const STALL_MS = 40;
const stall = (): void => {
  const end = performance.now() + STALL_MS;
  while (performance.now() < end);
};

test('before a timer came there is nothing to tell', () => {
  const watch = watchEventLoop();
  expect(watch.p99()).toBe(0);
  watch.close();
});

test('what keeps the loop busy shows, and the time between two timers does not', async () => {
  const interval = 300;
  const watch = watchEventLoop(interval);
  const stalls = setInterval(stall, STALL_MS + 20);
  await expect.poll(() => watch.p99()).toBeGreaterThan(0);
  clearInterval(stalls);
  expect(watch.p99()).toBeLessThan(interval);
  watch.close();
});
