import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteUse } from './byteLimit.ts';

test('counts what is sent, in bytes, from near the limit on', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9_000 }), (text, times) => {
      const long = text.repeat(times).slice(0, 20_000);
      const bytes = new TextEncoder().encode(long.toWellFormed().trim()).length;
      const use = byteUse(long);
      expect(use.isNear).toBe(bytes >= 7_200);
      expect(use.over).toBe(Math.max(0, bytes - 8_000));
      if (use.isNear) expect(use.used).toBe(bytes);
    }),
  );
});

test('at the limit and one byte over it', () => {
  expect([8_000, 8_001].map((count) => byteUse('x'.repeat(count)).over)).toEqual([0, 1]);
  expect([4_000, 4_001].map((count) => byteUse('é'.repeat(count)).over)).toEqual([0, 2]);
});
