/** Small stories that random schedules once found, or that people tell: each shows one thing. */
import { expect, test } from 'vitest';
import { parseOrigin } from '../gossiper/names.ts';
import type { Message } from '../gossiper/packet.ts';
import { decodePacket, encodePacket } from '../wire/index.ts';
import { COURSE_DEFAULTS } from './course/core.ts';
import { makeHistory } from './history.ts';
import { quantile } from './spread.ts';
import { addressOf, OUR_DEFAULTS, type Plan } from './resident.ts';
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

/** What is sent to this node from now on. */
function mailTo(world: World, node: number): Message[] {
  const mail: Message[] = [];
  world.network.tap((_from, to, datagram) => {
    const packet = to === addressOf(node) ? decodePacket(datagram) : undefined;
    if (packet !== undefined) mail.push(packet.message);
  });
  return mail;
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

test('a restored backup that nobody noticed: its owner takes a new name before an ID is used twice', () => {
  const world = worldOf([OURS, OURS, OURS]);
  pass(world, 2_000);
  for (let i = 0; i < 10; i++) world.say(0, `before ${i}`);
  pass(world, 2_000);
  world.crash(0);
  world.restart(0, 'older');
  pass(world, 30_000);
  for (let i = 0; i < 10; i++) world.say(0, `after ${i}`);
  pass(world, 30_000);
  expectEqualLogs(world);
  expect(world.holdings(1).size).toBe(2);
});

// In a graph with a circle the course's simple mode never ends.
test('simple mode: every text reaches everyone, ours and of the course', () => {
  const simple: Plan = { ...OURS, mode: 'simple' };
  const world = worldOf([simple, { ...COURSE, mode: 'simple' }, simple, { ...COURSE, mode: 'simple' }], 'line');
  pass(world, 1_000);
  for (const node of everyone(world)) world.say(node, `from ${node}`);
  pass(world, 1_000);
  for (const node of everyone(world)) {
    const heard = new Set(world.shown.filter((shown) => shown.node === node).map(({ text }) => text));
    for (const other of everyone(world)) if (other !== node) expect(heard).toContain(`from ${other}`);
  }
  expect(world.network.flow.datagrams).toBe(4 * 3);
});

const ROOM = { latency: 2, jitter: 3, loss: 0, duplication: 0, reordering: 0 };

test.each([
  [1, 1_000],
  [100, 10],
])('a newcomer among nine that hold %i × %i rumors gets few of them twice', (origins, each) => {
  const world = new World({ seed: 1, conditions: ROOM });
  const history = makeHistory(origins, each);
  for (let node = 0; node < 10; node++) world.add(OURS);
  for (let node = 0; node < 9; node++) world.preload(node, history);
  for (const [a, b] of linksOf('complete', 10, world.random.fork())) world.link(a, b);
  for (let node = 0; node < 9; node++) world.start(node);
  pass(world, 20_000);
  const [sent, mail] = [world.network.flow.datagrams, mailTo(world, 9)];
  let held = 0;
  world.onHeld = () => held++;
  world.start(9);
  expect(world.clock.runUntilTrue(() => held === history.length, world.clock.now + 60_000)).toBe(true);
  const copies = mail.filter(({ type }) => type === 'rumor').length / history.length;
  const datagrams = (world.network.flow.datagrams - sent) / history.length;
  expect(copies).toBeLessThanOrEqual(1.2);
  expect(datagrams).toBeLessThanOrEqual(2);
  pass(world, 10_000);
  expectEqualLogs(world);
});

test.each(['of the course', 'of ours'])('one forged status %s makes us send its victim one rumor at most', (kind) => {
  const world = new World({ seed: 1 });
  world.add(OURS);
  world.preload(0, makeHistory(20, 20));
  world.start(0);
  pass(world, 2_000);
  const mail = mailTo(world, 9);
  const origin = parseOrigin('victim');
  const instance = world.random.bytes(8).reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '');
  const hello =
    kind === 'of ours' ? { hello: { version: 1, origin, instance, capabilities: 0, clockSeq: 1 }, credit: 1_000 } : {};
  const message = { type: 'status', want: [], ...hello } as unknown as Message; // hostile: made by hand
  world.network.send(addressOf(9), addressOf(0), encodePacket({ message }));
  pass(world, 120_000);
  expect(mail.length).toBeGreaterThan(0);
  expect(mail.filter(({ type }) => type === 'rumor').length).toBeLessThanOrEqual(1);
  expect(mail.length).toBeLessThanOrEqual(10);
});

test('a line of 10 at 200 texts a second: everyone has each within 250 ms, at 3 datagrams a delivery at most', () => {
  const world = worldOf(
    Array.from({ length: 10 }, () => OURS),
    'line',
  );
  pass(world, 15_000);
  const saidAt = new Map<number, number>();
  const delays: number[] = [];
  world.onHeld = ({ id, said }) => {
    if (said) saidAt.set(id, world.clock.now);
    else delays.push(world.clock.now - (saidAt.get(id) ?? Number.NaN));
  };
  const before = world.network.flow.datagrams;
  for (let i = 0; i < 2_000; i++) {
    world.say(0, `${i} `.padEnd(100, '.'));
    pass(world, 5);
  }
  expect(world.clock.runUntilTrue(() => delays.length === 9 * 2_000, world.clock.now + 10_000)).toBe(true);
  expect(quantile(delays, 0.99)).toBeLessThanOrEqual(250);
  expect((world.network.flow.datagrams - before) / delays.length).toBeLessThanOrEqual(3);
});
