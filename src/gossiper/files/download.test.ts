/** Who is asked for the parts of one file. */
import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_HOLDERS } from '../limits.ts';
import { parseOrigin, type Origin } from '../names.ts';
import { Download, type Holder } from './download.ts';
import type { Hash } from './file.ts';

const PART = { node: { level: 0, index: 0 }, hash: '11' as Hash };
const name = (n: number): Origin => parseOrigin(`h${n}`)!;

let one: Download;
const add = (n: number, how: Holder['how']): void => {
  one.addHolder({ origin: name(n), chunks: undefined }, false, 0, how);
};
const holder = (n: number): Holder => one.holders.get(name(n))!;
const loseOne = (n: number): void => {
  holder(n).stream.asked();
  holder(n).stream.lost(1_000);
};
beforeEach(() => {
  one = new Download({ root: '00' as Hash, name: 'a', size: 1, listed: true }, 0);
});

describe('where there is no room for one more', () => {
  const fill = (how: Holder['how']): void => {
    for (let n = 0; n < MAX_HOLDERS; n++) add(n, how);
  };

  test('who wasn’t asked yet stays', () => {
    fill('found');
    add(MAX_HOLDERS, 'found');
    expect([one.holders.size, holder(MAX_HOLDERS)]).toEqual([MAX_HOLDERS, undefined]);
  });

  test.each<[string, (n: number) => void]>([
    ['left a request without an answer', loseOne],
    [
      'lacks something',
      (n) => {
        one.lacks(holder(n), PART.hash);
      },
    ],
    [
      'can’t be reached',
      (n) => {
        holder(n).stream.pausedUntil = 1_000;
      },
    ],
  ])('who was found, and %s, goes', (_why, happens) => {
    fill('found');
    happens(5);
    add(MAX_HOLDERS, 'found');
    expect([one.holders.size, holder(5)]).toEqual([MAX_HOLDERS, undefined]);
    expect(holder(MAX_HOLDERS)).toBeDefined();
  });

  test('who was named stays, and who gave something', () => {
    fill('named');
    loseOne(5);
    add(MAX_HOLDERS, 'found');
    expect(holder(5)).toBeDefined();

    one.holders.clear();
    fill('found');
    holder(5).stream.answered(holder(5).stream.asked(), 0, true, 8_192, 10);
    loseOne(5);
    add(MAX_HOLDERS, 'found');
    expect(holder(5)).toBeDefined();
  });
});

test('who leaves requests without an answer is asked after those who don’t', () => {
  add(0, 'named');
  add(1, 'named');
  add(2, 'named');
  loseOne(0);
  loseOne(1);
  expect(one.holderFor(PART, name(1), 1_000)?.origin).toBe(name(2));
});

test('who lacks something is asked again after a pause, which begins once nothing is awaited of it', () => {
  add(0, 'named');
  const order = holder(0).stream.asked();
  one.lacks(holder(0), PART.hash);
  expect(one.setAside(PART)).toBe(true);
  one.forgive(1_000, 5_000);
  expect(one.holderFor(PART, undefined, 6_000)).toBeUndefined();
  holder(0).stream.answered(order, 0, true, 0, 1_000);
  one.forgive(1_000, 5_000);
  one.forgive(3_000, 5_000);
  expect(one.holderFor(PART, undefined, 5_999)).toBeUndefined();
  expect(one.holderFor(PART, undefined, 6_000)?.origin).toBe(name(0));
  expect(one.again).toEqual([PART]);
});

test('what is answered again and again about a holder’s chunks adds up', () => {
  const some = (...chunks: number[]): void => {
    one.addHolder({ origin: name(0), chunks }, false, 0, 'found');
  };
  some(1);
  some(2);
  some(2);
  expect(holder(0).chunks).toEqual(new Set([1, 2]));
  add(0, 'found');
  some(1);
  expect(holder(0).chunks).toBeUndefined();
});

test('what nobody has is tried again only where a holder is new, has more than we knew, or is named again', () => {
  const partOf = (index: number) => ({ node: { level: 0, index }, hash: `0${index}` as Hash });
  const tried = (chunks: readonly number[] | undefined, how: Holder['how'] = 'found', n = 0): boolean => {
    expect(one.setAside(partOf(7))).toBe(true);
    const isNews = one.addHolder({ origin: name(n), chunks }, false, 0, how);
    expect(one.again.length > 0).toBe(isNews);
    one.again.length = one.unheld.length = 0;
    return isNews;
  };
  const part = [1, 2];
  expect([tried(part), tried(part), tried([2]), tried([3]), tried([1, 2, 3])]).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
  expect([tried(part, 'found', 1), tried(part, 'named'), tried(part)]).toEqual([true, true, false]);
});
