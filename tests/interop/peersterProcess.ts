/** The built `peerster` as a process of its own. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** PEERSTER_CLI: another build of the command line programs than the one of this checkout. */
const programs = process.env['PEERSTER_CLI'] ?? fileURLToPath(new URL('../../out/cli/', import.meta.url));

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
  const limit = Date.now() + 20_000;
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

export async function freePorts(count: number): Promise<readonly number[]> {
  const sockets = Array.from({ length: count }, () => createSocket('udp4'));
  const ports: number[] = [];
  for (const socket of sockets) {
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    ports.push(socket.address().port);
  }
  for (const socket of sockets) socket.close();
  return ports;
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
