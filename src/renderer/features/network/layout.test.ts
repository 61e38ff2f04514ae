import { expect, test } from 'vitest';
import { fakePeerEntry } from '../../lib/fakeClient.ts';
import { fakeNetwork } from '../../lib/fakeNetwork.ts';
import { graphOf, SELF } from './graph.ts';
import { between, layOut } from './layout.ts';

const graph = (count: number) =>
  graphOf(
    { origin: 'Me', name: 'Me', person: null },
    fakeNetwork(
      Array.from({ length: count }, (_, n) => fakePeerEntry(`10.0.0.${n}:1`, { origin: `P${n}`, name: `P${n}` })),
      0,
    ),
  );

test.each([0, 1, 9, 50])(
  '%i peers: within the frame, ours in the middle, nobody on another, always the same',
  (count) => {
    const places = layOut(graph(count));
    expect(places.get(SELF)).toEqual({ x: 0, y: 0 });
    const all = [...places.values()];
    for (const { x, y } of all) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
    for (const [n, a] of all.entries())
      for (const b of all.slice(n + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.05);
    expect(layOut(graph(count))).toEqual(places);
  },
);

test('from where they stood, nodes move little', () => {
  const first = layOut(graph(9));
  const again = layOut(graph(9), first);
  for (const [id, { x, y }] of first) {
    const now = again.get(id)!;
    expect(Math.hypot(now.x - x, now.y - y)).toBeLessThan(0.5);
  }
});

test('on the way, each node is between its places; a new one is where it belongs', () => {
  const half = between(
    new Map([['a', { x: 0, y: 0 }]]),
    new Map([
      ['a', { x: 1, y: -1 }],
      ['b', { x: 1, y: 1 }],
    ]),
    0.5,
  );
  expect([...half]).toEqual([
    ['a', { x: 0.5, y: -0.5 }],
    ['b', { x: 1, y: 1 }],
  ]);
});
