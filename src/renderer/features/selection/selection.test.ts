import fc from 'fast-check';
import { expect, test } from 'vitest';
import { all, extendedBy, extendedTo, nothingSelected, toggled } from './selection.ts';

const order = [10, 20, 30, 40, 50];
const keys = ({ keys: found }: { keys: ReadonlySet<number> }) => [...found].toSorted((a, b) => a - b);

test('a run grows from its anchor, shrinks, and turns around it; what else was selected stays', () => {
  let now = toggled(toggled(nothingSelected, 10), 30);
  now = extendedBy(now, 1, 0, order);
  now = extendedBy(now, 1, 0, order);
  expect(keys(now)).toEqual([10, 30, 40, 50]);
  now = extendedBy(now, 1, 0, order); // the end
  now = extendedBy(now, -1, 0, order);
  expect(keys(now)).toEqual([10, 30, 40]);
  now = extendedTo(now, 20, order);
  expect(keys(now)).toEqual([10, 20, 30]);
});

test('without an anchor the first one is selected where one stands', () => {
  expect(keys(extendedBy(nothingSelected, -1, 40, order))).toEqual([40]);
  expect(keys(extendedTo(toggled(nothingSelected, 99), 20, order))).toEqual([20, 99]);
  expect(extendedTo(nothingSelected, 99, order)).toBe(nothingSelected);
});

test('selecting twice is not selecting; all is all', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...order)), (pressed) => {
      const now = pressed.reduce(toggled, nothingSelected);
      const odd = order.filter((key) => pressed.filter((one) => one === key).length % 2 === 1);
      expect(keys(now)).toEqual(odd);
    }),
  );
  expect(keys(all(order))).toEqual(order);
  expect(all([])).toBe(nothingSelected);
});
