/**
 * Peers of any make, run as the course's scripts run Go peers: each in a folder with `_SharedFiles` and `_Downloads`,
 * started by its flags, asked by its client, and read by the lines that it prints.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, vi } from 'vitest';
import { freePorts, programs } from './peersterProcess.ts';

export interface Make {
  readonly name: string;
  /** Program and first arguments. */
  readonly peer: readonly [string, ...string[]];
  readonly client: readonly [string, ...string[]];
  /** Whether standard error stays empty as long as nothing is wrong. */
  readonly isQuiet: boolean;
}

const built = (program: string): string => join(programs, `${program}.js`);
const source = (program: string): string => fileURLToPath(new URL(`course/${program}.ts`, import.meta.url));
const asSource = [process.execPath, '--experimental-strip-types', '--disable-warning=ExperimentalWarning'] as const;

export const OURS: Make = {
  name: 'ours',
  peer: [process.execPath, built('peerster'), '--course-layout'],
  client: [process.execPath, built('peersterClient')],
  isQuiet: true,
};

/** The independent reading of protocol.md. */
export const COURSE: Make = {
  name: 'course nodes',
  peer: [...asSource, source('peerster')],
  client: [...asSource, source('client')],
  isQuiet: true,
};

/** A Go Peerster and its client, where the environment names them; both paths from this folder or from the root. */
const { PEERSTER_GO_PEER, PEERSTER_GO_CLIENT } = process.env;
export const GO: Make | undefined =
  PEERSTER_GO_PEER === undefined
    ? undefined
    : {
        name: 'Go peers',
        peer: [resolve(PEERSTER_GO_PEER)],
        client: PEERSTER_GO_CLIENT === undefined ? OURS.client : [resolve(PEERSTER_GO_CLIENT)],
        isQuiet: false,
      };
export const WHY_NO_GO = 'PEERSTER_GO_PEER names no Go Peerster';

export interface Wanted {
  readonly make: Make;
  /** Its origin. */
  readonly name: string;
}

export class TestPeer {
  readonly make: Make;
  readonly name: string;
  /** ip:port */
  readonly address: string;
  /** Standard output so far. */
  readonly lines: string[] = [];
  readonly #folder: string;
  readonly #uiPort: number;
  readonly #process: ChildProcess;
  #errors = '';

  constructor({ make, name }: Wanted, ports: readonly [gossip: number, ui: number], flags: readonly string[]) {
    this.make = make;
    this.name = name;
    this.address = `127.0.0.1:${ports[0]}`;
    this.#uiPort = ports[1];
    this.#folder = mkdtempSync(join(tmpdir(), 'peerster-interop-'));
    for (const folder of ['_SharedFiles', '_Downloads']) mkdirSync(join(this.#folder, folder));
    const [program, ...first] = make.peer;
    const own = [`-UIPort=${this.#uiPort}`, `-gossipAddr=${this.address}`, `-name=${name}`];
    const child = spawn(program, [...first, ...own, ...flags], {
      cwd: this.#folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    let rest = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const pieces = `${rest}${text}`.split('\n');
      rest = pieces.pop() ?? '';
      this.lines.push(...pieces);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
  }

  /** By its own client. */
  async ask(...flags: readonly string[]): Promise<void> {
    const [program, ...first] = this.make.client;
    await promisify(execFile)(program, [...first, `-UIPort=${this.#uiPort}`, ...flags], { cwd: this.#folder });
  }

  /** Says `text` until it has heard it: at first nobody listens at its port yet. */
  async greet(text: string): Promise<void> {
    const heard = `CLIENT MESSAGE ${text}`;
    await vi.waitFor(
      async () => {
        await this.ask(`-msg=${text}`);
        await vi.waitFor(() => expect(this.lines).toContain(heard), { timeout: 1_000, interval: 20 });
      },
      { timeout: 30_000, interval: 20 },
    );
  }

  /** The first such line, once it is there. `after`: how many lines to leave out. */
  async prints(wanted: RegExp | string, { within = 30_000, after = 0 } = {}): Promise<string> {
    return await vi.waitFor(
      () => {
        const found = this.lines
          .slice(after)
          .find((line) => (typeof wanted === 'string' ? line === wanted : wanted.test(line)));
        if (found === undefined)
          throw new Error(`${this.name} (${this.make.name}) did not print ${String(wanted)} ${this.harm}`);
        return found;
      },
      { timeout: within, interval: 50 },
    );
  }

  /** One datagram, as from a peer. */
  async hears(datagram: Uint8Array): Promise<void> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) =>
      socket.send(datagram, Number(this.address.split(':')[1]), '127.0.0.1', () => resolve()),
    );
    socket.close();
  }

  /** The hash of its metafile in hex. */
  async share(name: string, content: Uint8Array): Promise<string> {
    writeFileSync(join(this.#folder, '_SharedFiles', name), content);
    await this.ask(`-file=${name}`);
    const root = rootOf(content);
    if (this.make.isQuiet) await this.prints(`METAFILE ${root}`); // not every Go peer prints it
    return root;
  }

  /** Some write it only after they have printed that they have it. */
  async expectDownloaded(name: string, content: Uint8Array): Promise<void> {
    const path = join(this.#folder, '_Downloads', name);
    await expect.poll(() => sha256(readFileSync(path))).toBe(sha256(content));
  }

  /** What killed or confused it; empty: nothing. Of a make that isn't quiet: whether it ended. */
  get harm(): string {
    const { exitCode, signalCode } = this.#process;
    const end = exitCode === null && signalCode === null ? '' : `ended with ${exitCode ?? signalCode}: `;
    return this.make.isQuiet || end !== '' ? `${end}${this.#errors}` : '';
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode === null && signalCode === null) {
      this.#process.kill();
      await once(this.#process, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

const running: TestPeer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(async (peer) => peer.stop()));
});

/** Started at once, each linked with the one before it and, in a ring, the last one with the first; each has said `I am NAME`. */
export async function start(
  wanted: readonly Wanted[],
  shape: 'line' | 'ring',
  flags: readonly string[],
  gossipPorts?: readonly number[],
): Promise<TestPeer[]> {
  const count = wanted.length;
  const free = await freePorts(2 * count);
  const gossip = gossipPorts ?? free.slice(count);
  const address = (at: number): string[] => {
    const port = gossip[shape === 'ring' ? (at + count) % count : at];
    return port === undefined ? [] : [`127.0.0.1:${port}`];
  };
  const peers = wanted.map((one, at) => {
    const neighbours = `-peers=${[...address(at - 1), ...address(at + 1)].join(',')}`;
    return new TestPeer(one, [gossip[at] ?? 0, free[at] ?? 0], [neighbours, ...flags]);
  });
  running.push(...peers);
  await Promise.all(peers.map(async (peer) => peer.greet(`I am ${peer.name}`)));
  return peers;
}

export const expectUnharmed = (peers: readonly TestPeer[]): void =>
  expect(peers.map(({ name, harm }) => [name, harm])).toEqual(peers.map(({ name }) => [name, '']));

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Of at most 2 MiB: the hash of the hashes of its chunks. */
function rootOf(content: Uint8Array): string {
  const metafile = createHash('sha256');
  for (let at = 0; at < content.length; at += 8_192)
    metafile.update(
      createHash('sha256')
        .update(content.subarray(at, at + 8_192))
        .digest(),
    );
  return metafile.digest('hex');
}
