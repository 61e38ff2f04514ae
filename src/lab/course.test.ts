/** Course nodes with files and searches, among themselves and with ours between them. Seeds are in the names. */
import { describe, expect, test } from 'vitest';
import { parseOrigin } from '../gossiper/names.ts';
import { COURSE_DEFAULTS } from './course/core.ts';
import { encodeCourse, type CoursePacket } from './course/wire.ts';
import { addressOf, OUR_DEFAULTS, type Plan } from './resident.ts';
import { seeded } from './random.ts';
import { differenceWithin } from './schedule.ts';
import { linksOf } from './topology.ts';
import { World } from './world.ts';

const OURS: Plan = { kind: 'ours', ...OUR_DEFAULTS, announce: true };
const COURSE: Plan = { kind: 'course', ...COURSE_DEFAULTS };
const EARLY: Plan = { ...COURSE, subtractsFirst: false };

/** Everybody has heard of everybody, so that there are routes. */
function line(plans: readonly Plan[], seed: number): World {
  const world = new World({ seed });
  for (const plan of plans) world.add(plan);
  for (let node = 1; node < plans.length; node++) world.link(node - 1, node);
  for (let node = 0; node < plans.length; node++) world.start(node);
  for (let node = 0; node < plans.length; node++) world.say(node, 'here');
  pass(world, 60_000);
  return world;
}

const pass = (world: World, ms: number): void => world.clock.runUntil(world.clock.now + ms);
const content = (seed: number, bytes: number): Uint8Array => seeded(seed).bytes(bytes);

/** Starts it; the names that it finds come into the set. */
function search(world: World, node: number, keyword: string, budget?: number): Set<string> {
  const found = new Set<string>();
  world.onMatch = (by, { name }) => by === node && found.add(name);
  world.onCourseMatch = (by, _origin, { name }) => by === node && found.add(name);
  const given = budget === undefined ? {} : { budget };
  world.input(node, { kind: 'find', search: 1, keywords: [keyword], ...given });
  world.command(node, { type: 'search', keywords: [keyword], budget });
  return found;
}

/** Starts it; what arrives whole comes into the list. */
function download(world: World, node: number, from: number, root: string, size: number): Uint8Array[] {
  const got: Uint8Array[] = [];
  world.onFile = (by, _file, bytes) => by === node && got.push(bytes);
  world.onCourseFile = (by, _name, bytes) => by === node && got.push(bytes);
  const destination = world.originOf(from);
  const holders = [{ origin: parseOrigin(destination)!, chunks: undefined }];
  world.input(node, { kind: 'download', file: { root: root as never, name: 'copy', size, listed: true }, holders });
  world.command(node, { type: 'download', file: 'copy', root, destination });
  return got;
}

const lines: [string, Plan[]][] = [
  ['course nodes', Array.from({ length: 8 }, () => COURSE)],
  ['course nodes, ours between them', Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? COURSE : OURS))],
  ['ours, course nodes between them', Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? OURS : COURSE))],
  ['a course node at either end', Array.from({ length: 8 }, (_, at) => (at === 0 || at === 7 ? COURSE : OURS))],
];

describe.each(lines)('a line of 8, %s', (_name, plans) => {
  test.each([
    [2, [1]],
    [3, [1]],
    [4, [1, 3]],
    [7, [1, 3]],
    [8, [1, 3, 7]],
  ])('a search with a budget of %i finds files as far away as the course computes it (seed 5)', (budget, distances) => {
    const world = line(plans, 5);
    for (const distance of [1, 3, 7]) {
      world.share(distance, `file at ${distance}`, content(distance, 20_000));
      const found = search(world, 0, `at ${distance}`, budget);
      pass(world, 5_000);
      expect([...found]).toEqual(distances.includes(distance) ? [`file at ${distance}`] : []);
    }
    expect(world.ledger.broken).toEqual([]);
  });

  test('the ring grows until two whole files are found, and no further (seed 6)', () => {
    const world = line(plans, 6);
    for (const distance of [1, 3, 7]) world.share(distance, `file at ${distance}`, content(distance, 20_000));
    const found = search(world, 0, 'file');
    pass(world, 20_000);
    expect(found).toEqual(new Set(['file at 1', 'file at 3']));
    expect(world.ledger.broken).toEqual([]);
  });

  test.each([0, 0.1])('files arrive whole, both ways, at a loss of %d (seed 7)', (loss) => {
    const world = line(plans, 7);
    const [size, largest] = [20_000, 256 * 8_192];
    for (const [by, from] of [
      [0, 7],
      [7, 0],
    ] as const) {
      const bytes = content(by, loss === 0 ? largest : size);
      const { root } = world.share(from, `of ${from}`, bytes);
      world.network.setConditions({ loss });
      const got = download(world, by, from, root, bytes.length);
      expect(world.clock.runUntilTrue(() => got.length > 0, world.clock.now + 300_000)).toBe(true);
      expect(Buffer.compare(got[0]!, bytes)).toBe(0);
      world.network.setConditions({ loss: 0 });
    }
    expect(world.ledger.broken).toEqual([]);
  });
});

test('some of 2018 don’t subtract first: ours answers them, and what they send goes as far as they mean it to', () => {
  const world = line([EARLY, OURS, OURS, OURS], 8);
  for (const distance of [1, 2, 3]) world.share(distance, `file at ${distance}`, content(distance, 100));
  const found = search(world, 0, 'file', 2);
  pass(world, 5_000);
  expect(found).toEqual(new Set(['file at 1', 'file at 2']));
  world.write(0, 'psst', world.originOf(3));
  pass(world, 5_000);
  expect(world.mail(3).map(({ text }) => text)).toEqual(['psst']);
  expect(world.ledger.broken).toEqual([]);
});

test('some answer on the way for what they hold, and some not at all for what they lack', () => {
  const world = line([OURS, { ...COURSE, answersOnTheWay: true }, OURS, { ...COURSE, answersLack: false }], 11);
  const bytes = content(1, 20_000);
  const { root } = world.share(1, 'here', bytes);
  let asked = 0;
  world.network.tap((_from, to) => (asked += to === addressOf(2) ? 1 : 0));
  const before = asked;
  const onTheWay = download(world, 0, 3, root, bytes.length);
  expect(world.clock.runUntilTrue(() => onTheWay.length > 0, world.clock.now + 1_000)).toBe(true);
  expect(asked - before).toBeLessThan(4); // statuses only

  const other = content(2, 20_000);
  const file = { root: world.share(2, 'there', other).root, name: 'there', size: other.length, listed: true };
  const got: Uint8Array[] = [];
  world.onFile = (_node, _file, whole) => got.push(whole);
  const holders = [3, 2].map((node) => ({ origin: parseOrigin(world.originOf(node))!, chunks: undefined }));
  world.input(0, { kind: 'download', file, holders });
  expect(world.clock.runUntilTrue(() => got.length > 0, world.clock.now + 60_000)).toBe(true);
  expect(Buffer.compare(got[0]!, other)).toBe(0);
  expect(world.ledger.broken).toEqual([]);
});

test('a course node is never told of a file that it could not read', () => {
  const world = line([COURSE, OURS], 9);
  world.share(1, 'film.mkv', content(1, 256 * 8_192 + 1));
  world.share(1, 'film.txt', content(2, 100));
  const found = search(world, 0, 'film');
  pass(world, 20_000);
  expect(found).toEqual(new Set(['film.txt']));
  expect(world.ledger.broken).toEqual([]);
});

test('the lab’s own control: who confuses or kills a course node is written down', () => {
  const world = line([COURSE, COURSE], 10);
  const send = (packet: CoursePacket): void => {
    world.network.send(addressOf(1), addressOf(0), encodeCourse(packet));
    pass(world, 1_000);
  };
  send({ type: 'searchRequest', origin: 'n1', budget: 0, keywords: ['a'] });
  const way = { origin: 'n1', destination: 'n0', hopLimit: 9 };
  send({ type: 'dataReply', ...way, hash: '0d'.repeat(32), data: new Uint8Array() });
  expect(world.ledger.broken).toEqual([
    expect.stringContaining('a course node was confused by a search with the budget 0'),
    expect.stringContaining('a course node died of a DataReply that nobody asked for'),
  ]);
});

test.each([1, 2, 3])(
  '10 of ours and 10 course nodes in an open group for ten minutes: nobody is confused, logs are equal, idle is idle (seed %i)',
  (seed) => {
    const world = new World({ seed });
    const nodes = Array.from({ length: 20 }, (_, at) => world.add(at % 2 === 0 ? OURS : COURSE));
    for (const [a, b] of linksOf('random-4', nodes.length, seeded(seed))) world.link(a, b);
    for (const node of nodes) world.start(node);
    pass(world, 5_000);
    for (const node of nodes) {
      world.say(node, `here is ${node}`);
      world.share(node, `file of ${node}`, content(node, 5_000 * (node + 1)));
    }
    pass(world, 55_000);
    const chance = seeded(seed + 100);
    const some = (): number => chance.below(nodes.length);
    for (let minute = 0; minute < 4; minute++) {
      for (let n = 0; n < 10; n++) {
        world.say(some(), `minute ${minute}, ${n}`);
        world.write(some(), `in private ${minute}, ${n}`, world.originOf(some()));
        pass(world, 3_000);
      }
      const [by, from] = [some(), some()];
      search(world, by, 'file');
      pass(world, 10_000);
      const bytes = content(from, 5_000 * (from + 1));
      const { root } = world.share(from, `file of ${from}`, bytes);
      const got = by === from ? [bytes] : download(world, by, from, root, bytes.length);
      pass(world, 20_000);
      expect(got.map((one) => Buffer.compare(one, bytes))).toEqual([0]);
    }
    expect(differenceWithin(world, nodes)).toBeUndefined();
    expect(world.written.length).toBeGreaterThan(5);
    expect(world.written.filter(({ text }) => !text.startsWith('in private'))).toEqual([]);

    const counts = nodes.map((node) => [...world.counts(node).values()]);
    const { datagrams } = world.network.flow;
    pass(world, 300_000);
    expect(nodes.map((node) => [...world.counts(node).values()])).toEqual(counts);
    const rate = (world.network.flow.datagrams - datagrams) / nodes.length / 300;
    console.log(`seed ${seed}: ${rate.toFixed(2)} datagrams a second and node when idle`);
    expect(rate).toBeLessThan(2);
    expect(world.ledger.broken).toEqual([]);
  },
);
