/** What nodes far apart report of their links, and what loss they measure, against the network that really is. */
import { expect, test } from 'vitest';
import type { Gossiper } from '../gossiper/index.ts';
import { LAN, type LinkConditions } from './network.ts';
import { OUR_DEFAULTS } from './resident.ts';
import { World } from './world.ts';

const NODES = 6;

function lineOf(nodes: number, conditions: Partial<LinkConditions>): World {
  const world = new World({ seed: 7, conditions: { ...LAN, ...conditions } });
  for (let node = 0; node < nodes; node++) world.add({ kind: 'ours', ...OUR_DEFAULTS, announce: true });
  for (let node = 1; node < nodes; node++) world.link(node - 1, node);
  for (let node = 0; node < nodes; node++) world.start(node);
  return world;
}

const nameOf = (world: World, node: number): string => world.gossiper(node)?.identity.origin ?? '';
const reportsAt = (world: World, node: number): ReturnType<Gossiper['reports']> =>
  world.gossiper(node)?.reports() ?? [];

test('in a line, one end learns of every link beyond its own, and of none that is not there', () => {
  const world = lineOf(NODES, { latency: 5, jitter: 0 });
  world.clock.runUntil(5_000);
  world.say(0, 'hello');
  const names = Array.from({ length: NODES }, (_, node) => nameOf(world, node));
  const real = new Set(names.slice(1).flatMap((name, n) => [`${names[n]} ${name}`, `${name} ${names[n]}`]));
  const told = (): string[] =>
    reportsAt(world, 0).flatMap(({ origin, links }) => links.map((link) => `${origin} ${link.origin}`));
  const beyond = [...real].filter((link) => !link.startsWith(`${names[0]} `));
  expect(world.clock.runUntilTrue(() => new Set(told()).size === beyond.length, 180_000)).toBe(true);
  expect(new Set(told())).toEqual(new Set(beyond));
  for (const { links } of reportsAt(world, 0))
    for (const { roundTrip } of links) expect(roundTrip ?? 10).toBeGreaterThanOrEqual(10);
});

test.each([0, 0.1, 0.3])(
  'at %f loss each way, what is measured is near what is lost on the way there and back',
  (loss) => {
    const world = lineOf(2, { latency: 2, jitter: 0, loss });
    world.clock.runUntil(5_000);
    for (let n = 0; n < 300; n++) {
      world.say(0, `message ${n}`);
      world.clock.runUntil(world.clock.now + 300);
    }
    const [peer] = world.gossiper(0)?.peers() ?? [];
    const measured = (peer?.loss.lost ?? Number.NaN) / (peer?.loss.of ?? 1);
    const really = 1 - (1 - loss) ** 2;
    // An acknowledgement of a later rumor stands in for a lost one, so less than there and back may be seen.
    expect(measured).toBeGreaterThanOrEqual(loss * 0.7);
    expect(measured).toBeLessThanOrEqual(really + 0.1);
  },
);
