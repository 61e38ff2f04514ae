import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseOrigin, type Origin } from '../names.ts';
import type { Want } from '../packet.ts';
import { compare, inRange, merge, missing, nextOf, NO_RANGE } from './clock.ts';

const origin = fc.constantFrom('A', 'B', 'C', 'é', '\udc80').map((text) => parseOrigin(text)!);
const anyWants: fc.Arbitrary<Want[]> = fc.array(fc.record({ origin, nextId: fc.integer({ min: 1, max: 9 }) }));
const clockOf = (...all: readonly Want[][]): Map<Origin, number> => {
  const clock = new Map<Origin, number>();
  for (const wants of all) merge(clock, wants);
  return clock;
};
const asSet = (clock: Map<Origin, number>): string =>
  JSON.stringify([...clock].toSorted(([a], [b]) => (a < b ? -1 : 1)));

describe('merging clocks', () => {
  test('commutes, associates, and a second time changes nothing', () => {
    fc.assert(
      fc.property(anyWants, anyWants, anyWants, (a, b, c) => {
        expect(asSet(clockOf(a, b))).toBe(asSet(clockOf(b, a)));
        expect(asSet(clockOf(a, b, c))).toBe(asSet(clockOf(b, c, a)));
        expect(asSet(clockOf(a, a, b, a))).toBe(asSet(clockOf(a, b)));
      }),
    );
  });

  test('takes nothing away', () => {
    fc.assert(
      fc.property(anyWants, anyWants, (a, b) => {
        const [before, after] = [clockOf(a), clockOf(a, b)];
        expect(missing(before, after)).toBe(0);
      }),
    );
  });
});

describe('comparing clocks', () => {
  test('says ahead exactly when the other lacks something, and behind only when it lacks nothing', () => {
    fc.assert(
      fc.property(anyWants, anyWants, (a, b) => {
        const [mine, theirs] = [clockOf(a), clockOf(b)];
        const [ahead, behind] = [missing(mine, theirs) > 0, missing(theirs, mine) > 0];
        expect(compare(mine, theirs)).toBe(ahead ? 'ahead' : behind ? 'behind' : 'equal');
      }),
    );
  });

  test.each([
    [{}, {}, 'equal'],
    [{ A: 1 }, {}, 'equal'], // next ID 1 is holding nothing
    [{ A: 2 }, {}, 'ahead'],
    [{}, { A: 2 }, 'behind'],
    [{ A: 2 }, { A: 3 }, 'behind'],
    [{ A: 2 }, { B: 2 }, 'ahead'], // both lack something: sending comes before asking
  ] as const)('%j and %j: %s', (mine, theirs, expected) => {
    const clock = (of: object): Map<Origin, number> =>
      new Map(Object.entries(of).map(([name, next]) => [parseOrigin(name)!, next as number]));
    expect(compare(clock(mine), clock(theirs))).toBe(expected);
  });
});

test('an origin that is not in a clock has next ID 1', () => {
  expect(nextOf(new Map(), parseOrigin('A')!)).toBe(1);
});

test.each([
  ['b', { from: 'b', to: 'd' }, true],
  ['d', { from: 'b', to: 'd' }, false],
  ['a', { from: 'b', to: 'd' }, false],
  ['\udcff', { from: 'b' }, true],
  ['a', { from: 'b' }, false],
  ['a', NO_RANGE, false],
  ['é', { from: 'z', to: '\udcff' }, true],
])('%j in %j: %s', (name, range, expected) => {
  expect(inRange(name, range)).toBe(expected);
});
