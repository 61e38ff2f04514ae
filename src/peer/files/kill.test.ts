/**
 * A download whose either end is killed goes on when that end is there again, and what comes of it is whole.
 *
 * It can't show what a power failure does: the system still has what a killed process wrote.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CHUNK_BYTES } from '../../gossiper/files/file.ts';
import { temporaryFolder } from '../testing.ts';

const PROGRAM = fileURLToPath(new URL('./filer.testing.ts', import.meta.url));
const CHUNKS = 2_048;
const HALF = CHUNKS / 2;

interface Line {
  readonly address: string;
  readonly origin: string;
  readonly file: { readonly hash: string; readonly state: { readonly kind: string; readonly path: string } };
  readonly received: number;
}

class Filer implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown[]>;
  readonly line: Promise<Line | undefined>;

  constructor(...words: (string | number)[]) {
    this.child = spawn(process.execPath, [PROGRAM, ...words.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.exited = once(this.child, 'exit');
    this.line = this.read();
  }

  private async read(): Promise<Line | undefined> {
    if (this.child.stdout === null) return undefined;
    for await (const line of createInterface({ input: this.child.stdout })) return JSON.parse(line) as Line;
    return undefined;
  }

  async said(): Promise<Line> {
    const line = await this.line;
    if (line === undefined) throw new Error('it ended without a word');
    return line;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const portOf = (address: string): string => address.slice(address.lastIndexOf(':') + 1);

async function fetchesAll(killed: 'holder' | 'fetcher'): Promise<void> {
  using a = temporaryFolder();
  using b = temporaryFolder();
  const bytes = randomBytes(CHUNKS * CHUNK_BYTES - 17);
  const path = join(a.path, 'original.bin');
  writeFileSync(path, bytes);

  await using holder = new Filer('holder', a.path, 0, killed === 'holder' ? HALF : 0, path);
  const { address, origin, file } = await holder.said();
  await using fetcher = new Filer(
    'fetcher',
    b.path,
    0,
    killed === 'fetcher' ? HALF : 0,
    address,
    file.hash,
    bytes.length,
    origin,
  );

  const [, signal] = await (killed === 'holder' ? holder : fetcher).exited;
  expect(signal).toBe('SIGKILL');
  const inFolder = readdirSync(join(b.path, 'downloads'));
  expect(inFolder).toMatchObject([expect.stringMatching(/^\.peerster-[0-9a-f-]+\.part$/)]);

  await using again =
    killed === 'holder'
      ? new Filer('holder', a.path, portOf(address), 0, '')
      : new Filer('fetcher', b.path, 0, 0, address);
  const whole = await (killed === 'holder' ? fetcher : again).said();
  expect(await again.said()).toMatchObject({ file: { hash: file.hash, state: { kind: 'here' } } });
  expect(sha256(readFileSync(whole.file.state.path))).toBe(sha256(bytes));
  expect(readdirSync(join(b.path, 'downloads'))).toEqual(['fetched.bin']);
  // What was there already did not come again.
  if (killed === 'fetcher') expect(whole.received).toBeLessThan(CHUNKS - HALF / 2);
}

it('goes on where it was when the one that fetches is killed', () => fetchesAll('fetcher'), 120_000);

it('goes on where it was when the one that has it is killed', () => fetchesAll('holder'), 120_000);
