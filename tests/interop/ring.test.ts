/**
 * The course's own test: a ring of ten, A to J on the ports 5000 to 5009, clients at several, and a `grep` for every
 * line that a Peerster prints (protocol.md §3).
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { COURSE, expectUnharmed, GO, OURS, start, WHY_NO_GO, type Make, type TestPeer } from './peers.ts';

const NAMES = Array.from('ABCDEFGHIJ');
const MESSAGES = [
  ['E', 'Weather_is_clear'],
  ['B', 'Winter_is_coming'],
  ['E', 'No_clouds_really'],
  ['B', "Let's_go_skiing"],
  ['G', 'Is_anybody_here?'],
] as const;

/** 5000 to 5009; undefined where somebody else has one of them. */
async function coursePorts(): Promise<readonly number[] | undefined> {
  const ports = NAMES.map((_, at) => 5_000 + at);
  const sockets = await Promise.all(
    ports.map(async (port) => {
      const socket = createSocket('udp4').bind(port, '127.0.0.1');
      return once(socket, 'listening').then(
        () => socket,
        () => undefined,
      );
    }),
  );
  for (const socket of sockets) socket?.close();
  return sockets.includes(undefined) ? undefined : ports;
}

async function startTen(makes: readonly Make[], shape: 'ring' | 'line', ...flags: readonly string[]) {
  const wanted = NAMES.map((name, at) => ({ name, make: makes[at % makes.length]! }));
  const peers = await start(wanted, shape, flags, await coursePorts());
  const peer = (name: string): TestPeer => peers.find((one) => one.name === name)!;
  /** ip:port of either neighbour, as a pattern. */
  const neighbour = (one: TestPeer): string => {
    const at = peers.indexOf(one);
    return `(?:${[peers.at((at + 9) % 10)!, peers.at((at + 1) % 10)!].map(({ address }) => escaped(address)).join('|')})`;
  };
  return { peers, peer, neighbour };
}

const escaped = (text: string): string => text.replaceAll(/[.?+*()[\]]/g, String.raw`\$&`);

async function sayAll(peer: (name: string) => TestPeer): Promise<void> {
  for (const [name, text] of MESSAGES) {
    await peer(name).ask(`-msg=${text}`);
    await peer(name).prints(`CLIENT MESSAGE ${text}`);
  }
}

const rings: readonly (readonly [string, readonly (Make | undefined)[]])[] = [
  ['ours', [OURS]],
  ['course nodes', [COURSE]],
  ['ours and course nodes alternating', [OURS, COURSE]],
  ['Go peers', [GO]],
  ['ours and Go peers alternating', [OURS, GO]],
];

describe.each(rings)('ten of %s', (_name, wanted) => {
  const makes = wanted.filter((make) => make !== undefined);
  if (makes.length < wanted.length) {
    test.skip(`(${WHY_NO_GO})`);
    return;
  }

  test('in a ring print every line', async () => {
    const { peers, peer, neighbour } = await startTen(makes, 'ring', '-antiEntropy=1');
    await sayAll(peer);
    for (const one of peers) {
      const from = neighbour(one);
      for (const [name, text] of MESSAGES) {
        if (name === one.name) continue;
        await one.prints(new RegExp(`^RUMOR origin ${name} from ${from} ID [1-9]\\d* contents ${escaped(text)}$`));
        await one.prints(new RegExp(`^DSDV ${name} ${from}$`));
      }
      await one.prints(new RegExp(`^STATUS from ${from}(?: peer [A-J] nextID [1-9]\\d*)+$`));
      await one.prints(new RegExp(`^PEERS ${from},${from}$`));
      await one.prints(new RegExp(`^MONGERING with ${from}$`));
      await one.prints(new RegExp(`^IN SYNC WITH ${from}$`));
    }
    const coins = peers.flatMap((one) =>
      one.lines.filter((line) => line.startsWith('FLIPPED')).map((line) => [one, line] as const),
    );
    expect(coins.length).toBeGreaterThan(0);
    for (const [one, line] of coins)
      expect(line).toMatch(new RegExp(`^FLIPPED COIN sending rumor to ${neighbour(one)}$`));

    await peer('A').ask('-msg=Night_is_falling', '-dest=F');
    await peer('A').prints('CLIENT MESSAGE Night_is_falling dest F');
    await peer('F').prints(/^PRIVATE origin A hop-limit \d contents Night_is_falling$/);

    const content = randomBytes(20_000);
    const root = await peer('C').share('sea.jpg', content);
    await peer('H').ask('-dest=C', '-file=copy.jpg', `-request=${root}`);
    await peer('H').prints('RECONSTRUCTED file copy.jpg');
    await peer('H').prints('DOWNLOADING metafile of copy.jpg from C');
    for (const chunk of [1, 2, 3]) await peer('H').prints(`DOWNLOADING copy.jpg chunk ${chunk} from C`);
    await peer('H').expectDownloaded('copy.jpg', content);

    const snow = await peer('B').share('snow.txt', randomBytes(9_000));
    const ice = await peer('J').share('ice and snow.txt', randomBytes(100));
    await peer('A').ask('-keywords=snow,rain');
    await peer('A').prints(`FOUND match snow.txt at B metafile=${snow} chunks=1,2`);
    await peer('A').prints(`FOUND match ice and snow.txt at J metafile=${ice} chunks=1`);
    await peer('A').prints('SEARCH FINISHED');
    expectUnharmed(peers);
  });

  // In a ring a simple message goes round for ever, as the course has it.
  test.each([
    ['ring', 'again and again'],
    ['line', 'once'],
  ] as const)('in a %s, in simple mode, show every message %s', async (shape, times) => {
    const { peers, peer, neighbour } = await startTen(makes, shape, '-simple');
    await sayAll(peer);
    for (const one of peers) {
      const from = neighbour(one);
      for (const [name, text] of MESSAGES) {
        if (name === one.name) continue;
        const line = new RegExp(`^SIMPLE MESSAGE origin ${name} from ${from} contents ${escaped(text)}$`);
        await one.prints(line);
        if (times === 'once') expect(one.lines.filter((other) => line.test(other))).toHaveLength(1);
      }
      await one.prints(new RegExp(`^PEERS ${from}(?:,${from})?$`));
      expect(one.lines.some((line) => /^(?:RUMOR|STATUS|MONGERING|DSDV)/.test(line))).toBe(false);
    }
    expectUnharmed(peers);
  });
});
