import { expect, test } from 'vitest';
import { sortedBy, sortRows } from './sorting.ts';

const sorted = (keys: readonly (string | number | null)[], isDown: boolean) =>
  sortRows(
    keys,
    (key) => key,
    isDown,
    (a, b) => a.localeCompare(b),
  );

test('by numbers or texts, both ways, with what is not known last', () => {
  expect(sorted([3, null, 1, 20], false)).toEqual([1, 3, 20, null]);
  expect(sorted([3, null, 1, 20], true)).toEqual([20, 3, 1, null]);
  expect(sorted(['b', 'C', 'a', null], false)).toEqual(['a', 'b', 'C', null]);
});

test('the same column again turns it round, another one begins upwards', () => {
  expect(sortedBy({ column: 'a', isDown: false }, 'a')).toEqual({ column: 'a', isDown: true });
  expect(sortedBy({ column: 'a', isDown: true }, 'b')).toEqual({ column: 'b', isDown: false });
});
