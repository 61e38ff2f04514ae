import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { LAN, Network, type LinkConditions } from './network.ts';
import { seeded } from './random.ts';
import { addressOf } from './resident.ts';

const [A, B, C] = [addressOf(0), addressOf(1), addressOf(2)];

/** What B gets of `count` datagrams from A, one a ms, and when. */
function carry(change: Partial<LinkConditions>, count = 1_000, seed = 1): { at: number; value: number }[] {
  const clock = createClock();
  const network = new Network(clock, seeded(seed), { ...LAN, ...change });
  const got: { at: number; value: number }[] = [];
  network.open(B, (from, datagram) => {
    expect(from).toBe(A);
    got.push({ at: clock.now, value: (datagram[0] ?? 0) * 256 + (datagram[1] ?? 0) });
  });
  for (let i = 0; i < count; i++) clock.after(i, () => network.send(A, B, Uint8Array.of(i >> 8, i & 255)));
  clock.runUntil(count + 1_000);
  expect(network.flow.datagrams).toBe(count);
  expect(network.flow.bytes).toBe(2 * count);
  return got;
}

const values = (got: { value: number }[]): number[] => got.map(({ value }) => value);
const ascending = (numbers: number[]): number[] => numbers.toSorted((a, b) => a - b);

test('without faults every datagram arrives once, in order, within latency and jitter', () => {
  const got = carry({});
  expect(values(got)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
  for (const { at, value } of got) {
    expect(at - value).toBeGreaterThanOrEqual(2);
    expect(at - value).toBeLessThanOrEqual(5);
  }
});

test('loss, duplication and reordering are as frequent as asked for', () => {
  const lost = 1_000 - carry({ loss: 0.1 }).length;
  expect(lost).toBeGreaterThan(70);
  expect(lost).toBeLessThan(130);
  const doubled = carry({ duplication: 0.1 });
  expect(doubled.length).toBeGreaterThan(1_070);
  expect(new Set(values(doubled)).size).toBe(1_000);
  const reordered = values(carry({ reordering: 0.1 }));
  expect(reordered).not.toEqual(ascending(reordered));
  expect(ascending(reordered)).toEqual(Array.from({ length: 1_000 }, (_, i) => i));
});

test('the same seed loses the same datagrams', () => {
  expect(carry({ loss: 0.3 }, 1_000, 5)).toEqual(carry({ loss: 0.3 }, 1_000, 5));
  expect(carry({ loss: 0.3 }, 1_000, 5)).not.toEqual(carry({ loss: 0.3 }, 1_000, 6));
});

test('a cut way carries nothing until it heals, and a link can differ from the others', () => {
  const clock = createClock();
  const network = new Network(clock, seeded(1), LAN);
  const got: string[] = [];
  for (const [name, address] of Object.entries({ A, B, C })) {
    network.open(address, (from) => got.push(`${from === A ? 'A' : 'B'}>${name}`));
  }
  const all = (): string => {
    got.length = 0;
    for (const [from, to] of [
      [A, B],
      [A, C],
      [B, A],
    ] as const)
      network.send(from, to, new Uint8Array(1));
    clock.runUntil(clock.now + 100);
    return got.toSorted().join(' ');
  };
  expect(all()).toBe('A>B A>C B>A');
  network.partition([[A, C], [B]]);
  expect(all()).toBe('A>C');
  network.heal();
  network.setLink(A, B, { loss: 1 });
  expect(all()).toBe('A>C B>A');
  network.setLink(A, B, undefined);
  expect(all()).toBe('A>B A>C B>A');
});

test('a closed socket hears nothing, and a datagram above what UDP carries is an error', () => {
  const clock = createClock();
  const network = new Network(clock, seeded(1), LAN);
  const close = network.open(B, () => expect.unreachable());
  network.send(A, B, new Uint8Array(65_507));
  close();
  clock.runUntil(100);
  expect(network.flow.lost).toBe(1);
  expect(() => network.send(A, B, new Uint8Array(65_508))).toThrow('65508');
});
