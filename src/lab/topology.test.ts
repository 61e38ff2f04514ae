import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from './random.ts';
import { components, linksOf, topologies } from './topology.ts';

test('every topology of any size is connected, without a link twice or to oneself', () => {
  fc.assert(
    fc.property(fc.constantFrom(...topologies), fc.integer({ min: 1, max: 40 }), fc.nat(), (topology, nodes, seed) => {
      const links = linksOf(topology, nodes, seeded(seed));
      expect(components(nodes, links, () => true)).toHaveLength(1);
      expect(new Set(links.map(([a, b]) => `${a} ${b}`)).size).toBe(links.length);
      for (const [a, b] of links) expect(0 <= a && a < b && b < nodes).toBe(true);
    }),
  );
});

test('random-4 gives almost every node four links', () => {
  const links = linksOf('random-4', 200, seeded(1));
  const degree = Array.from({ length: 200 }, (_, node) => links.filter((link) => link.includes(node)).length);
  expect(Math.min(...degree)).toBeGreaterThanOrEqual(4);
  expect(degree.filter((d) => d > 4).length).toBeLessThan(20);
});

test('who is down joins nobody', () => {
  expect(components(4, linksOf('line', 4, seeded(1)), (node) => node !== 1)).toEqual([[0], [2, 3]]);
});
