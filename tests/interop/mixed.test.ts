/** Ours beside peers of another make, in a line and in a ring: rumors, private messages, files and searches, both ways. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { COURSE, expectUnharmed, GO, OURS, start, WHY_NO_GO, type Make, type TestPeer } from './peers.ts';

/** What one metafile of the course has place for. */
const LARGEST = 2 * 1024 * 1024;

const others: readonly (readonly [string, Make | undefined])[] = [
  ['course nodes', COURSE],
  ['Go peers', GO],
];

describe.each(others)('ours and %s', (_name, other) => {
  if (other === undefined) {
    test.skip(`(${WHY_NO_GO})`);
    return;
  }

  /** A – B – C – D; A and C are ours. */
  async function startFour(shape: 'line' | 'ring', ...flags: readonly string[]) {
    const wanted = Array.from('ABCD', (name, at) => ({ name, make: at % 2 === 0 ? OURS : other! }));
    const peers = await start(wanted, shape, ['-antiEntropy=1', ...flags]);
    return { peers, a: peers[0]!, d: peers[3]! };
  }

  /** Each has heard of each, so that there are routes. */
  async function startFourWithRoutes(shape: 'line' | 'ring') {
    const four = await startFour(shape);
    for (const peer of four.peers)
      for (const { name } of four.peers) if (name !== peer.name) await peer.prints(new RegExp(`^DSDV ${name} `));
    return four;
  }

  test.each(['line', 'ring'] as const)('in a %s: everybody hears everything, in order', async (shape) => {
    const { peers, a, d } = await startFour(shape, '-rtimer=1');
    const numbers = Array.from({ length: 10 }, (_, n) => `${n}`);
    for (const n of numbers) await Promise.all([a, d].map(async (one) => one.ask(`-msg=message ${n}`)));
    for (const peer of peers)
      for (const { name } of [a, d].filter((speaker) => speaker !== peer)) {
        const rumor = `^RUMOR origin ${name} from \\S+ ID (\\d+) contents message`;
        for (const n of numbers) await peer.prints(new RegExp(`${rumor} ${n}$`));
        const heard = peer.lines.flatMap((line) => [...line.matchAll(new RegExp(`${rumor} (\\d)$`, 'g'))]);
        const byId = new Map(heard.map(([, id, n]) => [Number(id), n]));
        expect([...byId].toSorted(([one], [two]) => one - two).map(([, n]) => n)).toEqual(numbers);
      }
    expectUnharmed(peers);
  });

  test.each(['line', 'ring'] as const)('in a %s: private messages, both ways', async (shape) => {
    const { peers, a, d } = await startFourWithRoutes(shape);
    await a.ask('-msg=psst', '-dest=D');
    await d.ask('-msg=yes?', '-dest=A');
    await a.prints('CLIENT MESSAGE psst dest D');
    const toD = await d.prints(/^PRIVATE origin A hop-limit \d contents psst$/);
    const toA = await a.prints(/^PRIVATE origin D hop-limit \d contents yes\?$/);
    // Some of 2018 send the first hop with 10.
    if (shape === 'line' && other.isQuiet) expect([toD[27], toA[27]]).toEqual(['7', '7']);
    for (const peer of peers)
      expect(peer.lines.filter((line) => line.startsWith('PRIVATE'))).toHaveLength(peer === a || peer === d ? 1 : 0);
    expectUnharmed(peers);
  });

  test.each(['line', 'ring'] as const)('in a %s: files, both ways, the largest too', async (shape) => {
    const { peers, a, d } = await startFourWithRoutes(shape);
    for (const bytes of [1, 8_192, 20_000, LARGEST]) await bothWays(a, d, bytes);
    expectUnharmed(peers);
  });

  async function bothWays(one: TestPeer, two: TestPeer, bytes: number): Promise<void> {
    for (const [from, by] of [
      [one, two],
      [two, one],
    ] as const) {
      const content = randomBytes(bytes);
      const root = await from.share(`${bytes}.bin`, content);
      const copy = `${bytes} of ${from.name}.bin`;
      await by.ask(`-dest=${from.name}`, `-file=${copy}`, `-request=${root}`);
      await by.prints(`RECONSTRUCTED file ${copy}`, { within: 60_000 });
      await by.prints(`DOWNLOADING metafile of ${copy} from ${from.name}`);
      await by.prints(`DOWNLOADING ${copy} chunk ${Math.ceil(bytes / 8_192)} from ${from.name}`);
      await by.expectDownloaded(copy, content);
    }
  }

  test.each(['line', 'ring'] as const)('in a %s: searches, both ways, and what they find', async (shape) => {
    const { peers, a, d } = await startFourWithRoutes(shape);
    for (const [by, from] of [
      [a, d],
      [d, a],
    ] as const) {
      const content = randomBytes(20_000);
      const summer = await from.share(`summer ${from.name}.jpg`, content);
      const winter = await from.share(`winter ${from.name}.jpg`, randomBytes(100));
      await by.ask(`-keywords=mer ${from.name},ter ${from.name}`);
      const at = `jpg at ${from.name} metafile`;
      await by.prints(`FOUND match summer ${from.name}.${at}=${summer} chunks=1,2,3`);
      await by.prints(`FOUND match winter ${from.name}.${at}=${winter} chunks=1`);
      await by.prints('SEARCH FINISHED');
      await by.ask('-file=found.jpg', `-request=${summer}`);
      await by.prints('RECONSTRUCTED file found.jpg');
      await by.expectDownloaded('found.jpg', content);
    }
    expectUnharmed(peers);
  });

  test('each asked by the other’s client', async () => {
    const makes = [
      { name: 'A', make: { ...OURS, client: other.client } },
      { name: 'B', make: { ...other, client: OURS.client } },
    ];
    const [a, b] = (await start(makes, 'line', ['-antiEntropy=1'])) as [TestPeer, TestPeer];
    await a.prints(/^DSDV B /);
    await b.prints(/^DSDV A /);
    await a.ask('-msg=psst', '-dest=B');
    await b.ask('-msg=yes?', '-dest=A');
    await b.prints('PRIVATE origin A hop-limit 9 contents psst');
    await a.prints(/^PRIVATE origin B hop-limit (?:9|10) contents yes\?$/);
    await bothWays(a, b, 9_000);
    for (const [by, from] of [
      [a, b],
      [b, a],
    ] as const) {
      await by.ask('-keywords=nothing,9000.bin', '-budget=4');
      await by.prints(new RegExp(`^FOUND match 9000\\.bin at ${from.name} metafile=[0-9a-f]{64} chunks=1,2$`));
    }
    expectUnharmed([a, b]);
  });
});

test.each([
  ['is killed by what kills Go peers', '1a070a050a01421000', 'killed by NextID 0'],
  ['says what confuses it', '3a0b0a014310001a0474657374', 'confused by a search with the budget 0'],
])('the course node itself %s', async (_what, hex, error) => {
  const [course] = (await start([{ name: 'A', make: COURSE }], 'line', [])) as [TestPeer];
  expectUnharmed([course]);
  await course.hears(Buffer.from(hex, 'hex'));
  await expect.poll(() => course.harm).toContain(error);
});
