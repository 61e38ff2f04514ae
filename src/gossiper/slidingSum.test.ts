import { expect, test } from 'vitest';
import { SlidingSum } from './slidingSum.ts';

test('it holds what was added within the span, and never what is older', () => {
  const sum = new SlidingSum(10_000);
  sum.add(3, 1_000);
  sum.add(4, 5_900);
  expect(sum.total(6_100)).toBe(7);
  sum.add(1, 6_200);
  expect([sum.total(10_900), sum.total(11_100), sum.total(16_100)]).toEqual([8, 1, 0]);
});

test('after a long silence nothing is left', () => {
  const sum = new SlidingSum(10_000);
  sum.add(3, 0);
  expect(sum.total(1e9)).toBe(0);
});

test('a rate is of the time that it covers, at least a second', () => {
  const sum = new SlidingSum(10_000);
  sum.add(100, 0);
  expect(sum.perSecond(100, 0)).toBe(100);
  expect(sum.perSecond(4_000, 0)).toBe(25);
  sum.add(100, 6_000);
  expect(sum.perSecond(8_000, 0)).toBe(25);
  expect(sum.perSecond(30_000, 0)).toBe(0);
});
