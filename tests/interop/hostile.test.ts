/** A real peer under datagrams that mean it harm. What this can't show: a sender with another host's address. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import type { Origin } from '../../src/gossiper/names.ts';
import { decodeClientMessage, decodePacket, encodePacket, rumorCodec } from '../../src/wire/index.ts';
import { chance, hostileDatagrams, kinds } from './hostileDatagrams.ts';
import { startPeerster, type PeersterProcess } from './peersterProcess.ts';

const DATAGRAMS = 100_000;
/** Sent before the peer is asked whether it is still there, which also lets it read. */
const BURST = 200;
const SOURCES = 64;
/** Little enough that it collects its garbage before that has grown by more than the slack; it would die of more. */
const HEAP_MIB = 64;
/** What caches may add from the middle of the attack to its end: some 5 MB were measured. */
const MEMORY_SLACK = 24 * 1024 * 1024;

const sockets: Socket[] = [];
let running: PeersterProcess | undefined;
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  await running?.stop();
  running = undefined;
});

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function call(peer: PeersterProcess, name: string, input: object = {}): Promise<Record<string, unknown>> {
  const response = await fetch(`${peer.pageUrl}/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Record<string, unknown>;
}

/** Another of ours says something to the peer, so that its rumors can be forged, and leaves. */
async function visit(peer: PeersterProcess): Promise<void> {
  const bob = await startPeerster('--as=Bob', '--ephemeral', '--log=quiet', `-peers=127.0.0.1:${peer.gossipPort}`);
  for (let i = 0; i < 5; i++) await call(bob, 'say', { text: `Bob's ${i}` });
  await expect.poll(async () => (await call(peer, 'messages'))['total']).toBe(25);
  await bob.stop();
}

/** What the peer sends to somebody who asks for all it holds: its signed rumors and Bob's among it. */
async function eavesdrop(peer: PeersterProcess): Promise<readonly Uint8Array[]> {
  const socket = await openSocket();
  const heard: Uint8Array[] = [];
  socket.on('message', (bytes) => heard.push(Uint8Array.from(bytes)));
  const want: { origin: Origin; nextId: number }[] = [];
  await vi.waitFor(() => {
    const rumors = heard.flatMap((bytes) => {
      const message = decodePacket(bytes)?.message;
      return message?.type === 'rumor' ? [message.rumor] : [];
    });
    for (const origin of new Set(rumors.map((rumor) => rumor.origin))) {
      const held = new Set(rumors.filter((rumor) => rumor.origin === origin).map(({ id }) => id));
      let nextId = 1;
      while (held.has(nextId)) nextId++;
      want.push({ origin, nextId });
    }
    const status = encodePacket({ message: { type: 'status', want: want.splice(0) } });
    socket.send(status, peer.gossipPort, '127.0.0.1');
    expect(rumors.length).toBeGreaterThanOrEqual(20);
  }, 30_000);
  return heard;
}

it(`lives through ${DATAGRAMS} hostile datagrams at both ports`, async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`seed ${seed}`);
  const random = chance(seed);
  vi.stubEnv('NODE_OPTIONS', `--max-old-space-size=${HEAP_MIB} --max-semi-space-size=8`);
  const peer = await startPeerster('--as=Alex', '--ephemeral', '--log=quiet');
  vi.unstubAllEnvs();
  running = peer;
  const { origin } = await call(peer, 'self');
  for (let i = 0; i < 20; i++) await call(peer, 'say', { text: `message ${i}` });
  await visit(peer);
  const itsOwn = await eavesdrop(peer);
  const before = await call(peer, 'messages', { limit: 500 });

  // An unsigned rumor of a stranger, or a client's text, is to be taken in; the rest is not.
  const gossip = hostileDatagrams(random, itsOwn, 'gossip', (bytes) => {
    const message = decodePacket(bytes)?.message;
    if (message?.type === 'simple') return false;
    return (
      message?.type !== 'rumor' || message.rumor.origin === origin || rumorCodec.claims(message.rumor) !== undefined
    );
  });
  const client = hostileDatagrams(random, [], 'client', (bytes) => decodeClientMessage(bytes)?.type !== 'text');
  const sources = await Promise.all(Array.from({ length: SOURCES }, openSocket));

  let memoryHalfway = 0;
  let slowest = 0;
  for (let sent = 0; sent < DATAGRAMS;) {
    const burst: Promise<void>[] = [];
    for (const end = sent + BURST; sent < end; sent++) {
      const kind = kinds[sent % kinds.length] ?? 'random';
      const isGossip = sent % 2 === (sent >> 3) % 2;
      const source = sources[sent % SOURCES];
      const bytes = isGossip ? gossip(kind) : client(kind);
      burst.push(
        new Promise((resolve) =>
          source?.send(bytes, isGossip ? peer.gossipPort : peer.uiPort, '127.0.0.1', () => resolve()),
        ),
      );
    }
    await Promise.all(burst);
    const asked = performance.now();
    expect((await fetch(`${peer.pageUrl}/health`)).status).toBe(200);
    slowest = Math.max(slowest, performance.now() - asked);
    if (sent === DATAGRAMS / 2) memoryHalfway = peer.memory();
  }
  const grown = peer.memory() - memoryHalfway;
  const metrics = await call(peer, 'metrics');
  console.log(
    `slowest answer ${Math.round(slowest)} ms; memory ${Math.round(peer.memory() / 1e6)} MB, ` +
      `${(grown / 1e6).toFixed(1)} MB more than halfway; malformed ${String(metrics['datagrams_malformed'])}, ` +
      `received ${String(metrics['gossip_received'])}, forged ${String(metrics['gossip_forged'])}`,
  );

  expect(await call(peer, 'messages', { limit: 500 })).toEqual(before);
  expect(grown).toBeLessThan(MEMORY_SLACK);
  // Of those for this port, half of all; a busy system drops some, and most have to have come for this to show anything.
  expect(Number(metrics['datagrams_malformed']) + Number(metrics['gossip_received'])).toBeGreaterThan(DATAGRAMS * 0.25);
  // It still does its work, in both directions.
  await call(peer, 'say', { text: 'still here' });
  const friend = await openSocket();
  const extensions = new Uint8Array();
  friend.send(
    encodePacket({
      message: { type: 'rumor', rumor: { origin: 'Friend', id: 1, text: 'me too', extensions } as never },
    }),
    peer.gossipPort,
    '127.0.0.1',
  );
  await vi.waitFor(async () => {
    const { messages } = (await call(peer, 'messages', { limit: 2 })) as { messages: { text: string }[] };
    expect(messages.map(({ text }) => text).toSorted()).toEqual(['me too', 'still here']);
  }, 30_000);
});

it('sends at most one rumor to a victim in whose name one status came', async () => {
  const peer = await startPeerster('-antiEntropy=1');
  running = peer;
  for (let i = 0; i < 50; i++) await call(peer, 'say', { text: `message ${i}`.padEnd(1_000, '.') });
  const victim = await openSocket();
  const received: Uint8Array[] = [];
  victim.on('message', (bytes) => received.push(Uint8Array.from(bytes)));
  const status = encodePacket({ message: { type: 'status', want: [] } });
  victim.send(status, peer.gossipPort, '127.0.0.1');
  // Three rounds of anti-entropy, and every repetition of what was not acknowledged, are over by then.
  await expect.poll(() => peer.lines.length).toBeGreaterThan(100);
  await new Promise((resolve) => void setTimeout(resolve, 5_000));
  const rumors = received.filter((bytes) => decodePacket(bytes)?.message.type === 'rumor');
  const bytes = received.reduce((sum, { length }) => sum + length, 0);
  console.log(
    `one status of ${status.length} bytes: ${received.length} datagrams, ${bytes} bytes, ${rumors.length} rumors`,
  );
  expect(new Set(rumors.map((rumor) => Buffer.from(rumor).toString('hex'))).size).toBeLessThanOrEqual(1);
  expect(rumors.length).toBeLessThanOrEqual(1);
});
