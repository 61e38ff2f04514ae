/** A headless peer with a folder of its own, which can be stopped and started again at the same ports. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../../interop/peersterProcess.ts';

/** PEERSTER_CLI: another build of the command line programs than the one of this checkout. */
const programs = process.env['PEERSTER_CLI'] ?? fileURLToPath(new URL('../../../../out/cli/', import.meta.url));
const program = join(programs, 'peerster.js');
const START_MS = 60_000;

export interface Headless {
  readonly url: string;
  /** Where it gossips. */
  readonly address: string;
  readonly folder: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and takes its folder away. */
  end(): Promise<void>;
}

export async function openHeadless(...flags: readonly string[]): Promise<Headless> {
  const folder = await mkdtemp(join(tmpdir(), 'peerster-page-'));
  const [uiPort = 0, gossipPort = 0] = await freePorts(2);
  const address = `127.0.0.1:${gossipPort}`;
  const url = `http://127.0.0.1:${uiPort}`;
  let child: ChildProcess | undefined;

  const peer: Headless = {
    url,
    address,
    folder,
    async start() {
      let errors = '';
      const own = [`--data=${join(folder, 'profile')}`, `-UIPort=${uiPort}`, `-GUIPort=${uiPort}`];
      const started = spawn(process.execPath, [program, ...own, `-gossipAddr=${address}`, '--log=quiet', ...flags], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      started.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
      child = started;
      const limit = Date.now() + START_MS;
      while (!(await isHealthy(url))) {
        if (started.exitCode !== null || Date.now() > limit) throw new Error(`the peer did not start: ${errors}`);
      }
    },
    async stop() {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
    async end() {
      await peer.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await peer.start();
  return peer;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    await new Promise((resolve) => void setTimeout(resolve, 20));
    return false;
  }
}
