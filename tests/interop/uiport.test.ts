/** A peer driven by every kind of client, with the course's log read from its standard output. */
import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, it, vi } from 'vitest';
import vectors from '../vectors/peerster.json' with { type: 'json' };
import { asBytes, freePorts, run, startPeerster, type PeersterProcess } from './peersterProcess.ts';

const running: PeersterProcess[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  for (const peer of running.splice(0)) await peer.stop();
});

async function start(name: string, ...flags: readonly string[]): Promise<PeersterProcess> {
  const peer = await startPeerster(`-name=${name}`, ...flags);
  running.push(peer);
  return peer;
}

/** Two peers that know each other. */
async function startTwo(...flags: readonly string[]) {
  const a = await start('A', ...flags);
  const b = await start('B', `-peers=127.0.0.1:${a.gossipPort}`, ...flags);
  return { a, b };
}

function client(peer: PeersterProcess): (bytes: Uint8Array) => void {
  const socket = createSocket('udp4');
  sockets.push(socket);
  return (bytes) => socket.send(bytes, peer.uiPort, '127.0.0.1');
}

/** A course client's message with nothing but a text. */
function textMessage(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text);
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return Buffer.concat([Buffer.from([0x0a, ...length]), bytes]);
}

const withoutNoise = (peer: PeersterProcess): string[] => peer.lines.filter((line) => !line.startsWith('STATUS'));

describe('client messages as course clients, the seed and ours write them', () => {
  const clientVectors = vectors.vectors.filter(({ kind }) => kind === 'client->UIPort');
  const isText = ({ note, decoded }: (typeof clientVectors)[number]): boolean =>
    note === 'rumor' || (!('Destination' in decoded && decoded.Destination !== '') && decoded.Text !== '');

  it('say what they carry, each followed by the peers', async () => {
    const texts = clientVectors.filter(isText);
    expect(new Set(texts.map(({ implementation }) => implementation)).size).toBeGreaterThanOrEqual(6);
    const peer = await start('A');
    const send = client(peer);
    for (const { hex } of texts) send(Buffer.from(hex, 'hex'));
    const lines = texts.flatMap(({ decoded }) => [`CLIENT MESSAGE ${String(decoded.Text)}`, 'PEERS ']);
    await expect.poll(() => withoutNoise(peer)).toEqual(lines);
  });

  const isPrivate = (vector: (typeof clientVectors)[number]): boolean => !isText(vector) && vector.decoded.Text !== '';

  it('say it to one origin alone where they name one', async () => {
    const letters = clientVectors.filter(isPrivate);
    expect(new Set(letters.map(({ implementation }) => implementation)).size).toBeGreaterThanOrEqual(6);
    const peer = await start('Me');
    const send = client(peer);
    for (const { hex } of letters) send(Buffer.from(hex, 'hex'));
    const lines = letters.flatMap(({ decoded }) => [
      `CLIENT MESSAGE ${String(decoded.Text)} dest ${String(decoded['Destination'])}`,
      'PEERS ',
    ]);
    await expect.poll(() => withoutNoise(peer)).toEqual(lines);
  });

  it('that ask for files which aren’t there change nothing, and it is told on standard error', async () => {
    const others = clientVectors.filter((vector) => !isText(vector) && !isPrivate(vector));
    const peer = await start('A');
    const send = client(peer);
    for (const { hex } of others) send(Buffer.from(hex, 'hex'));
    send(textMessage('still here'));
    await expect.poll(() => withoutNoise(peer)).toEqual(['CLIENT MESSAGE still here', 'PEERS ']);
    expect(peer.errors()).toMatch(/There is no file of that name here/);
  });

  it('come from our client too', async () => {
    const peer = await start('A');
    const text = 'Grüße, 世界\nPEERS 1.2.3.4:5';
    expect(await run('peersterClient', '-UIPort', `${peer.uiPort}`, '-msg', text)).toEqual({
      code: 0,
      out: '',
      err: '',
    });
    const line = asBytes(String.raw`CLIENT MESSAGE Grüße, 世界\nPEERS 1.2.3.4:5`);
    await expect.poll(() => withoutNoise(peer)).toEqual([line, 'PEERS ']);
  });
});

describe('the lines of two peers', () => {
  it('tell how a rumor goes from one to the other', async () => {
    const { a, b } = await startTwo('-antiEntropy=1');
    await expect.poll(() => a.lines).toContain(`PEERS 127.0.0.1:${b.gossipPort}`);
    client(a)(textMessage('hello'));
    const rumor = `RUMOR origin A from 127.0.0.1:${a.gossipPort} ID 1 contents hello`;
    await expect.poll(() => b.lines).toContain(rumor);
    expect(b.lines[b.lines.indexOf(rumor) + 1]).toBe(`PEERS 127.0.0.1:${a.gossipPort}`);
    await vi.waitFor(() => {
      expect(a.lines).toContain(`MONGERING with 127.0.0.1:${b.gossipPort}`);
      expect(a.lines).toContain(`STATUS from 127.0.0.1:${b.gossipPort} peer A nextID 2`);
      expect(a.lines).toContain(`IN SYNC WITH 127.0.0.1:${b.gossipPort}`);
    }, 30_000);
  });

  it('tell of simple messages in simple mode', async () => {
    const { a, b } = await startTwo('-simple');
    client(b)(textMessage('from b'));
    const line = `SIMPLE MESSAGE origin B from 127.0.0.1:${b.gossipPort} contents from b`;
    await expect.poll(() => a.lines).toContain(line);
    expect(a.lines[a.lines.indexOf(line) + 1]).toBe(`PEERS 127.0.0.1:${b.gossipPort}`);
    expect(b.lines).toEqual(['CLIENT MESSAGE from b', `PEERS 127.0.0.1:${a.gossipPort}`]);
  });

  it("give back a stranger's bytes that are no UTF-8", async () => {
    const peer = await start('A');
    const socket = createSocket('udp4');
    sockets.push(socket);
    const rumor = Buffer.from([0x0a, 1, 0x43, 0x10, 1, 0x1a, 3, 0xff, 0x0a, 0xc3]);
    socket.send(Buffer.concat([Buffer.from([0x12, rumor.length]), rumor]), peer.gossipPort, '127.0.0.1');
    await expect.poll(() => peer.lines.some((line) => line.endsWith('ID 1 contents \xff\\n\xc3'))).toBe(true);
  });
});

it('2,000 client datagrams, sent without a pause, all appear here and at the second peer', async () => {
  const { a, b } = await startTwo('-rtimer=0');
  await expect.poll(() => a.lines).toContain(`PEERS 127.0.0.1:${b.gossipPort}`);
  const texts = Array.from({ length: 2_000 }, (_, i) => `${i}`.padStart(100, '.'));
  const send = client(a);
  const started = performance.now();
  for (const text of texts) send(textMessage(text));
  const said = () => a.lines.filter((line) => line.startsWith('CLIENT MESSAGE ')).length;
  const heard = () => new Set(b.lines.filter((line) => line.startsWith('RUMOR origin A '))).size;
  await expect.poll(() => said()).toBe(2_000);
  const saidAfter = performance.now() - started;
  await expect.poll(() => heard()).toBe(2_000);
  console.log(
    `flood: all said after ${Math.round(saidAfter)} ms, all heard after ${Math.round(performance.now() - started)} ms`,
  );
  expect(a.lines.filter((line) => line.startsWith('CLIENT')).map((line) => line.slice(15))).toEqual(texts);
});

it('ten peers in a ring, started at once in one folder, tell each other everything', async () => {
  const gossip = await freePorts(10);
  const address = (i: number): string => `127.0.0.1:${gossip[(i + 10) % 10] ?? 0}`;
  const peers = await Promise.all(
    gossip.map((_port, i) =>
      start(`P${i}`, `-gossipAddr=${address(i)}`, `-peers=${address(i - 1)},${address(i + 1)}`, '-antiEntropy=1'),
    ),
  );
  const speakers = [0, 3, 5];
  for (const i of speakers) client(peers[i] ?? fail())(textMessage(`from ${i}`));
  for (const [i, peer] of peers.entries()) {
    const others = speakers.filter((speaker) => speaker !== i);
    const rumors = () =>
      peer.lines.flatMap((line) => {
        const match = /^RUMOR origin (P\d) from [\d.:]+ ID 1 contents (.*)$/.exec(line);
        // A neighbour may echo what it got.
        return match === null || match[1] === `P${i}` ? [] : [`${match[1]} ${match[2]}`];
      });
    await expect
      .poll(() => [...new Set(rumors())].toSorted())
      .toEqual(others.map((other) => `P${other} from ${other}`));
    expect(peer.errors()).toBe('');
  }
});

const fail = (): never => {
  throw new Error('there is no such peer');
};

describe('the end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s is in order', async (signal) => {
    const peer = await startPeerster();
    expect(await peer.stop(signal)).toBe(0);
    expect(peer.errors()).toBe('');
  });

  it('comes also where nobody reads the log, which holds up nothing before', async () => {
    const peer = await startPeerster();
    peer.process.stdout.pause();
    const send = client(peer);
    const say = async (text: string) => {
      const body = JSON.stringify({ text });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${peer.pageUrl}/api/v1/say`, { method: 'POST', headers, body })).status;
    };
    for (let i = 0; i < 500; i++) send(textMessage(`${i}`.padEnd(1_000)));
    expect(await say('still here')).toBe(200);
    expect(await peer.stop()).toBe(0);
  });
});

describe('wrong use', () => {
  it.each([
    [['-msg=hi', '-keywords=a'], 1, 'ERROR (Bad argument combination)\n', ''],
    [['-file=f', '-request=zz'], 1, 'ERROR (Unable to decode hex hash)\n', ''],
    [['-nothing'], 2, '', 'There is no flag -nothing; see --help.\n'],
  ])('of the client: %j', async (args, code, out, err) => {
    expect(await run('peersterClient', ...args)).toEqual({ code, out, err });
  });

  it.each([
    [['-name='], 2, 'Give -name 1 to 255 bytes.\n'],
    [['-name=A', '-gossipAddr=x'], 2, 'Give -gossipAddr as ip:port, such as 127.0.0.1:5000.\n'],
    [['--ui-host=0.0.0.0'], 2, /^Give --token-file too/],
    [['report', '--data=/nowhere'], 2, /^There is no profile in \/nowhere/],
    [['-name=A', '-gossipAddr=192.0.2.1:5000'], 2, /192\.0\.2\.1/],
  ])('of the peer: %j', async (args, code, err) => {
    const ended = await run('peerster', ...args);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toMatch(err);
    expect(ended.err.trimEnd()).not.toContain('\n');
  });

  it('of a port that is taken is one sentence', async () => {
    const a = await start('A');
    const taken = [`-UIPort=${a.uiPort}`, `-GUIPort=${a.uiPort}`];
    for (const flags of [
      [`-gossipAddr=127.0.0.1:${a.gossipPort}`, ...taken],
      [`-gossipAddr=127.0.0.1:${a.gossipPort + 1}`, ...taken],
    ]) {
      const ended = await run('peerster', '-name=B', ...flags);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).toMatch(/in use/);
    }
  });
});
