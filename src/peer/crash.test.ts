/**
 * What was acknowledged survives, and no ID is used twice: whenever the process is killed, and whatever was put back.
 *
 * It can't show what a power failure does; that own messages are committed with synchronous=FULL is shown in sqliteStore.test.ts.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Peer } from './service.ts';
import { loopback, started, temporaryFolder } from './testing.ts';

const PROGRAM = fileURLToPath(new URL('./sayer.testing.ts', import.meta.url));
const ROUNDS = 20;
const MESSAGES = 1_000;

/** What was said under each `origin id`: a second text for one means that an ID was used twice. */
class Ledger {
  readonly texts = new Map<string, string>();

  add(name: string, text: string): void {
    const before = this.texts.get(name);
    if (before !== undefined && before !== text) throw new Error(`${name} was used for "${before}" and for "${text}"`);
    this.texts.set(name, text);
  }
}

/** Lets the sayer speak until it acknowledged `killAfter`, kills it, and returns the lines that it finished. */
async function sayUntilKilled(
  folder: string,
  prefix: string,
  killAfter: number,
  peers: string[] = [],
): Promise<string[]> {
  const child = spawn(process.execPath, [PROGRAM, folder, prefix, String(MESSAGES), ...peers], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'ready' && line !== 'done') lines.push(line);
    if (lines.length >= killAfter) child.kill('SIGKILL');
  }
  await exited;
  return lines;
}

const split = (line: string): [string, string] => {
  const [origin = '', id = '', text = ''] = line.split(' ');
  return [`${origin} ${id}`, text];
};

function allMessages(peer: Peer): { name: string; text: string }[] {
  const found: { name: string; text: string }[] = [];
  let before: { shownAt: number; key: number } | undefined;
  for (;;) {
    const page = peer.messages({ limit: 500, before });
    if (!page.ok) throw new Error(page.problem.message);
    const { messages, more } = page.value;
    found.push(...messages.map(({ origin, id, text }) => ({ name: `${origin} ${id}`, text })));
    const [first] = messages;
    if (!more || first === undefined) return found;
    before = { shownAt: first.shownAt, key: first.key };
  }
}

describe('a killed peer', () => {
  it(`keeps what it acknowledged and uses no ID twice, ${ROUNDS} times amid ${MESSAGES} messages`, async () => {
    using folder = temporaryFolder();
    using other = temporaryFolder();
    const identity = { kind: 'profile', folder: other.path, name: 'Witness', ephemeral: true } as const;
    await using witness = await started(loopback(identity));
    const record = new Ledger();
    witness.subscribe((event) => {
      if (event.type === 'message') record.add(`${event.message.origin} ${event.message.id}`, event.message.text);
    });
    const acknowledged: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const killAfter = 1 + ((round * 7919) % 300);
      acknowledged.push(...(await sayUntilKilled(folder.path, `r${round}`, killAfter, [witness.gossipAddress])));
    }
    await using again = await started(loopback({ kind: 'profile', folder: folder.path, ephemeral: false }));
    const kept = new Map<string, string>();
    for (const { name, text } of allMessages(again)) {
      record.add(name, text);
      kept.set(name, text);
    }
    for (const line of acknowledged) {
      const [name, text] = split(line);
      record.add(name, text);
      expect(kept.get(name)).toBe(text);
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    expect(new Set(acknowledged.map((line) => line.split(' ')[0])).size, 'incarnations').toBe(1);
    expect(witness.figures()['gossip_forks']).toBe(0);
  }, 120_000);
});

describe('an old copy put back', () => {
  const opened = (folder: string, name = 'Alice') =>
    started(loopback({ kind: 'profile', folder, name, ephemeral: false }));

  /** Says `count`, recording each; returns the origin. */
  async function say(folder: string, record: Ledger, texts: readonly string[]): Promise<string> {
    await using peer = await opened(folder);
    for (const text of texts) {
      const said = await peer.say({ text });
      if (!said.ok) throw new Error(said.problem.message);
      record.add(`${said.value.origin} ${said.value.id}`, text);
    }
    return peer.selfView().origin;
  }

  const DATABASE = ['messages.db', 'messages.db-wal', 'messages.db-shm'];

  it('of the database only', async () => {
    using folder = temporaryFolder();
    using backup = temporaryFolder();
    const record = new Ledger();
    const first = await say(folder.path, record, ['a', 'b']);
    cpSync(join(folder.path, 'messages.db'), join(backup.path, 'messages.db'));
    expect(await say(folder.path, record, ['c', 'd'])).toBe(first);
    for (const name of DATABASE) rmSync(join(folder.path, name), { force: true });
    cpSync(join(backup.path, 'messages.db'), join(folder.path, 'messages.db'));
    expect(await say(folder.path, record, ['e'])).not.toBe(first);
  });

  it('of the database, copied while the peer ran and put back after a kill', async () => {
    using folder = temporaryFolder();
    using backup = temporaryFolder();
    const record = new Ledger();
    const lines = await sayUntilKilled(folder.path, 'before', 50);
    cpSync(folder.path, backup.path, { recursive: true });
    lines.push(...(await sayUntilKilled(folder.path, 'after', 50)));
    for (const line of lines) record.add(...split(line));
    for (const name of DATABASE) rmSync(join(folder.path, name), { force: true });
    for (const name of DATABASE.slice(0, 2)) cpSync(join(backup.path, name), join(folder.path, name));
    const origin = await say(folder.path, record, ['x', 'y']);
    expect(lines.every((line) => !line.startsWith(`${origin} `))).toBe(true);
  });

  it('of the whole folder, over the files that are there', async () => {
    using folder = temporaryFolder();
    using backup = temporaryFolder();
    const record = new Ledger();
    const first = await say(folder.path, record, ['a', 'b']);
    cpSync(folder.path, backup.path, { recursive: true, preserveTimestamps: true });
    expect(await say(folder.path, record, ['c', 'd'])).toBe(first);
    cpSync(backup.path, folder.path, { recursive: true, preserveTimestamps: true, force: true });
    expect(await say(folder.path, record, ['e'])).not.toBe(first);
  });

  it('of the whole folder, in another place', async () => {
    using folder = temporaryFolder();
    using copy = temporaryFolder();
    const record = new Ledger();
    const first = await say(folder.path, record, ['a', 'b']);
    cpSync(folder.path, copy.path, { recursive: true, preserveTimestamps: true });
    const second = await say(copy.path, record, ['c']);
    expect(second).not.toBe(first);
    expect(await say(folder.path, record, ['d'])).toBe(first);
    expect(await say(copy.path, record, ['e'])).toBe(second);
  });

  it('and a deleted database', async () => {
    using folder = temporaryFolder();
    const record = new Ledger();
    const first = await say(folder.path, record, ['a', 'b']);
    for (const name of DATABASE) rmSync(join(folder.path, name), { force: true });
    expect(await say(folder.path, record, ['c'])).not.toBe(first);
  });

  it('but an orderly or a killed restart goes on as who it was', async () => {
    using folder = temporaryFolder();
    const record = new Ledger();
    const first = await say(folder.path, record, ['a']);
    const lines = await sayUntilKilled(folder.path, 'killed', 20);
    expect(lines).not.toHaveLength(0);
    await using peer = await opened(folder.path, 'Sayer');
    expect(lines.every((line) => line.startsWith(`${peer.selfView().origin} `))).toBe(true);
    expect(peer.selfView()).toMatchObject({ origin: first, name: 'Sayer' }); // another name, the same origin
  });
});
