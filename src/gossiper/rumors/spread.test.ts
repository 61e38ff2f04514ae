import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Random } from '../ports.ts';
import { MAX_TIMEOUT_MS } from './flight.ts';
import { coinFlip, eager, fanout, sample, type Candidate } from './spread.ts';

const saying = (...floats: number[]): Random => ({
  float: () => floats.shift() ?? 0,
  bytes: (count) => new Uint8Array(count),
});

describe('a sample', () => {
  test('is that many of them, none twice, and leaves its argument as it was', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(), { maxLength: 20 }),
        fc.nat(25),
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (items, count, floats) => {
          const before = [...items];
          const chosen = sample(items, count, saying(...floats));
          expect(chosen).toHaveLength(Math.min(count, items.length));
          expect(new Set(chosen).size).toBe(chosen.length);
          expect(chosen.every((item) => items.includes(item))).toBe(true);
          expect(items).toEqual(before);
        },
      ),
    );
  });

  test('makes each set equally likely: every path of chance leads to a different draw', () => {
    const draws = new Map<string, number>();
    for (let i = 0; i < 4; i++)
      for (let j = 0; j < 3; j++) {
        const drawn = sample(['a', 'b', 'c', 'd'], 2, saying((i + 0.5) / 4, (j + 0.5) / 3));
        const set = drawn.toSorted((a, b) => (a < b ? -1 : 1)).join('');
        draws.set(set, (draws.get(set) ?? 0) + 1);
      }
    expect([...draws.values()]).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

test.each([
  [1, 3],
  [2, 4],
  [3, 4],
  [10, 6],
  [50, 8],
  [200, 10],
  [1_024, 13],
])('of %i peers %i are links', (known, links) => {
  expect(fanout(known)).toBe(links);
});

const peers = (...links: Candidate['link'][]): Candidate[] => links.map((link) => ({ link, kind: 'ours' }));

describe('eager', () => {
  test('pushes a fresh rumor to its links, a bounded number of them, and to nobody after', () => {
    const all = peers('eager', 'lazy', 'eager', 'lazy');
    expect(eager.fresh(all, 5, saying())).toHaveLength(2);
    expect(eager.fresh(all, 5, saying()).every(({ link }) => link === 'eager')).toBe(true);
    expect(eager.fresh(peers(...Array.from({ length: 40 }, () => 'eager' as const)), 40, saying())).toHaveLength(8);
    expect(eager.next(all, saying())).toEqual([]);
  });

  test.each([
    [undefined, 'ours', 200],
    [50, 'ours', 200],
    [100, 'ours', 300],
    [undefined, 'course', 1_000],
    [500, 'course', 1_500],
    [10_000, 'ours', MAX_TIMEOUT_MS],
  ] as const)('waits, with a round trip of %s ms to %s, %i ms', (roundTrip, kind, ms) => {
    expect(eager.timeout(roundTrip, kind)).toBe(ms);
  });
});

describe('coinFlip', () => {
  test('pushes to one; then heads to one more, tails to none', () => {
    const all = peers('eager', 'lazy', 'lazy');
    expect(coinFlip.fresh(all, 4, saying())).toHaveLength(1);
    expect(coinFlip.next(all, saying(0.49))).toHaveLength(1);
    expect(coinFlip.next(all, saying(0.5))).toHaveLength(0);
    expect(coinFlip.fresh([], 1, saying())).toEqual([]);
  });

  test('waits the course’s 10 s, once', () => {
    expect([coinFlip.timeout(1, 'ours'), coinFlip.retries, coinFlip.prunes]).toEqual([10_000, 0, false]);
  });
});
