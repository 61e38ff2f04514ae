/** Files over loopback, each end in a process of its own; lossy ways are relays here that drop datagrams by a seed. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { round } from '../catchUp.bench.ts';
import type { Figure } from '../log.bench.ts';
import { temporaryFolder } from '../testing.ts';

const MEGABYTES = 100;
const program = fileURLToPath(new URL('benchPeer.ts', import.meta.url));

interface Holder {
  readonly address: string;
  readonly hash: string;
  readonly size: number;
  readonly ms: number;
  readonly growth: number;
  readonly delay: number;
}
interface Fetched {
  readonly ms: number;
  readonly growth: number;
  readonly delay: number;
  readonly again: number;
}

export async function benchFiles(): Promise<Figure[]> {
  using folder = temporaryFolder();
  const path = join(folder.path, 'content.bin');
  writeFileSync(path, randomBytes(MEGABYTES * 1024 * 1024));
  const figures: Figure[] = [];
  for (const [holders, loss] of [
    [1, 0],
    [3, 0],
    [1, 0.05],
  ] as const) {
    const { holder, fetched } = await run(join(folder.path, `${holders} ${loss}`), path, holders, loss);
    const name = `100 MiB from ${holders}${loss === 0 ? '' : ` at ${loss * 100} % loss`}`;
    figures.push(
      { name, value: round((MEGABYTES * 1024 * 1024) / 1e3 / fetched.ms), unit: 'MB/s' },
      { name: `${name}: growth of memory`, value: fetched.growth, unit: 'MB' },
      { name: `${name}: event-loop delay p99`, value: round(fetched.delay), unit: 'ms' },
      { name: `${name}: asked again`, value: fetched.again, unit: 'chunks' },
    );
    if (holders === 1 && loss === 0) figures.push({ name: '100 MiB shared', value: Math.round(holder.ms), unit: 'ms' });
  }
  return figures;
}

/** A sparse file: shared as a whole, and its beginning fetched. */
export async function benchSparse(gibibytes = 10): Promise<Figure[]> {
  using folder = temporaryFolder();
  const bytes = gibibytes * 1024 ** 3;
  const { holder, fetched } = await run(folder.path, join(folder.path, 'sparse.bin'), 1, 0, bytes, 0.0001);
  const name = `${gibibytes} GiB sparse`;
  return [
    { name: `${name}: shared`, value: Math.round(holder.ms), unit: 'ms' },
    { name: `${name}: growth of memory while shared`, value: holder.growth, unit: 'MB' },
    { name: `${name}: event-loop delay p99 while shared`, value: round(holder.delay), unit: 'ms' },
    { name: `${name}: first chunks`, value: Math.round(fetched.ms), unit: 'ms' },
    { name: `${name}: growth of memory while fetched`, value: fetched.growth, unit: 'MB' },
  ];
}

async function run(
  folder: string,
  path: string,
  count: number,
  loss: number,
  sparse = 0,
  share = 1,
): Promise<{ holder: Holder; fetched: Fetched }> {
  const scope = new AsyncDisposableStack();
  await using _ = scope;
  const addresses: string[] = [];
  let holder: Holder | undefined;
  for (let n = 0; n < count; n++) {
    const child = start(['holder', `${folder}-holder-${n}`, path, String(sparse)]);
    scope.defer(() => child.end());
    holder = (await child.line()) as Holder;
    addresses.push(loss === 0 ? holder.address : scope.use(await relay(holder.address, loss)).address);
  }
  if (holder === undefined) throw new Error('there is one holder at least');
  const fetcher = start([
    'fetcher',
    `${folder}-fetcher`,
    holder.hash,
    String(holder.size),
    String(share),
    ...addresses,
  ]);
  const fetched = (await fetcher.line()) as Fetched;
  await fetcher.end();
  return { holder, fetched };
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  // A holder stands for another machine, which takes no processor from the one that fetches.
  if (args[0] === 'holder' && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const over = once(child, 'exit');
  return {
    async line(): Promise<unknown> {
      const { value } = await lines.next();
      if (typeof value !== 'string') throw new Error('the process ended');
      return JSON.parse(value) as unknown;
    },
    async end() {
      child.stdin.end();
      await over;
    },
  };
}

/** Stands for `target` at an address of its own, and loses this share of what goes through it, either way. */
async function relay(target: string, loss: number): Promise<{ address: string } & AsyncDisposable> {
  let state = 12_345;
  const isLost = (): boolean => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24 < loss;
  };
  const [inner, outer] = [await socket(), await socket()];
  const targetPort = Number(target.split(':')[1]);
  let client = 0;
  outer.on('message', (bytes, from) => {
    client = from.port;
    if (!isLost()) inner.send(bytes, targetPort, '127.0.0.1');
  });
  inner.on('message', (bytes) => {
    if (client !== 0 && !isLost()) outer.send(bytes, client, '127.0.0.1');
  });
  return {
    address: `127.0.0.1:${outer.address().port}`,
    async [Symbol.asyncDispose]() {
      await Promise.all([inner, outer].map((one) => new Promise<void>((resolve) => one.close(resolve))));
    },
  };
}

function socket(): Promise<Socket> {
  const made = createSocket({ type: 'udp4', recvBufferSize: 1_000_000 });
  return new Promise((resolve) => made.bind(0, '127.0.0.1', () => resolve(made)));
}
