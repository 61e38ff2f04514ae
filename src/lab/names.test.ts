/** How names and marks of own messages travel: among ours, and past course peers, which know neither. */
import { expect, test } from 'vitest';
import { parseOrigin, type Origin } from '../gossiper/names.ts';
import { COURSE_DEFAULTS } from './course/core.ts';
import { OUR_DEFAULTS, type Plan } from './resident.ts';
import { differenceWithin } from './schedule.ts';
import { World } from './world.ts';

const OURS: Plan = { kind: 'ours', ...OUR_DEFAULTS };
const COURSE: Plan = { kind: 'course', ...COURSE_DEFAULTS };
const pass = (world: World, ms: number): void => world.clock.runUntil(world.clock.now + ms);

/** In a line. */
function worldOf(...plans: readonly Plan[]): World {
  const world = new World({ seed: 1 });
  for (const plan of plans) world.add(plan);
  for (let node = 1; node < plans.length; node++) world.link(node - 1, node);
  for (let node = 0; node < plans.length; node++) world.start(node);
  pass(world, 2_000);
  return world;
}

function originOf(world: World, node: number): Origin {
  const origin = world.gossiper(node)?.identity.origin;
  if (origin === undefined) throw new Error(`node ${node} is down`);
  return origin;
}

test('a new name reaches everyone, and whoever comes later', () => {
  const world = worldOf(OURS, OURS, OURS);
  world.say(0, 'one');
  world.rename(0, 'Bea');
  world.say(0, 'two');
  pass(world, 10_000);
  const origin = originOf(world, 0);
  expect([0, 1, 2].map((node) => world.nameOf(node, origin))).toEqual(['Bea', 'Bea', 'Bea']);
  world.crash(2);
  world.restart(2, 'lost');
  pass(world, 20_000);
  expect(world.nameOf(2, origin)).toBe('Bea');
  expect(world.holdings(2).get(origin)).toEqual(['one', '', 'two']);
});

test('to a course peer a new name is a route rumor, which it stores and passes on', () => {
  const world = worldOf(OURS, COURSE, OURS);
  world.say(0, 'one');
  world.rename(0, 'Bea');
  world.say(0, 'two');
  pass(world, 60_000);
  expect(world.ledger.broken).toEqual([]);
  expect(differenceWithin(world, [0, 1, 2])).toBeUndefined();
  const origin = originOf(world, 0);
  expect(world.holdings(1).get(origin)).toEqual(['one', '', 'two']);
  expect(world.shown.filter(({ text }) => text === '')).toEqual([]);
  // What the course peer passed on is not signed any more, so no name comes with it.
  expect(world.nameOf(2, origin)).toBeUndefined();
});

test('a stranger that takes thousands of names is called by the last one', () => {
  const world = worldOf(OURS, OURS);
  for (let n = 0; n < 4_096; n++) world.rename(0, `name ${n}`);
  pass(world, 60_000);
  const origin = originOf(world, 0);
  expect(world.nameOf(1, origin)).toBe('name 4095');
  expect(world.counts(1).get(origin)).toBe(4_096);
});

test('own messages are on this device, then sent, then with a peer; a restart forgets none of it', () => {
  const world = new World({ seed: 1 });
  for (let node = 0; node < 2; node++) world.add(OURS);
  world.start(0);
  world.say(0, 'alone');
  const origin = originOf(world, 0);
  const reach = () => world.gossiper(0)?.reach(parseOrigin(origin) ?? origin);
  pass(world, 5_000);
  expect(reach()).toEqual({ sentUpTo: 0, heldUpTo: 0 });
  world.link(0, 1);
  world.start(1);
  expect(world.clock.runUntilTrue(() => reach()?.sentUpTo === 1, world.clock.now + 20_000)).toBe(true);
  expect(world.clock.runUntilTrue(() => reach()?.heldUpTo === 1, world.clock.now + 20_000)).toBe(true);
  world.crash(1);
  world.say(0, 'to nobody');
  pass(world, 5_000);
  expect(reach()).toEqual({ sentUpTo: 2, heldUpTo: 1 });
  world.crash(0);
  world.restart(0, 'kept');
  expect(reach()).toEqual({ sentUpTo: 2, heldUpTo: 1 });
  world.restart(1, 'kept');
  expect(world.clock.runUntilTrue(() => reach()?.heldUpTo === 2, world.clock.now + 60_000)).toBe(true);
});

test('a course peer that holds an own message is a peer that holds it', () => {
  const world = worldOf(OURS, COURSE);
  world.say(0, 'one');
  pass(world, 5_000);
  expect(world.gossiper(0)?.reach(originOf(world, 0))).toEqual({ sentUpTo: 1, heldUpTo: 1 });
});
