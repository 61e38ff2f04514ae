import { expect, test } from 'vitest';
import type { Holder, Missing } from '../gossiper/index.ts';
import type { Origin } from '../gossiper/names.ts';
import { createHolderViews } from './holderViews.ts';

const as = (origin: string): Origin => origin as Origin;
const me = as('Me~');

function views(holders: Partial<Holder & { origin: string }>[], missing: Missing[] = []) {
  const all = holders.map(
    (holder): Holder => ({ nextId: 1, isTold: true, heardAt: 9, at: 5, how: 'measured', ...holder }) as Holder,
  );
  const persons: Record<string, string> = { 'B~': 'bea', 'B2~': 'bea' };
  let limit = 0;
  const made = createHolderViews(
    { identity: { origin: me, name: 'Me' }, isOwn: (origin) => origin.startsWith('Me') },
    () => ({ holdersOf: () => all, missing: (most) => missing.slice(0, (limit = most)) }),
    (origin) => ({ name: origin.split('~')[0] ?? '', person: persons[origin] ?? null }),
    () => new Set([as('Blocked~')]),
  );
  return { ...made, all, limit: () => limit };
}
const names = ({ holders }: ReturnType<ReturnType<typeof views>['of']>) =>
  holders.map(({ name, holds, at }) => [name, holds, at]);

test('who said that they hold it, then who lacks it, then who said nothing; never we or who is blocked', () => {
  const { of } = views([
    { origin: as('Z~'), isTold: false },
    { origin: as('C~'), nextId: 4 },
    { origin: as('A~'), nextId: 5 },
    { origin: as('Me~old'), nextId: 9 },
    { origin: as('Blocked~'), nextId: 9 },
  ]);
  expect(names(of(me, 4))).toEqual([
    ['A', true, 5],
    ['C', false, 5],
    ['Z', null, null],
  ]);
  expect(of(me, 4).of).toBe(3);
});

test('two origins of one person are one, by what says more', () => {
  const both = [
    { origin: as('B~'), isTold: false },
    { origin: as('B2~'), nextId: 3, at: 7, how: 'reported' as const },
    { origin: as('B~'), nextId: 2, at: 9 },
  ];
  for (const order of [both, both.toReversed()]) {
    expect(views(order).of(me, 2).holders).toEqual([
      { origin: 'B2~', name: 'B2', person: 'bea', holds: true, at: 7, how: 'reported' },
    ]);
  }
});

test('is told again when who is here, or what they hold, changed, or the times are 20 s older; else not', () => {
  const { news, all } = views([{ origin: as('A~'), nextId: 3, at: 5, heardAt: 9 }]);
  const other = { origin: 'A~', name: 'A', person: null, at: 5, how: 'measured', upTo: 2, heard: 9 };
  expect(news()).toEqual({ type: 'holding', holding: { origin: 'Me~', others: [other] } });
  expect(news()).toBeUndefined();
  const change = (more: Partial<Holder>) => (all[0] = { ...all[0]!, ...more });
  change({ at: 20_004, heardAt: 20_008 });
  expect(news()).toBeUndefined();
  change({ at: 20_005 });
  expect(news()).toMatchObject({ holding: { others: [{ at: 20_005 }] } });
  change({ nextId: 4 });
  expect(news()).toMatchObject({ holding: { others: [{ upTo: 3 }] } });
  change({ isTold: false });
  expect(news()).toMatchObject({ holding: { others: [{ upTo: null, at: null }] } });
  all.length = 0;
  expect(news()).toMatchObject({ holding: { others: [] } });
  expect(news()).toBeUndefined();
});

test('what is missing comes with names, at most five of those who have it', () => {
  const heldBy = Array.from({ length: 6 }, (_, i) => as(`H${i}~`));
  const { missing, limit } = views([], [{ origin: as('C~'), count: 12, heldBy: [...heldBy, as('H0~')] }]);
  const held = ['H0', 'H1', 'H2', 'H3', 'H4'];
  expect(missing()).toEqual([{ origin: 'C~', name: 'C', count: 12, heldBy: held }]);
  expect(limit()).toBe(5);
});
