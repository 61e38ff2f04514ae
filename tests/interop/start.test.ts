/** `npm start` where no window can be shown: the page of a headless peer, with a profile that lasts. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../src/api/contract.ts';
import { freePorts, programs } from './peersterProcess.ts';

let folder: string;
let running: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peerster-start-'));
});
afterAll(async () => {
  running?.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

/** Resolves once the page's address is printed: it, and all lines up to there. */
async function start(): Promise<{ url: string; lines: readonly string[] }> {
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', XDG_CONFIG_HOME: folder };
  const [port = 0] = await freePorts(1); // 5000 and those after it belong to ring.test.ts
  const child = spawn(process.execPath, ['scripts/start.js', '--discovery=false', `-gossipAddr=0.0.0.0:${port}`], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  const lines: string[] = [];
  return await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const url = /http:\/\/\S+/.exec(line)?.[0];
      if (url !== undefined) resolve({ url, lines });
    });
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code}: ${lines.join(' | ')}`)));
  });
}

async function stop(): Promise<number | null> {
  const child = running;
  if (child === undefined) return null;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  running = undefined;
  return child.exitCode;
}

const post = async (url: string, call: string, input: object): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' };
  return await (await fetch(`${url}api/v1/${call}`, { method: 'POST', headers, body: JSON.stringify(input) })).json();
};

test('a peer that another process was started for ends in order when that one is killed', async () => {
  const [port = 0] = await freePorts(1);
  const place = ['--as=Kim', '--ephemeral', '--discovery=false', `--data=${join(folder, 'kim')}`];
  const child = spawn(process.execPath, [join(programs, 'peerster.js'), ...place, `-gossipAddr=127.0.0.1:${port}`], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await once(child.stdout ?? child, 'data'); // it runs
  const ended = once(child, 'exit');
  child.disconnect(); // all that is seen of a kill -9
  expect(await ended).toEqual([0, null]);
});

// Elsewhere it would open a window of the person who runs the tests.
describe.runIf(process.platform === 'linux')('npm start without a display', () => {
  test('says so in one line and serves the page on loopback', async () => {
    const { url, lines } = await start();
    expect(lines[0]).toBe('There is no display here: serving Peerster to the browser instead.');
    expect(new URL(url).hostname).toBe('127.0.0.1');
    expect(Number(new URL(url).port)).toBeGreaterThanOrEqual(8080);
    const page = await (await fetch(url)).text();
    expect(page).toContain('<title>Peerster</title>');
    await post(url, 'setName', { name: 'Ada' });
    await post(url, 'say', { text: 'Kept over a restart.' });
    expect(await stop()).toBe(0);
  });

  test('the next start is the same person with the same history', async () => {
    const { url } = await start();
    expect(contract.self.output.parse(await post(url, 'self', {}))).toMatchObject({ name: 'Ada', storage: 'disk' });
    const { messages } = contract.messages.output.parse(await post(url, 'messages', {}));
    expect(messages.map(({ text }) => text)).toContain('Kept over a restart.');
    expect(await stop()).toBe(0);
  });
});
