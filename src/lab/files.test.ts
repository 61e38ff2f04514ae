/** Files between nodes: over hops and losses, from several holders, through restarts. Seeds are in the names. */
import { describe, expect, test } from 'vitest';
import { parseHash, type SharedFile, type WantedFile } from '../gossiper/files/file.ts';
import { parseOrigin, type Origin } from '../gossiper/names.ts';
import type { FileMatch } from '../gossiper/input.ts';
import { LAN } from './network.ts';
import { OUR_DEFAULTS, type Plan } from './resident.ts';
import { seeded } from './random.ts';
import { World } from './world.ts';

const OURS: Plan = { kind: 'ours', ...OUR_DEFAULTS, announce: true };

function line(count: number, seed: number): World {
  const world = new World({ seed, conditions: LAN });
  for (let node = 0; node < count; node++) world.add(OURS);
  for (let node = 1; node < count; node++) world.link(node - 1, node);
  for (let node = 0; node < count; node++) world.start(node);
  for (let node = 0; node < count; node++) world.say(node, 'here');
  pass(world, 30_000);
  return world;
}

const pass = (world: World, ms: number): void => world.clock.runUntil(world.clock.now + ms);
const originOf = (world: World, node: number): Origin => parseOrigin(world.originOf(node))!;
const content = (seed: number, bytes: number): Uint8Array => seeded(seed).bytes(bytes);
const wanted = ({ root, name, size, listed }: SharedFile): WantedFile => ({ root, name, size, listed });

/** ms until `node` has it whole, and right. */
function fetchTime(world: World, node: number, file: WantedFile, from: readonly number[], bytes: Uint8Array): number {
  const begun = world.clock.now;
  let got: Uint8Array | undefined;
  world.onFile = (at, _file, whole) => {
    if (at === node) got = whole;
  };
  const holders = from.map((holder) => ({ origin: originOf(world, holder), chunks: undefined }));
  world.input(node, { kind: 'download', file, holders });
  expect(world.clock.runUntilTrue(() => got !== undefined, begun + 120_000)).toBe(true);
  expect(Buffer.compare(got!, bytes)).toBe(0);
  expect(world.gossiper(node)!.downloads()).toEqual([]);
  return world.clock.now - begun;
}

describe.each([1, 2, 3])('seed %i', (seed) => {
  test.each([
    [1, 0],
    [1, 0.05],
    [1, 0.2],
    [3, 0],
    [3, 0.05],
    [5, 0.2],
  ])('over %i hops at a loss of %d, a file arrives whole', (hops, loss) => {
    const world = line(hops + 1, seed);
    const bytes = content(seed, 600_000);
    const file = world.share(hops, 'holiday.jpg', bytes);
    world.network.setConditions({ loss });
    const took = fetchTime(world, 0, wanted(file), [hops], bytes);
    console.log(`seed ${seed}: 600 kB over ${hops} hops at ${loss * 100} % loss: ${took} ms`);
    const { chunksUnasked, chunksForged } = world.gossiper(0)!.counters;
    expect(chunksForged).toBe(0);
    expect(chunksUnasked).toBeLessThan(40);
  });

  test('of more than one level: the tree of metafiles', () => {
    const world = line(2, seed);
    const bytes = content(seed, 3_000_001);
    const file = world.share(1, 'film.mkv', bytes);
    fetchTime(world, 0, wanted(file), [1], bytes);
  });

  test('its size is not known before: the holder says it', () => {
    const world = line(2, seed);
    const bytes = content(seed, 3_000_001);
    const file = world.share(1, 'film.mkv', bytes);
    fetchTime(world, 0, { ...wanted(file), size: undefined }, [1], bytes);
    const small = content(seed + 10, 20_000);
    fetchTime(world, 0, { ...wanted(world.share(1, 'a', small)), size: undefined }, [1], small);
  });

  test('empty, of one byte, of one chunk, of exactly one and of one more than one metafile', () => {
    const world = line(2, seed);
    for (const size of [0, 1, 8_192, 256 * 8_192, 256 * 8_192 + 1]) {
      const bytes = content(seed + size, size);
      fetchTime(world, 0, wanted(world.share(1, `f${size}`, bytes)), [1], bytes);
    }
  });

  test('the same content at many places is fetched once', () => {
    const world = line(2, seed);
    const bytes = new Uint8Array(5_000_000);
    fetchTime(world, 0, wanted(world.share(1, 'zeros', bytes)), [1], bytes);
    expect(world.gossiper(0)!.counters.chunksReceived).toBeLessThan(10);
  });

  test('from four holders at once, each gives a part', () => {
    const world = new World({ seed, conditions: LAN });
    for (let node = 0; node < 5; node++) world.add(OURS);
    for (let node = 1; node < 5; node++) world.link(0, node);
    for (let node = 0; node < 5; node++) world.start(node);
    for (let node = 0; node < 5; node++) world.say(node, 'here');
    pass(world, 20_000);
    const bytes = content(seed, 2_000_000);
    let file: SharedFile | undefined;
    for (let node = 1; node < 5; node++) file = world.share(node, 'holiday.jpg', bytes);
    fetchTime(world, 0, wanted(file!), [1, 2, 3, 4], bytes);
    const given = [1, 2, 3, 4].map((node) => world.gossiper(node)!.counters.chunksSent);
    for (const chunks of given) expect(chunks).toBeGreaterThan(20);
  });

  test('others who have it are found by its name', () => {
    const world = line(3, seed);
    const bytes = content(seed, 300_000);
    const file = world.share(2, 'holiday.jpg', bytes);
    fetchTime(world, 0, wanted(file), [], bytes);
  });

  test('empty, and its size is not known before', () => {
    const world = line(2, seed);
    const file = world.share(1, 'nothing', new Uint8Array());
    fetchTime(world, 0, { ...wanted(file), size: undefined }, [1], new Uint8Array());
  });

  test('two of three holders are gone, unnoticed: the third gives it within seconds', () => {
    const world = new World({ seed, conditions: LAN });
    for (let node = 0; node < 5; node++) world.add(OURS);
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [1, 3],
      [1, 4],
    ] as const)
      world.link(from, to);
    for (let node = 0; node < 5; node++) world.start(node);
    for (let node = 0; node < 5; node++) world.say(node, 'here');
    pass(world, 30_000);
    const bytes = content(seed, 500_000);
    const file = { ...world.share(4, 'holiday.jpg', bytes), listed: false };
    world.crash(2);
    world.crash(3);
    expect(fetchTime(world, 0, wanted(file), [2, 3, 4], bytes)).toBeLessThan(5_000);
  });

  test('forty that nobody has don’t keep one that somebody has from being found', () => {
    const world = line(3, seed);
    const bytes = content(seed, 50_000);
    const file = world.share(2, 'holiday.jpg', bytes);
    for (let n = 0; n < 40; n++) {
      const root = parseHash(`${n}`.padStart(64, '0'))!;
      world.input(0, { kind: 'download', file: { root, name: `nowhere ${n}`, size: 9, listed: true }, holders: [] });
    }
    let got: Uint8Array | undefined;
    world.onFile = (_at, _file, whole) => {
      got = whole;
    };
    world.input(0, { kind: 'download', file: wanted(file), holders: [] });
    expect(world.clock.runUntilTrue(() => got !== undefined, world.clock.now + 60_000)).toBe(true);
    expect(Buffer.compare(got!, bytes)).toBe(0);
  });

  test('one that was offered in private is not asked around for', () => {
    const world = line(3, seed);
    const file = world.share(2, 'secret.txt', content(seed, 3_000), false);
    world.input(0, { kind: 'download', file: { ...wanted(file), listed: false }, holders: [] });
    pass(world, 40_000);
    expect(world.gossiper(0)!.downloads()).toMatchObject([{ isWaiting: true, state: { kind: 'metafile' } }]);
  });

  test('the holder goes in the middle and comes back; so does the one who fetches', () => {
    const world = line(2, seed);
    const bytes = content(seed, 2_000_000);
    const file = world.share(1, 'film.mkv', bytes);
    let got: Uint8Array | undefined;
    world.onFile = (_at, _file, whole) => {
      got = whole;
    };
    const begin = (): void => {
      const holders = [{ origin: originOf(world, 1), chunks: undefined }];
      world.input(0, { kind: 'download', file: wanted(file), holders });
    };
    begin();
    const isHalf = (): boolean => (world.gossiper(0)?.counters.chunksReceived ?? 0) > 100;
    expect(world.clock.runUntilTrue(isHalf, world.clock.now + 20_000)).toBe(true);
    world.crash(1);
    pass(world, 30_000);
    expect(world.gossiper(0)!.downloads()).toMatchObject([{ isWaiting: true }]);
    world.restart(1, 'kept');
    const isFurther = (): boolean => (world.gossiper(0)?.counters.chunksReceived ?? 0) > 150;
    expect(world.clock.runUntilTrue(isFurther, world.clock.now + 60_000)).toBe(true);
    world.crash(0);
    world.restart(0, 'kept');
    begin();
    expect(world.clock.runUntilTrue(() => got !== undefined, world.clock.now + 60_000)).toBe(true);
    expect(Buffer.compare(got!, bytes)).toBe(0);
    // What was there already was not fetched again.
    expect(world.gossiper(0)!.counters.chunksReceived).toBeLessThan(150);
  });
});

describe('searches', () => {
  /** Budget → at which distances of a line files are found, as the course computes it. */
  test.each([
    [2, [1]],
    [3, [1, 2]],
    [4, [1, 2, 3]],
    [8, [1, 2, 3, 7]],
  ])('with a budget of %i', (budget, distances) => {
    const world = line(8, 5);
    for (const distance of [1, 2, 3, 7]) world.share(distance, `file at ${distance}.txt`, content(distance, 20_000));
    const found: FileMatch[] = [];
    world.onMatch = (_node, match) => found.push(match);
    world.input(0, { kind: 'find', search: 1, keywords: ['file'], budget });
    pass(world, 5_000);
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(distances.map((at) => `file at ${at}.txt`)));
  });

  test('the ring grows until two whole files are found, and no further', () => {
    const world = line(8, 6);
    for (const distance of [1, 3, 7]) world.share(distance, `file at ${distance}.txt`, content(distance, 20_000));
    const found: { at: number; name: string }[] = [];
    const begun = world.clock.now;
    world.onMatch = (_node, { name }) => found.push({ at: world.clock.now - begun, name });
    world.input(0, { kind: 'find', search: 1, keywords: ['FILE*txt'] });
    pass(world, 20_000);
    const names = found.map(({ name }) => name);
    expect([names.includes('file at 1.txt'), names.includes('file at 3.txt'), names.includes('file at 7.txt')]).toEqual(
      [true, true, false],
    );
    expect(found.every(({ at }) => at < 3_000)).toBe(true);
  });

  test('what one has a part of is found, too, and fetched from there', () => {
    const world = line(3, 7);
    const bytes = content(1, 1_000_000);
    const file = world.share(2, 'film.mkv', bytes);
    const holders = [{ origin: originOf(world, 2), chunks: undefined }];
    world.input(1, { kind: 'download', file: wanted(file), holders });
    const isHalf = (): boolean => world.gossiper(1)!.counters.chunksReceived > 40;
    expect(world.clock.runUntilTrue(isHalf, world.clock.now + 20_000)).toBe(true);
    world.input(1, { kind: 'pauseDownload', root: file.root });
    const found: FileMatch[] = [];
    world.onMatch = (_node, match) => found.push(match);
    world.input(0, { kind: 'find', search: 1, keywords: ['film'], budget: 2 });
    pass(world, 2_000);
    expect(found[0]).toMatchObject({ root: file.root, chunkCount: 123 });
    expect(found[0]!.chunks!.length).toBeGreaterThan(30);
  });
});
