import { expect, test } from 'vitest';
import { fakeMessage, fakePeerEntry, fakeSelf } from '../lib/fakeClient.ts';
import { heardFrom, heardHolding, GRAIN_MS, MAX_HEARD_OF } from './heardOf.ts';
import { reduce, type Happening } from './reduce.ts';
import { heldBy, selectHeardOf } from './selectors.ts';
import { initialState } from './state.ts';

const said = (origin: string, arrivedAt: number) => fakeMessage(arrivedAt, { origin, arrivedAt });
const other = (name: string, upTo: number | null, heard = 9) =>
  ({ origin: `${name}~`, name, person: null, at: upTo === null ? null : 5, how: 'reported', upTo, heard }) as const;

test('a live rumor and a report say that somebody is there; what was fetched, an older report and oneself do not', () => {
  const once = heardFrom(new Map(), said('A~', 1_000));
  expect([...once]).toEqual([['A~', 1_000]]);
  expect(heardFrom(once, { ...said('A~', 9_000), how: 'catchUp' })).toBe(once);
  expect(heardFrom(once, { ...said('Me~', 9_000), own: true })).toBe(once);
  expect(heardFrom(once, said('A~', 500))).toBe(once);
  expect(heardFrom(once, said('A~', 999 + GRAIN_MS))).toBe(once);
  const others = [other('A', 1, 1_000 + GRAIN_MS), other('B', null, 8)];
  expect([...heardHolding(once, { origin: 'Me~', others })]).toEqual([
    ['A~', 1_000 + GRAIN_MS],
    ['B~', 8],
  ]);
});

test('who is not at their address any more is heard of once others tell of them again', () => {
  const entry = fakePeerEntry('10.0.0.2:5000', { origin: 'Somebody~' });
  const state = { ...initialState, heardOf: new Map([['Somebody~', 1]]), peers: new Map([[entry.address, entry]]) };
  const heardAfter = (happening: Happening): readonly string[] => [...reduce(state, happening, 2).heardOf.keys()];
  expect(heardAfter({ type: 'peerGone', address: entry.address })).toEqual([]);
  expect(heardAfter({ type: 'peer', peer: { ...entry, origin: 'Bo~' } })).toEqual([]);
  expect(heardAfter({ type: 'peer', peer: { ...entry, roundTrip: 1 } })).toEqual(['Somebody~']);
});

test(`${MAX_HEARD_OF} people are remembered, one more pushes out the longest unheard`, () => {
  let heard: ReadonlyMap<string, number> = new Map();
  for (let i = 0; i < MAX_HEARD_OF; i++) heard = heardFrom(heard, said(`O${i}`, i + 1));
  expect(heard.size).toBe(MAX_HEARD_OF);
  heard = heardFrom(heard, said('O0', 9_000));
  heard = heardFrom(heard, said('late', 9_001));
  expect([heard.size, heard.has('O0'), heard.has('O1')]).toEqual([MAX_HEARD_OF, true, false]);
});

test('through others only: no peer of ours under any of their origins, and not we', () => {
  const names = new Map([
    ['A~', 'Ada'],
    ['B~', 'Bea'],
    ['B2~', 'Bea'],
    [fakeSelf.origin, 'Alex'],
  ]);
  const heardOf = new Map([...names.keys()].map((origin, i) => [origin, i + 1] as const));
  const persons = new Map([
    ['B~', 'bea'],
    ['B2~', 'bea'],
  ]);
  const state = { ...initialState, names, heardOf, persons, self: fakeSelf };
  expect(selectHeardOf(state)).toEqual([
    { origin: 'A~', name: 'Ada', at: 1 },
    { origin: 'B2~', name: 'Bea', at: 3 },
  ]);
  const peers = new Map([['x', fakePeerEntry('x', { origin: 'B3~', person: 'bea' })]]);
  expect(selectHeardOf({ ...state, peers }).map(({ name }) => name)).toEqual(['Ada']);
});

test('held by: as many as said so, of all who are here; nothing where nobody is, or of an earlier origin', () => {
  const { origin } = fakeSelf;
  const own = fakeMessage(4, { origin, own: true, reach: 'peer' });
  const state = { ...initialState, holding: { origin, others: [other('A', 4), other('B', 3), other('C', null)] } };
  expect(heldBy(state, own)).toEqual({ held: 1, of: 3 });
  expect(heldBy(state, { ...own, id: 3 })).toEqual({ held: 2, of: 3 });
  expect(heldBy(state, { ...own, reach: 'sent' })).toBeUndefined();
  expect(heldBy(state, { ...own, origin: 'Alex~old' })).toBeUndefined();
  expect(heldBy({ ...state, holding: { origin, others: [] } }, own)).toBeUndefined();
  expect(heldBy(initialState, own)).toBeUndefined();
});
