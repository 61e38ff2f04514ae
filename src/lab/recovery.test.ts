/** Small stories that random schedules once found, or that people tell: each shows one thing. */
import { expect, test } from 'vitest';
import { COURSE_DEFAULTS } from './courseNode.ts';
import { OUR_DEFAULTS, type Plan } from './resident.ts';
import { differenceWithin } from './schedule.ts';
import { linksOf, type Topology } from './topology.ts';
import { World } from './world.ts';

const OURS: Plan = { kind: 'ours', ...OUR_DEFAULTS };
const COURSE: Plan = { kind: 'course', ...COURSE_DEFAULTS };

function worldOf(plans: readonly Plan[], topology: Topology = 'complete', seed = 1): World {
  const world = new World({ seed });
  for (const plan of plans) world.add(plan);
  for (const [a, b] of linksOf(topology, plans.length, world.random.fork())) world.link(a, b);
  for (let node = 0; node < plans.length; node++) world.start(node);
  return world;
}

const everyone = (world: World): number[] => Array.from({ length: world.size }, (_, node) => node);
const pass = (world: World, ms: number): void => world.clock.runUntil(world.clock.now + ms);

function expectEqualLogs(world: World): void {
  expect(world.ledger.broken).toEqual([]);
  expect(differenceWithin(world, everyone(world))).toBeUndefined();
}

test('a course peer that comes back with an empty log gets everything again', () => {
  const world = worldOf([OURS, COURSE], 'line');
  for (let i = 0; i < 40; i++) world.say(0, `text ${i}`);
  world.say(1, 'mine');
  pass(world, 30_000);
  expectEqualLogs(world);
  world.crash(1);
  world.restart(1, 'lost');
  pass(world, 30_000);
  expectEqualLogs(world);
});
