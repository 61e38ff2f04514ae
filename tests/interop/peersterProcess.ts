/** The built `peerster` as a process of its own. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** PEERSTER_CLI: another build of the command line programs than the one of this checkout. */
export const programs = process.env['PEERSTER_CLI'] ?? fileURLToPath(new URL('../../out/cli/', import.meta.url));

/** Bounds a hang: a busy machine takes its time. */
const START_MS = 60_000;

export interface PeersterProcess {
  readonly uiPort: number;
  readonly gossipPort: number;
  readonly pageUrl: string;
  /** Standard output so far, bytes as latin1. */
  readonly lines: string[];
  readonly errors: () => string;
  /** Resident memory in bytes (Linux). */
  readonly memory: () => number;
  readonly isRunning: () => boolean;
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  /** Asks it to stop; gives the exit code. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<number | null>;
}

/** `peerster environment` on a port of its own, once it answers; with its flags. */
export async function startEnvironment(...flags: readonly string[]) {
  const [port = 0] = await freePorts(1);
  const child = spawn(process.execPath, [join(programs, 'peerster.js'), 'environment', `--port=${port}`, ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const url = `http://127.0.0.1:${port}`;
  const limit = Date.now() + START_MS;
  while (!(await answers(`${url}/health`))) {
    if (child.exitCode !== null || Date.now() > limit) throw new Error('the environment did not start');
  }
  return {
    url,
    async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') {
      child.kill(signal);
      return (await exited)[0];
    },
  };
}

/** A peer on ports of its own, once its page answers. Without `-name` or `--as` among the flags it is called A. */
export async function startPeerster(...flags: readonly string[]): Promise<PeersterProcess> {
  const [uiPort = 0, gossipPort = 0] = await freePorts(2);
  const child = spawn(
    process.execPath,
    [
      join(programs, 'peerster.js'),
      ...(flags.some((flag) => /^--?(name|as)=/.test(flag)) ? [] : ['-name=A']),
      `-UIPort=${uiPort}`,
      `-GUIPort=${uiPort}`,
      `-gossipAddr=127.0.0.1:${gossipPort}`,
      ...flags,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    const pieces = `${rest}${text}`.split('\n');
    rest = pieces.pop() ?? '';
    for (const line of pieces) lines.push(line);
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;

  const pageUrl = `http://127.0.0.1:${uiPort}`;
  const limit = Date.now() + START_MS;
  while (!(await answers(`${pageUrl}/health`))) {
    if (!isRunning() || Date.now() > limit) throw new Error(`peerster did not start: ${errors}`);
  }
  return {
    uiPort,
    gossipPort,
    pageUrl,
    lines,
    errors: () => errors,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    isRunning,
    process: child,
    async stop(signal = 'SIGTERM') {
      if (isRunning()) child.kill(signal);
      return (await exited)[0];
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    await new Promise((resolve) => void setTimeout(resolve, 20));
    return false;
  }
}

/**
 * Ports that nobody has now, for UDP or TCP. They are below those that systems give to whoever asks for any, so that
 * nobody is given one before it is used.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  for (let tries = 0; ports.size < count; tries++) {
    if (tries > 1_000) throw new Error('no port is free');
    const port = randomInt(20_000, 32_000);
    if ((await isFree(createSocket('udp4').bind(port, '127.0.0.1'))) && (await isFree(createServer().listen(port))))
      ports.add(port);
  }
  return [...ports];
}

async function isFree(opening: Socket | Server): Promise<boolean> {
  try {
    await once(opening, 'listening');
  } catch {
    return false;
  }
  const closed = once(opening, 'close');
  opening.close();
  await closed;
  return true;
}

/** Runs a program to its end. */
export async function run(program: 'peerster' | 'peersterClient', ...args: readonly string[]) {
  const child = spawn(process.execPath, [join(programs, `${program}.js`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** Text as the bytes that `lines` holds. */
export const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
