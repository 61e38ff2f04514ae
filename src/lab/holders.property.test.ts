/**
 * "Held by" against the real logs of all peers, in random runs with partitions, crashes, restarts, lost logs and loss:
 * nobody is ever named who did not hold the rumor when that was heard; and in the end, everyone is named who does.
 */
import { expect, test } from 'vitest';
import type { Origin } from '../gossiper/names.ts';
import { toByteString } from './node.ts';
import { seeded } from './random.ts';
import { addressOf, OUR_DEFAULTS } from './resident.ts';
import { linksOf } from './topology.ts';
import { World } from './world.ts';

const RUNS = 200;
const NODES = 7;
const STEPS = 40;
const FIRST_SEED = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 1e9));

interface Truth {
  /** Of each node, whatever it is called: origin held → how many of it were held when, ms since 1970, ascending. */
  readonly held: Map<string, { at: number; count: number }[]>[];
  /** Every origin that a node ever had. */
  readonly nodes: Map<string, number>;
}

function watched(seed: number): { world: World; truth: Truth } {
  const world = new World({
    seed,
    conditions: { latency: 2, jitter: 10, loss: 0.1, duplication: 0.02, reordering: 0.05 },
  });
  const held = Array.from({ length: NODES }, (): Truth['held'][number] => new Map());
  const truth: Truth = { held, nodes: new Map() };
  for (let node = 0; node < NODES; node++) world.add({ kind: 'ours', ...OUR_DEFAULTS, announce: true });
  world.onHeld = ({ node, origin, id }) => {
    truth.nodes.set(world.gossiper(node)?.identity.origin ?? '', node);
    const held = truth.held[node];
    const times = held?.get(origin) ?? [];
    held?.set(origin, times);
    times.push({ at: world.wall(node), count: id });
  };
  for (const [a, b] of linksOf(seed % 2 === 0 ? 'random-4' : 'line', NODES, world.random.fork())) world.link(a, b);
  for (let node = 0; node < NODES; node++) world.start(node);
  return { world, truth };
}

/** What every node says of every origin, held against the truth; how much was claimed. */
function check(world: World, { held: logs, nodes }: Truth, seed: number): number {
  let claims = 0;
  for (let node = 0; node < NODES; node++) {
    const gossiper = world.gossiper(node);
    if (gossiper !== undefined) nodes.set(gossiper.identity.origin, node);
  }
  for (let node = 0; node < NODES; node++) {
    const gossiper = world.gossiper(node);
    if (gossiper === undefined) continue;
    for (const origin of gossiper.clock().keys()) {
      for (const { origin: holder, nextId, at } of gossiper.holdersOf(origin)) {
        if (nextId === 1) continue;
        claims++;
        const times = logs[nodes.get(holder) ?? -1]?.get(toByteString(origin)) ?? [];
        const held = times.findLast((one) => one.at <= at)?.count ?? 0;
        if (held < nextId - 1)
          throw new Error(
            `seed ${seed}: node ${node} says that ${holder} held ${nextId - 1} of ${origin} at ${at}: ${held}`,
          );
      }
    }
  }
  return claims;
}

function happen(world: World, truth: Truth, random: ReturnType<typeof seeded>): void {
  const node = random.below(NODES);
  const what = random.below(12);
  if (what < 5) world.say(node, `said ${world.clock.now}`);
  else if (what === 5) world.crash(node);
  else if (what < 9 && !world.isUp(node)) {
    const isLost = random.chance(0.3);
    if (isLost) for (const times of truth.held[node]?.values() ?? []) times.push({ at: world.wall(node), count: 0 });
    world.restart(node, isLost ? 'lost' : 'kept');
  } else if (what === 9) {
    const all = Array.from({ length: NODES }, (_, i) => addressOf(i));
    const at = 1 + random.below(NODES - 1);
    world.network.partition([all.slice(0, at), all.slice(at)]);
  } else if (what === 10) world.network.heal();
}

test(`${RUNS} random runs (PROPERTY_SEED=${FIRST_SEED})`, () => {
  let claims = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
    const { world, truth } = watched(seed);
    const random = seeded(seed);
    for (let step = 0; step < STEPS; step++) {
      world.clock.runUntil(world.clock.now + random.below(3_000));
      happen(world, truth, random);
      claims += check(world, truth, seed);
    }
  }
  expect(claims).toBeGreaterThan(RUNS * STEPS);
}, 300_000);

test('in a line of seven, everyone comes to know that everyone holds it', () => {
  const { world } = watched(1); // an odd seed: a line
  world.clock.runUntil(5_000);
  world.say(0, 'hello');
  const origin = world.gossiper(0)?.identity.origin as Origin;
  // The first is empty, by which it was announced.
  const hello = 2;
  const isKnown = (): boolean =>
    Array.from({ length: NODES }, (_, node) => node).every((node) => {
      const holders = world.gossiper(node)?.holdersOf(origin) ?? [];
      return holders.filter(({ nextId }) => nextId > hello).length === NODES - 1;
    });
  expect(world.clock.runUntilTrue(isKnown, 120_000)).toBe(true);
  const told = world.gossiper(0)?.holdersOf(origin) ?? [];
  expect(told.filter(({ how }) => how === 'measured').length).toBeLessThan(told.length);
});
