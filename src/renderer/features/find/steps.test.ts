import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepped } from './steps.ts';

test('one step there and one back lead to the same match, and as many as there are lead round', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.nat(49), (count, start) => {
      const at = start % count;
      expect(stepped(stepped(at, count, 1), count, -1)).toBe(at);
      let round = at;
      for (let i = 0; i < count; i++) round = stepped(round, count, 1);
      expect(round).toBe(at);
    }),
  );
  expect(stepped(0, 0, 1)).toBe(0);
});
