// @vitest-environment node
import { expect, it } from 'vitest';
import { forgetSizes, MAX_SIZES } from './forgetSizes.ts';

const sizesOf = (count: number): Map<unknown, number> =>
  new Map(Array.from({ length: count }, (_, key) => [key, 24] as const));

it('keeps every size while there are few, and only those of what is loaded when there is one more', () => {
  const loaded = [{ key: 3 }, { key: MAX_SIZES - 1 }, { key: MAX_SIZES + 7 }];
  const few = sizesOf(MAX_SIZES);
  forgetSizes(few, loaded);
  expect(few.size).toBe(MAX_SIZES);

  const many = sizesOf(MAX_SIZES + 1);
  forgetSizes(many, loaded);
  expect([...many.keys()]).toEqual([3, MAX_SIZES - 1]);
});
