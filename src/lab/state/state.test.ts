import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seeded } from '../random.ts';
import { between, selections, steps } from './choices.ts';
import { copiedState, type State } from './parts.ts';
import { startStateSimulation, type StateSimulationOptions } from './simulation.ts';
import { average, maximum, states, union } from './states.ts';

const ends = <S>(
  state: State<S>,
  change: Partial<Omit<StateSimulationOptions<S>, 'parts'>> = {},
  step = steps.push,
) => {
  const parts = { state, interval: between(0, 999), neighbour: selections.uniform, step };
  const simulation = startStateSimulation({ parts, nodes: 5, topology: 'seed', seed: 1, ...change });
  const isOver = simulation.clock.runUntilTrue(() => simulation.agreed(), 600_000);
  return { isOver, simulation, shown: Array.from({ length: simulation.nodes }, (_, id) => simulation.shown(id)) };
};

test("the seed's five nodes all end with 4, from their own numbers", () => {
  const parts = { state: maximum, interval: between(0, 999), neighbour: selections.uniform, step: steps.push };
  const start = startStateSimulation({ parts, nodes: 5, topology: 'seed', seed: 1 });
  expect([0, 1, 2, 3, 4].map((id) => start.shown(id))).toEqual(['0', '1', '2', '3', '4']);
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(ends(maximum, { seed }).shown).toEqual(['4', '4', '4', '4', '4']);
    }),
  );
});

test.each(Object.keys(steps) as (keyof typeof steps)[])('every state ends with %s', (name) => {
  expect(ends(maximum, { nodes: 40, topology: 'random-4' }, steps[name]).shown).toEqual(Array(40).fill('39'));
  expect(ends(union, { nodes: 6, topology: 'ring' }, steps[name]).shown[3]).toBe('{0, 1, 2, 3, 4, 5}');
  const { isOver, shown } = ends(average, { nodes: 10, topology: 'complete' }, steps[name]);
  expect(isOver).toBe(true);
  for (const value of shown) expect(Number(value)).toBeCloseTo(4.5, 2);
});

test('a line of nodes agrees in spite of lost datagrams', () => {
  expect(ends(maximum, { nodes: 20, topology: 'line', conditions: { loss: 0.3 } }).isOver).toBe(true);
});

test('the same seed sends the same datagrams', () => {
  const count = (seed: number) => ends(maximum, { nodes: 50, topology: 'random-4', seed }).simulation.datagrams();
  expect(count(7)).toBe(count(7));
});

describe('the laws of states that are copied', () => {
  test.each([
    ['maximum', maximum as State<unknown>],
    ['union', union as State<unknown>],
  ])('%s: merging commutes, and twice changes nothing', (_, state) => {
    const some = fc
      .array(fc.nat(60), { minLength: 1 })
      .map((ids) => ids.map((id) => state.initial(id)).reduce((a, b) => state.merge(a, b)));
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(state.merge(a, b)).toEqual(state.merge(b, a));
        expect(state.merge(state.merge(a, b), b)).toEqual(state.merge(a, b));
      }),
    );
  });
});

test.each(Object.entries(states as Record<string, State<unknown>>))(
  '%s: what is written is read again; noise is not',
  (_, state) => {
    for (const id of [0, 1, 4, 999]) expect(state.read(state.write(state.initial(id)))).toEqual(state.initial(id));
    for (const noise of ['', 'x', '1 2 3', '{}', '"4', 'NaN 1', '1 0']) expect(state.read(noise)).toBeUndefined();
  },
);

test('average: what is given away is not kept', () => {
  const { keep, send } = average.give({ sum: 6, weight: 1 });
  expect(average.merge(keep, send)).toEqual({ sum: 6, weight: 1 });
});

test('least recent: each neighbour once before anyone twice', () => {
  const choose = selections['least-recent']([3, 5, 8], seeded(1));
  const first = [choose(), choose(), choose()];
  expect(new Set(first)).toEqual(new Set([3, 5, 8]));
  expect([choose(), choose(), choose()]).toEqual(first);
});

test('the interval stays inside its bounds', () => {
  const random = seeded(3);
  const drawn = Array.from({ length: 5_000 }, () => between(0, 999)(random));
  expect([Math.min(...drawn) >= 0, Math.max(...drawn) <= 999, new Set(drawn).size > 900]).toEqual([true, true, true]);
});

test('a copied state may be text', () => {
  const longest = copiedState(
    (id) => 'x'.repeat(id),
    (a, b) => (b.length > a.length ? b : a),
  );
  expect(ends(longest).shown).toEqual(Array(5).fill('xxxx'));
});
