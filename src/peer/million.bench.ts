/** A headless peer with a million messages on disk, as a person starts it: how long until it answers, and what it takes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillLog, type Figure } from './log.bench.ts';

const MESSAGES = 1_000_000;
const ORIGINS = 100;
const GIVE_UP_MS = 20_000;
/** Words of nearly all messages, of one in a thousand and of none; as a person types them. */
const SEARCHES = [
  'winter',
  'wi',
  'win coming',
  '"winter is coming"',
  'w1999x',
  'w1',
  'is w1000x',
  'nothing',
  'w nothing',
];

let prepared: string | undefined;

/** `program`: the built command line peer. Linux only, where /proc tells a process's memory. */
export async function benchMillion(program: string): Promise<Figure[]> {
  prepared ??= await prepare();
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const args = [program, `--data=${prepared}`, '--as=Million', `-GUIPort=${port}`, `-UIPort=${await freePort()}`];
  const start = performance.now();
  const child = spawn(process.execPath, [...args, '-gossipAddr=127.0.0.1:0', '--log=quiet'], { stdio: 'ignore' });
  try {
    await healthy(`${base}/health`, child);
    const health = performance.now() - start;
    const asked = performance.now();
    const page = await fetch(`${base}/api/v1/messages?limit=200`);
    const bytes = (await page.text()).length;
    const first = performance.now() - asked;
    if (!page.ok || bytes < 200 * 100) throw new Error(`the first page has ${bytes} bytes, status ${page.status}`);
    const searches: number[] = [];
    for (const typed of SEARCHES) {
      const start = performance.now();
      const found = await fetch(`${base}/api/v1/search?text=${encodeURIComponent(typed)}`);
      if (!found.ok || !(await found.text()).includes('"indexed":1')) throw new Error(`${typed} was not searched`);
      searches.push(performance.now() - start);
    }
    return [
      { name: '1,000,000 messages: spawn to first 200 of /health', value: Math.round(health), unit: 'ms' },
      { name: '1,000,000 messages: first page of 200', value: Math.round(first * 10) / 10, unit: 'ms' },
      ...SEARCHES.map((typed, at) => ({
        name: `1,000,000 messages: first page of a search for ${typed}`,
        value: Math.round((searches[at] ?? 0) * 10) / 10,
        unit: 'ms',
      })),
      { name: '1,000,000 messages: resident memory after it', value: residentMegabytes(child), unit: 'MB' },
    ];
  } finally {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}

async function prepare(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'peerster-million-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(folder, { recursive: true });
  (await fillLog(folder, MESSAGES, ORIGINS)).close();
  return folder;
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + GIVE_UP_MS;
  while (performance.now() < end && child.exitCode === null) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`no answer from ${url}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port');
  return address.port;
}

function residentMegabytes(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
