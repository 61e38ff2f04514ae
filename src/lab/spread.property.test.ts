import { expect, test } from 'vitest';
import { quantile, runSpread, summarize } from './spread.ts';

const crowd = { policy: 'eager', topology: 'complete', nodes: 50 } as const;

test('50 in a complete graph: at most 4 datagrams a delivery, and at 10 % loss everyone within 2 s', () => {
  expect(summarize({ ...crowd, loss: 0 }, 5).cost.p95).toBeLessThanOrEqual(4);
  // One run in forty leaves somebody without a link for seconds: fewer runs would be luck, one way or the other.
  expect(summarize({ ...crowd, loss: 0.1 }, 40).coverage.p99).toBeLessThanOrEqual(2_000);
});

test('the same seed gives the same run, and looking at the datagrams does not change it', () => {
  const lossy = { ...crowd, nodes: 20, loss: 0.2 };
  const { kinds, ...watched } = runSpread(lossy, 3, true);
  expect(watched).toEqual(runSpread(lossy, 3));
  expect(watched).not.toEqual(runSpread(lossy, 4));
  expect(kinds?.get('rumor')?.datagrams).toBeGreaterThanOrEqual(20 * 19);
});

test('quantiles', () => {
  const values = [3, 1, 2, 5, 4];
  expect([0, 0.2, 0.5, 0.95, 1].map((q) => quantile(values, q))).toEqual([1, 1, 3, 5, 5]);
});
