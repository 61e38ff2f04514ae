import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at } from '../../../tests/gossiper/subject.ts';
import { MAX_CANDIDATES, MAX_ROUTES } from '../limits.ts';
import { parseOrigin, type Origin } from '../names.ts';
import { Routes, wayOf } from './routes.ts';

const A = parseOrigin('A')!;
const NOW = { monotonic: 5, wall: 5 };
const name = (n: number): Origin => parseOrigin(`origin ${n}`)!;
const rumor = (id: number) => ({ how: 'rumor', id, hops: 2 }) as const;
const vias = (routes: Routes, origin = A): string[] => routes.candidates(origin).map(({ via }) => via);

describe('the next hop', () => {
  it.each<[string, readonly (readonly [via: number, id: number])[], readonly number[], readonly boolean[]]>([
    ['is where the first rumor came from', [[1, 1]], [1], [true]],
    [
      'moves with each higher ID',
      [
        [1, 1],
        [2, 2],
        [1, 3],
      ],
      [1, 2],
      [true, true, true],
    ],
    [
      'stays where an equal ID comes another way',
      [
        [1, 4],
        [2, 4],
      ],
      [1, 2],
      [true, false],
    ],
    [
      'stays where an old ID comes another way',
      [
        [1, 4],
        [2, 3],
      ],
      [1, 2],
      [true, false],
    ],
    [
      'is renewed by news from the same neighbour',
      [
        [1, 4],
        [1, 5],
      ],
      [1],
      [true, true],
    ],
    [
      'keeps the way of the newest to fall back on',
      [
        [1, 4],
        [2, 2],
        [3, 3],
        [4, 9],
      ],
      [4, 1, 3, 2],
      [true, false, false, true],
    ],
  ])('%s', (_what, rumors, expected, news) => {
    const routes = new Routes();
    expect(rumors.map(([via, id]) => routes.learn(A, at(via), rumor(id), NOW))).toEqual(news);
    expect(vias(routes)).toEqual(expected.map((n) => at(n)));
  });

  it('is the origin itself where it is a neighbour, until that address says to be another', () => {
    const routes = new Routes();
    routes.learn(A, at(1), rumor(7), NOW);
    expect(routes.learn(A, at(2), { how: 'hello' }, NOW)).toBe(true);
    expect(routes.learn(A, at(1), rumor(8), NOW)).toBe(false);
    expect(vias(routes)).toEqual([at(2), at(1)]);
    routes.learn(name(1), at(2), { how: 'hello' }, NOW);
    expect(vias(routes)).toEqual([at(1)]);
    expect(vias(routes, name(1))).toEqual([at(2)]);
  });

  it('is where a message of it was passed on only if nothing better is known', () => {
    const routes = new Routes();
    routes.learn(A, at(1), { how: 'passed' }, NOW);
    routes.learn(A, at(2), { how: 'passed' }, NOW);
    expect(vias(routes)).toEqual([at(2), at(1)]);
    routes.learn(A, at(3), rumor(1), NOW);
    routes.learn(A, at(3), { how: 'passed' }, NOW);
    expect(routes.candidates(A)[0]).toMatchObject({ via: at(3), how: 'rumor', id: 1, hops: 2 });
  });

  it('is nowhere once its only neighbour is forgotten', () => {
    const routes = new Routes();
    routes.learn(A, at(1), rumor(1), NOW);
    routes.forget(at(1));
    expect(routes.has(A)).toBe(false);
  });
});

describe('what anyone can make grow', () => {
  it('is MAX_CANDIDATES of one origin, the best', () => {
    const routes = new Routes();
    for (let n = 1; n <= MAX_CANDIDATES; n++) routes.learn(A, at(n), rumor(n), NOW);
    expect(vias(routes)).toHaveLength(MAX_CANDIDATES);
    routes.learn(A, at(99), rumor(99), NOW);
    expect(vias(routes)).toHaveLength(MAX_CANDIDATES);
    expect(vias(routes)[0]).toBe(at(99));
    expect(vias(routes)).not.toContain(at(1));
  });

  it('is MAX_ROUTES origins; who was longest not heard of makes room', () => {
    const routes = new Routes();
    for (let n = 1; n <= MAX_ROUTES; n++) routes.learn(name(n), at(1), rumor(1), NOW);
    expect(routes.size).toBe(MAX_ROUTES);
    routes.learn(name(1), at(1), rumor(2), NOW);
    routes.learn(name(0), at(1), rumor(1), NOW);
    expect(routes.size).toBe(MAX_ROUTES);
    expect(routes.has(name(1))).toBe(true);
    expect(routes.has(name(2))).toBe(false);
  });
});

it('the next hop is always one that sent the highest ID, whatever came when', () => {
  const lesson = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(fc.array(lesson, { minLength: 1 }), (lessons) => {
      const routes = new Routes();
      for (const [via, id] of lessons) routes.learn(A, at(via), rumor(id), NOW);
      const highest = Math.max(...lessons.map(([, id]) => id));
      const first = lessons.find(([, id]) => id === highest);
      expect(vias(routes)[0]).toBe(at(first?.[0] ?? 0));
      expect(new Set(vias(routes)).size).toBe(vias(routes).length);
    }),
  );
});

it('of four tries three take the best way, the fourth each of the others in turn', () => {
  expect(Array.from({ length: 12 }, (_, attempt) => wayOf(attempt, 3))).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1]);
  expect(Array.from({ length: 5 }, (_, attempt) => wayOf(attempt, 1))).toEqual([0, 0, 0, 0, 0]);
});
