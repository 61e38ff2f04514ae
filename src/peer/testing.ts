/** What the tests and benches of this folder share: peers on loopback in temporary folders, and waiting for a condition. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPeer } from './index.ts';
import type { PeerOptions } from './options.ts';
import type { Peer } from './service.ts';

export interface Temporary extends Disposable {
  readonly path: string;
}

export function temporaryFolder(): Temporary {
  const path = mkdtempSync(join(tmpdir(), 'peerster-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A peer on any free loopback port, in the lobby, eager, with anti-entropy each second. */
export function loopback(identity: PeerOptions['identity'], more: Partial<PeerOptions> = {}): PeerOptions {
  return {
    identity,
    gossip: { host: '127.0.0.1', port: 0 },
    peers: [],
    group: 'lobby',
    openToCourse: true,
    mode: 'rumors',
    policy: 'eager',
    antiEntropyMs: 1_000,
    routeRumorMs: 0,
    discovery: false,
    ...more,
  };
}

/** A peer that closes with its scope. Throws the sentence where it can't be opened. */
export async function started(
  options: PeerOptions,
  surroundings?: Parameters<typeof openPeer>[1],
): Promise<Peer & AsyncDisposable> {
  const opened = await openPeer(options, surroundings);
  if (!opened.ok) throw new Error(`${opened.problem.code}: ${opened.problem.message}`);
  // Not a copy: what a peer says of itself changes.
  return Object.assign(opened.value, { [Symbol.asyncDispose]: () => opened.value.close() });
}

/** Resolves when `condition` holds; looks every 5 ms, gives up after `withinMs`. */
export async function until(condition: () => boolean, withinMs = 30_000, what = 'the condition'): Promise<void> {
  const end = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`${what} did not hold within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The texts that a peer shows, oldest first. */
export function texts(peer: Peer): string[] {
  const page = peer.messages({ limit: 500 });
  return page.ok ? page.value.messages.map(({ text }) => text) : [];
}
