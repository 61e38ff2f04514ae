/** A headless peer on a machine of namespaces.ts, with its API over a pipe: the network carries gossip only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { CallInput, CallName, CallOutput, Event } from '../../../src/api/contract.ts';
import type { Result } from '../../../src/api/result.ts';
import type { PeerOptions } from '../../../src/peer/index.ts';
import type { Machine } from './namespaces.ts';

const agent = fileURLToPath(new URL('agent.ts', import.meta.url));

export interface MachinePeer extends AsyncDisposable {
  readonly machine: Machine;
  /** Of its first cable, and the port. */
  readonly address: string;
  /** Every event since its start. */
  readonly events: readonly Event[];
  /** Throws the sentence of a refusal. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
  ask<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /** Ends it in order, as a person does. */
  close(): Promise<void>;
  /** Ends it at once: nobody is told. */
  kill(): Promise<void>;
}

type Line =
  | { readonly opened: { readonly gossipAddress: string } }
  | { readonly refused: { readonly code: string; readonly message: string } }
  | { readonly event: Event }
  | { readonly id: number; readonly result: Result<never> };

/** Named `name`, in the lobby, on port 5000 of all interfaces, found by discovery: unless told otherwise. */
export async function startOn(machine: Machine, name: string, more: Partial<PeerOptions> = {}): Promise<MachinePeer> {
  const folder = mkdtempSync(join(tmpdir(), 'peerster-net-'));
  const options: PeerOptions = {
    identity: { kind: 'profile', folder, name, ephemeral: true },
    gossip: { host: '0.0.0.0', port: 5000 },
    peers: [],
    group: 'lobby',
    openToCourse: false,
    mode: 'rumors',
    policy: 'eager',
    antiEntropyMs: 10_000,
    routeRumorMs: 0,
    discovery: true,
    ...more,
  };
  const child = spawn(
    'ip',
    ['netns', 'exec', machine.name, process.execPath, '--no-warnings', agent, JSON.stringify(options)],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const events: Event[] = [];
  const waiting = new Map<number, (result: Result<never>) => void>();
  let errors = '';
  let asked = 0;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = `${errors}${text}`.slice(-4_000)));
  child.stdin.on('error', () => undefined); // it ended: whoever waits is told below
  const exited = once(child, 'exit').then(() => {
    for (const answer of waiting.values())
      answer({ ok: false, problem: { code: 'gone', message: `${name} ended. ${errors}` } });
    waiting.clear();
    rmSync(folder, { recursive: true, force: true });
  });
  const opened = new Promise<string>((resolve, reject) => {
    void exited.then(() => reject(new Error(`${name} did not start: ${errors}`)));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line;
      if ('event' in line) events.push(line.event);
      else if ('opened' in line) resolve(line.opened.gossipAddress);
      else if ('refused' in line) reject(new Error(`${line.refused.code}: ${line.refused.message}`));
      else {
        waiting.get(line.id)?.(line.result);
        waiting.delete(line.id);
      }
    });
  });
  const gossipAddress = await opened;

  const ask = <N extends CallName>(call: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> => {
    const id = (asked += 1);
    return new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) {
        resolve({ ok: false, problem: { code: 'gone', message: `${name} ended. ${errors}` } });
        return;
      }
      waiting.set(id, resolve);
      child.stdin.write(`${JSON.stringify({ id, name: call, input })}\n`);
    });
  };
  const close = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  return {
    machine,
    address: `${machine.address}${gossipAddress.slice(gossipAddress.lastIndexOf(':'))}`,
    events,
    ask,
    async call(call, input) {
      const result = await ask(call, input);
      if (!result.ok) throw new Error(`${call}: ${result.problem.code}: ${result.problem.message}`);
      return result.value;
    },
    close,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** Bounds a hang: a busy machine takes its time. */
const HANG_MS = 60_000;

/** Asks every 50 ms until `condition` holds, and says when it did: seconds from the call on. */
export async function eventually(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > HANG_MS) throw new Error(`${what}: not within ${HANG_MS} ms`);
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  console.log(`${what}: after ${((performance.now() - start) / 1_000).toFixed(1)} s`);
}
