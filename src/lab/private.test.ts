/** Private messages between nodes that are not neighbours: over losses, absences and course relays. Seeds are in the names. */
import { describe, expect, test } from 'vitest';
import type { Mail } from '../gossiper/index.ts';
import { SEALED } from '../gossiper/private/letter.ts';
import { createCrypto } from '../peer/crypto.ts';
import { newKeys } from '../peer/profile/keys.ts';
import { COURSE_DEFAULTS } from './course/core.ts';
import { LAN } from './network.ts';
import { OUR_DEFAULTS, type Plan } from './resident.ts';
import { quantile } from './spread.ts';
import { World } from './world.ts';

const OURS: Plan = { kind: 'ours', ...OUR_DEFAULTS, announce: true };
const COURSE: Plan = { kind: 'course', ...COURSE_DEFAULTS };

function line(plans: readonly Plan[], seed: number, more: Partial<ConstructorParameters<typeof World>[0]> = {}): World {
  const world = new World({ seed, ...more });
  for (const plan of plans) world.add(plan);
  for (let node = 1; node < plans.length; node++) world.link(node - 1, node);
  for (let node = 0; node < plans.length; node++) world.start(node);
  return world;
}

const pass = (world: World, ms: number): void => world.clock.runUntil(world.clock.now + ms);
const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `message ${i}`);
const received = (world: World, node: number): Mail[] =>
  world.mail(node).filter(({ delivery }) => delivery === undefined);
const textsTo = (world: World, node: number): string[] => received(world, node).map(({ text }) => text);
const states = (world: World, node: number): Set<string> =>
  new Set(world.mail(node).flatMap(({ delivery }) => delivery ?? []));

describe.each([1, 2, 3])('seed %i', (seed) => {
  test.each<[string, readonly Plan[]]>([
    ['ours only', [OURS, OURS, OURS, OURS, OURS, OURS]],
    ['a course node in the middle', [OURS, OURS, COURSE, OURS, OURS, OURS]],
  ])('over 5 hops at 20 %% loss, $0: once, in order, 99 of 100 within 3 s', (_name, plans) => {
    const world = line(plans, seed);
    pass(world, 60_000);
    world.network.setConditions({ loss: 0.2 });
    const [sentAt, delays]: [number[], number[]] = [[], []];
    world.onMail = (node) => {
      if (node === 0) sentAt.push(world.clock.now);
      else delays.push(world.clock.now - (sentAt[delays.length] ?? Number.NaN));
    };
    const before = world.network.flow.datagrams;
    const texts = numbered(300);
    for (const text of texts) {
      world.write(0, text, world.originOf(5));
      pass(world, 500);
    }
    expect(world.clock.runUntilTrue(() => delays.length >= 300, world.clock.now + 60_000)).toBe(true);
    const each = ((world.network.flow.datagrams - before) / 300).toFixed(1);
    const [p50, p99, max] = [0.5, 0.99, 1].map((q) => quantile(delays, q).toFixed(0));
    console.log(
      `seed ${seed}, ${_name}: p50 ${p50} p99 ${p99} max ${max} ms, ${each} datagrams a message, gossip included`,
    );
    pass(world, 60_000);
    expect(textsTo(world, 5)).toEqual(texts);
    expect(states(world, 0)).toEqual(new Set(['delivered']));
    expect(quantile(delays, 0.99)).toBeLessThanOrEqual(3_000);
    expect(world.ledger.broken).toEqual([]);
  });

  test.each([1, 3])(
    '100 to one who is away, %i hops off, arrive when it is back, the sender restarted meanwhile',
    (hops) => {
      const world = line(
        Array.from({ length: hops + 1 }, () => OURS),
        seed,
      );
      pass(world, 30_000);
      world.crash(hops);
      pass(world, 120_000);
      const texts = numbered(100);
      for (const text of texts) world.write(0, text, world.originOf(hops));
      pass(world, 60_000);
      expect(textsTo(world, hops)).toEqual([]);
      expect(states(world, 0)).not.toContain('delivered');
      world.crash(0);
      pass(world, 3_600_000);
      world.restart(0, 'kept');
      pass(world, 600_000);
      world.restart(hops, 'kept');
      const back = world.clock.now;
      expect(world.clock.runUntilTrue(() => received(world, hops).length >= 100, back + 90_000)).toBe(true);
      console.log(
        `seed ${seed}, ${hops} hops: all 100 there ${(world.clock.now - back).toFixed(0)} ms after it was back`,
      );
      pass(world, 60_000);
      expect(textsTo(world, hops)).toEqual(texts);
      expect(states(world, 0)).toEqual(new Set(['delivered']));
    },
  );
});

test('a relay, ours or of the course, carries nothing that it can read', () => {
  const profile = () => {
    const { sign, seal, publicKey, sealKey } = newKeys();
    return { keys: { publicKey, sealKey }, crypto: createCrypto(sign, seal) };
  };
  const world = line([OURS, COURSE, OURS, OURS], 7, { profile });
  pass(world, 60_000);
  const secret = 'the secret is a long enough text';
  const bytes = Buffer.from(secret);
  let carried = 0;
  world.network.tap((_from, _to, datagram) => {
    const seen = Buffer.from(datagram);
    if (seen.includes(SEALED)) carried += 1;
    for (const form of [bytes, Buffer.from(bytes.toString('base64').slice(4, -4))])
      expect(seen.includes(form)).toBe(false);
  });
  world.write(0, secret, world.originOf(3));
  pass(world, 10_000);
  expect(textsTo(world, 3)).toEqual([secret]);
  expect(received(world, 3)[0]?.trust).toBe('verified');
  expect(states(world, 0)).toEqual(new Set(['delivered']));
  expect(carried).toBeGreaterThanOrEqual(3);
});

test('with a course peer: in clear, once, and nobody says that it arrived', () => {
  const world = line([OURS, OURS, COURSE], 1);
  pass(world, 30_000);
  world.say(2, 'I am there');
  pass(world, 30_000);
  world.write(0, 'hello', 'n2');
  world.write(2, 'hello back', world.originOf(1));
  pass(world, 10_000);
  expect(world.written.map(({ origin, text }) => [origin, text])).toEqual([[world.originOf(0), 'hello']]);
  expect(states(world, 0)).toEqual(new Set(['unconfirmed']));
  expect(received(world, 1)).toMatchObject([{ origin: 'n2', text: 'hello back', number: 0, trust: 'unverified' }]);
});

test('a message to a course peer waits until there is a way', () => {
  const world = line([OURS, OURS, COURSE], 1);
  pass(world, 30_000);
  world.say(2, 'I am there');
  pass(world, 30_000);
  world.network.partition([]);
  world.crash(1);
  pass(world, 60_000);
  world.write(0, 'hello', 'n2');
  expect(states(world, 0).size).toBe(1);
  world.restart(1, 'kept');
  pass(world, 60_000);
  expect(states(world, 0)).toEqual(new Set(['unconfirmed']));
});

test('between nodes with nothing to say: no message, no growth', () => {
  const world = line([OURS, OURS, COURSE, OURS], 1, { conditions: { ...LAN, loss: 0.1 } });
  pass(world, 60_000);
  const counts = [...world.counts(0).values()];
  pass(world, 600_000);
  expect([...world.counts(0).values()]).toEqual(counts);
  expect(Math.max(...counts)).toBeLessThanOrEqual(2);
});
