import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { author, bare, stripped } from '../../../tests/gossiper/authors.ts';
import { newLog } from '../../../tests/gossiper/subject.ts';
import { compareOrigins, parseOrigin } from '../names.ts';
import type { Rumor } from '../packet.ts';
import { linkOf } from './chain.ts';
import { Holdings, RECENT_SIZE } from './holdings.ts';

const alex = author('Alex');
const said = ['one', 'two', 'three'].map((text) => alex.says(text));
const { origin, birth } = alex.identity;

function holdings(): { held: Holdings; hold: (rumor: Rumor, trust?: 'verified' | 'unverified') => void } {
  const log = newLog();
  const held = new Holdings(log, alex.chain);
  return {
    held,
    hold(rumor, trust = 'verified') {
      log.append({ rumor, trust, how: 'rumor', arrivedAt: 0, shownAt: rumor.id });
      held.add(rumor, trust, rumor.id, trust === 'verified' ? birth : undefined);
    },
  };
}

describe('what is held', () => {
  test('is what was added: origins in byte order, each with its next ID', () => {
    const names = fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }), { maxLength: 30 });
    fc.assert(
      fc.property(names, (all) => {
        const { held, hold } = holdings();
        for (const name of all) hold(bare(name, held.next(parseOrigin(name)!), ''), 'unverified');
        const distinct = [...new Set(all)].map((name) => parseOrigin(name)!);
        expect(held.origins).toEqual(distinct.toSorted(compareOrigins));
        expect(held.total).toBe(all.length);
        for (const name of distinct) expect(held.next(name)).toBe(all.filter((one) => one === name).length + 1);
      }),
    );
  });

  test('of an origin is found in any range, from memory or from the log', () => {
    const { held, hold } = holdings();
    for (let id = 1; id <= 4_096 + 100; id++) hold(bare('B', id, String(id)), 'unverified');
    const b = parseOrigin('B')!;
    for (const [from, limit] of [
      [1, 5],
      [50, 100],
      [95, 20],
      [4_000, 500],
      [4_197, 5],
      [1, 0],
    ] as const) {
      const ids = held.range(b, from, limit).map(({ id }) => id);
      const last = Math.min(from + limit, 4_197);
      expect(ids).toEqual(Array.from({ length: Math.max(0, last - from) }, (_, i) => from + i));
    }
    expect(held.get(b, 1)?.text).toBe('1');
    expect(held.get(b, 4_197)).toBeUndefined();
  });

  test('is remembered up to a size; what is beyond it is read from the log', () => {
    const { held, hold } = holdings();
    const size = RECENT_SIZE / 4;
    for (let id = 1; id <= 5; id++) hold(bare('B', id, `${id}`.padEnd(size, '.')), 'unverified');
    expect(held.recentSize).toBe(RECENT_SIZE);
    expect(held.range(parseOrigin('B')!, 1, 9).map(({ text }) => text[0])).toEqual(['1', '2', '3', '4', '5']);
  });

  test('is there again after a start, with keys', () => {
    const log = newLog();
    for (const rumor of said) log.append({ rumor, trust: 'verified', how: 'rumor', arrivedAt: 0, shownAt: 7 });
    const held = new Holdings(log, alex.chain);
    expect([held.next(origin), held.total, held.shownAt(origin)]).toEqual([4, 3, 7]);
    expect(held.birth(origin)).toEqual(birth);
    expect(held.link(origin)).toEqual(linkOf(said[2]!, alex.chain));
  });
});

describe('the link that the next rumor must carry', () => {
  test('is of the last rumor, and unknown after a copy without extensions', () => {
    const { held, hold } = holdings();
    expect(held.link(origin)).toBeUndefined();
    hold(said[0]!);
    expect(held.link(origin)).toEqual(linkOf(said[0]!, alex.chain));
    hold(stripped(said[1]!), 'unverified');
    expect(held.link(origin)).toBeUndefined();
  });

  test('comes back when a verified copy takes its place', () => {
    const { held, hold } = holdings();
    hold(said[0]!);
    hold(stripped(said[1]!), 'unverified');
    held.replace(said[1]!, undefined);
    expect(held.link(origin)).toEqual(linkOf(said[1]!, alex.chain));
    expect(held.get(origin, 2)).toBe(said[1]);
  });
});
