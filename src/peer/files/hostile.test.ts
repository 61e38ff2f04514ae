/**
 * A real peer that fetches from a stranger that means it harm: a thousand names, and a thousand answers whose hashes are
 * right and whose contents aren't.
 *
 * It can't show what another system than this one takes for a name; safeName.test.ts does that by rule.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CHUNK_BYTES, HASH_BYTES } from '../../gossiper/files/file.ts';
import { hexOf } from '../../gossiper/hex.ts';
import { parseOrigin } from '../../gossiper/names.ts';
import { decodePacket, encodePacket } from '../../wire/index.ts';
import { loopback, started, temporaryFolder, until } from '../testing.ts';

const COUNT = 1_000;
/** So many downloads at a time. */
const BATCH = 100;
/** What caches may add from the middle of the attack to its end. */
const MEMORY_SLACK = 8 * 1024 * 1024;
const EVIL = 'Evil';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void; // what the flag adds
function memoryInUse(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A course peer that answers each request with what `parts` has under that hash. */
async function stranger() {
  const parts = new Map<string, Uint8Array>();
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const origin = parseOrigin(EVIL);
  if (origin === undefined) throw new Error('that is a name');
  socket.on('message', (bytes, from) => {
    const message = decodePacket(bytes)?.message;
    if (message?.type !== 'dataRequest') return;
    const data = parts.get(hexOf(message.hash)) ?? new Uint8Array(0);
    const reply = {
      type: 'dataReply',
      origin,
      destination: message.origin,
      hopLimit: 10,
      hash: message.hash,
      data,
    } as const;
    socket.send(encodePacket({ message: reply }), from.port, from.address);
  });
  const rumor = { origin, id: 1, text: '', extensions: new Uint8Array(0) };
  const hello = encodePacket({ message: { type: 'rumor', rumor } });
  return {
    address: `127.0.0.1:${socket.address().port}`,
    add(bytes: Uint8Array): string {
      const hash = sha256(bytes).toString('hex');
      parts.set(hash, bytes);
      return hash;
    },
    greet: (port: number) => socket.send(hello, port, '127.0.0.1'),
    [Symbol.dispose]: () => void socket.close(),
  };
}

type Stranger = Awaited<ReturnType<typeof stranger>>;

async function attacked() {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(temporaryFolder());
  const evil = stack.use(await stranger());
  const home = join(folder.path, 'profile');
  const options = loopback({ kind: 'profile', folder: home, name: 'Ana', ephemeral: false }, { peers: [evil.address] });
  const peer = stack.use(await started(options));
  evil.greet(peer.selfView().port);
  await until(() => {
    const routes = peer.routes({});
    return routes.ok && routes.value.some(({ origin }) => origin === EVIL);
  });
  const files = () => {
    const all = peer.files({});
    return all.ok ? all.value : [];
  };
  const usual = readdirSync(home);
  return {
    stack,
    evil,
    peer,
    files,
    downloads: join(home, 'downloads'),
    /** Nothing came to be beside the folder of what is fetched. */
    expectNothingOutside: (): void => {
      expect(readdirSync(folder.path)).toEqual(['profile']);
      expect(readdirSync(home).filter((name) => !usual.includes(name) && name !== 'downloads')).toEqual([]);
    },
  };
}

const fragments: readonly string[] = [
  '../',
  '..\\',
  '/etc/',
  'C:\\',
  '\0',
  '.',
  '..',
  ' ',
  '\u202e',
  '\u2066',
  'CON',
  'nul.',
  '~/',
  '%2e%2e/',
  '\ud800',
  '\n',
  'n'.repeat(300),
  '💥'.repeat(80),
  '.exe',
  ':',
  '-rf ',
  'downloads/',
  '.ssh/',
  '\u00a0',
];
const fragment = fc.constantFrom(...fragments);
const hostileNames = fc
  .array(fc.oneof(fragment, fc.string({ unit: 'binary', maxLength: 8 })), { minLength: 1, maxLength: 8 })
  .map((some) => some.join(''))
  .filter((name) => name.trim() !== '');

it(`${COUNT} names: each file comes, in the folder and nowhere else`, async () => {
  const { stack, evil, peer, files, downloads, expectNothingOutside } = await attacked();
  await using _ = stack;
  const seed = randomBytes(4).readInt32LE();
  const names = fc.sample(hostileNames, { seed, numRuns: COUNT });
  const contents = new Set<string>();
  for (let begun = 0; begun < COUNT; begun += BATCH) {
    for (const name of names.slice(begun, begun + BATCH)) {
      const content = randomBytes(20);
      contents.add(content.toString('hex'));
      const hash = evil.add(Buffer.from(evil.add(content), 'hex'));
      expect(peer.download({ hash, name, from: EVIL }), `${JSON.stringify(name)}, seed ${seed}`).toMatchObject({
        ok: true,
      });
    }
    await until(
      () => files().filter(({ state }) => state.kind === 'here').length === begun + BATCH,
      30_000,
      `seed ${seed}`,
    );
  }
  const there = readdirSync(downloads);
  expect(there, `seed ${seed}`).toHaveLength(COUNT);
  for (const name of there) {
    expect(lstatSync(join(downloads, name)).isFile()).toBe(true);
    expect(contents.delete(readFileSync(join(downloads, name)).toString('hex'))).toBe(true);
  }
  expectNothingOutside();
}, 120_000);

/** A hash that is right, of something that isn't a file; and how long its owner says that it is. */
function lie(evil: Stranger, count: number): { hash: string; size?: number } {
  switch (count % 5) {
    case 0: // half a hash at the end
      return { hash: evil.add(randomBytes(HASH_BYTES * (1 + (count % 200)) + 1 + (count % 31))) };
    case 1: // fewer hashes than its size needs
      return { hash: evil.add(randomBytes(HASH_BYTES * 2)), size: CHUNK_BYTES * 3 };
    case 2: // more
      return { hash: evil.add(randomBytes(HASH_BYTES * 5)), size: CHUNK_BYTES * 4 };
    case 3: {
      // a chunk in the middle that isn't full
      const chunks = [randomBytes(10), randomBytes(10)].map((chunk) => Buffer.from(evil.add(chunk), 'hex'));
      return { hash: evil.add(Buffer.concat(chunks)), size: CHUNK_BYTES + 10 };
    }
    default: // a tree that says it is deep, of rubbish
      return { hash: evil.add(Buffer.from(evil.add(randomBytes(40)), 'hex')), size: CHUNK_BYTES * 257 };
  }
}

it(`${COUNT} lies: each download ends with a sentence, and nothing stays`, async () => {
  const { stack, evil, peer, files, downloads, expectNothingOutside } = await attacked();
  await using _ = stack;
  let middle = 0;
  for (let begun = 0; begun < COUNT; begun += BATCH) {
    const lies = Array.from({ length: BATCH }, (__, n) => lie(evil, begun + n));
    for (const { hash, size } of lies) {
      const input = { hash, name: 'x', from: EVIL, ...(size === undefined ? {} : { size }) };
      expect(peer.download(input)).toMatchObject({ ok: true });
    }
    expect(files()).toHaveLength(BATCH);
    await until(() => files().every(({ state }) => state.kind === 'failed'), 30_000, `${begun} and on`);
    for (const { id, state } of files()) {
      expect(state).toMatchObject({ code: 'file-damaged' });
      expect(state.kind === 'failed' && state.message).toMatch(/^[^\n]+\.$/);
      expect(peer.unshareFile({ id })).toEqual({ ok: true, value: {} });
    }
    if (begun === COUNT / 2) middle = memoryInUse();
  }
  expect(files()).toEqual([]);
  expect(readdirSync(downloads)).toEqual([]);
  expectNothingOutside();
  expect(memoryInUse() - middle).toBeLessThan(MEMORY_SLACK);
}, 120_000);
