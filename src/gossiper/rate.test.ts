import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullBucket, take } from './rate.ts';

test('a full bucket gives its burst at once, and not one more', () => {
  const bucket = fullBucket(5, 0);
  const taken = Array.from({ length: 6 }, () => take(bucket, 1, 5, 0));
  expect(taken).toEqual([true, true, true, true, true, false]);
  expect(take(bucket, 1, 5, 999)).toBe(false);
  expect(take(bucket, 1, 5, 1_000)).toBe(true);
});

test('what is refused costs nothing', () => {
  const bucket = fullBucket(5, 0);
  expect(take(bucket, 0, 5, 0, 6)).toBe(false);
  expect(take(bucket, 0, 5, 0, 5)).toBe(true);
});

test('in any time it gives at most its burst and what flowed in; a clock that goes back gives nothing', () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 4 })), {
    maxLength: 100,
  });
  fc.assert(
    fc.property(steps, (all) => {
      const [perSecond, burst] = [10, 20];
      const bucket = fullBucket(burst, 0);
      let [now, given, passed] = [0, 0, 0];
      for (const [step, amount] of all) {
        now += step;
        passed += Math.max(0, step);
        if (take(bucket, perSecond, burst, now, amount)) given += amount;
        expect(given).toBeLessThanOrEqual(burst + (passed / 1000) * perSecond + 1e-6);
      }
    }),
  );
});
