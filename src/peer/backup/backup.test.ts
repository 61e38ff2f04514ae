/** Backup and restore on real folders: what a person gets back, and that no ID is ever used for two texts. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../gossiper/result.ts';
import type { Peer } from '../service.ts';
import { loopback, started, temporaryFolder, texts, until } from '../testing.ts';
import { contentsOf, textPart, type PartSource } from './contents.ts';
import { finishRestore, restoreBackup } from './restore.ts';
import { newSeal, seal } from './sealing.ts';
import { writeBackup } from './writeBackup.ts';

const RESTORER = fileURLToPath(new URL('restorer.testing.ts', import.meta.url));
const NOW = Date.UTC(2026, 10, 21);
const profile = (folder: string, name?: string) =>
  ({ kind: 'profile', folder, ephemeral: false, ...(name === undefined ? {} : { name }) }) as const;

async function valueOf<T>(result: Promise<Result<T>>): Promise<T> {
  const answer = await result;
  if (!answer.ok) throw new Error(`${answer.problem.code}: ${answer.problem.message}`);
  return answer.value;
}

async function codeOf(result: Promise<Result<unknown>>): Promise<string> {
  const answer = await result;
  if (answer.ok) return 'done';
  expect(answer.problem.message).toMatch(/^[^a-z].*\.$/s);
  return answer.problem.code;
}

const restore = (file: string, folder: string, more: { passphrase?: string; replace?: boolean } = {}) =>
  restoreBackup({ file, folder, passphrase: '', replace: false, now: NOW, ...more });

/** A profile that said `said`, and a backup of it. */
async function backedUp(
  path: string,
  said: readonly string[],
  passphrase = '',
): Promise<{ folder: string; file: string }> {
  const folder = join(path, 'profile');
  const file = join(path, `${said.length}.peerster-backup`);
  await using peer = await started(loopback(profile(folder, 'Alice')));
  for (const text of said) await peer.say({ text });
  await valueOf(writeBackup({ folder, file, passphrase }));
  return { folder, file };
}

/** Every (origin, ID) that these peers hold, with its texts. */
function textsById(peers: readonly Peer[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const peer of peers) {
    const page = peer.messages({ limit: 500 });
    for (const { origin, id, text } of page.ok ? page.value.messages : []) {
      const key = `${origin} ${id}`;
      found.set(key, (found.get(key) ?? new Set()).add(text));
    }
  }
  return found;
}

describe('a backup', () => {
  it('is readable by its owner only, and brings back the person, the settings and what was said', async () => {
    using temporary = temporaryFolder();
    const { folder, file } = await backedUp(temporary.path, ['one', 'two', 'three']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(temporary.path).toSorted()).toEqual(['3.peerster-backup', 'profile']);
    const elsewhere = join(temporary.path, 'deep', 'elsewhere');
    expect(await valueOf(restore(file, elsewhere))).toEqual({});
    expect(readFileSync(join(elsewhere, 'key.json'), 'utf8')).toBe(readFileSync(join(folder, 'key.json'), 'utf8'));
    expect(statSync(join(elsewhere, 'key.json')).mode & 0o777).toBe(0o600);
    await using before = await started(loopback(profile(folder)));
    await using peer = await started(loopback(profile(elsewhere)));
    expect(texts(peer)).toEqual(['one', 'two', 'three']);
    const page = peer.messages({ limit: 9 });
    expect(page.ok && page.value.messages.every(({ own }) => own)).toBe(true);
    expect(peer.selfView().name).toBe('Alice');
    expect(peer.selfView().tag).not.toBe(before.selfView().tag);
    expect(peer.notices({})).toMatchObject({ value: [{ code: 'new-incarnation' }] });
  });

  it('of a peer that talks meanwhile holds a prefix of what it said', async () => {
    using temporary = temporaryFolder();
    const folder = join(temporary.path, 'profile');
    const file = join(temporary.path, 'b');
    await using peer = await started(loopback(profile(folder, 'Alice')));
    for (let n = 0; n < 300; n++) void peer.say({ text: `${n}`.padEnd(5_000, '.') });
    await peer.say({ text: 'last before' });
    const making = valueOf(writeBackup({ folder, file, passphrase: '' }));
    for (let n = 0; n < 100; n++) await peer.say({ text: `meanwhile ${n}` });
    await making;
    await valueOf(restore(file, join(temporary.path, 'again')));
    await using again = await started(loopback(profile(join(temporary.path, 'again'))));
    const all = texts(peer);
    const kept = texts(again);
    expect(kept.length).toBeGreaterThanOrEqual(301);
    expect(kept).toEqual(all.slice(0, kept.length));
  });

  it('with a passphrase needs it', async () => {
    using temporary = temporaryFolder();
    const { file } = await backedUp(temporary.path, ['a secret'], 'correct horse');
    const to = join(temporary.path, 'to');
    expect(readFileSync(file).includes('a secret')).toBe(false);
    expect(await codeOf(restore(file, to))).toBe('passphrase-needed');
    expect(await codeOf(restore(file, to, { passphrase: 'correct horses' }))).toBe('passphrase-wrong');
    expect(existsSync(to)).toBe(false);
    expect(await codeOf(restore(file, to, { passphrase: 'correct horse' }))).toBe('done');
  });

  it('can be cancelled, and leaves nothing', async () => {
    using temporary = temporaryFolder();
    const { folder } = await backedUp(temporary.path, ['x']);
    const stop = new AbortController();
    const progress = (): void => stop.abort();
    const made = writeBackup({
      folder,
      file: join(temporary.path, 'c'),
      passphrase: '',
      signal: stop.signal,
      progress,
    });
    expect(await codeOf(made)).toBe('backup-cancelled');
    expect(readdirSync(temporary.path).toSorted()).toEqual(['1.peerster-backup', 'profile']);
  });

  it('is refused in a sentence where there is nothing to back up or nowhere to put it', async () => {
    using temporary = temporaryFolder();
    const { folder } = await backedUp(temporary.path, ['x']);
    const nobody = join(temporary.path, 'nobody');
    const file = join(temporary.path, 'b');
    expect(await codeOf(writeBackup({ folder: nobody, file, passphrase: '' }))).toBe('backup-no-profile');
    const nowhere = await writeBackup({ folder, file: join(nobody, 'b'), passphrase: '' });
    expect(nowhere.ok ? '' : nowhere.problem.message).toContain(nobody);
  });
});

describe('a running peer', () => {
  it('makes one at a time, tells how far it is, and hands it out once', async () => {
    using temporary = temporaryFolder();
    await using peer = await started(loopback(profile(join(temporary.path, 'p'), 'Alice')));
    await peer.say({ text: 'hello' });
    expect(peer.makeBackup({ passphrase: '' })).toMatchObject({ value: { state: 'working' } });
    expect(peer.makeBackup({ passphrase: '' })).toMatchObject({ problem: { code: 'backup-busy' } });
    const view = () => (peer.backup({}) as { value: { state: string; id: string; bytes: number } }).value;
    await until(() => view().state === 'ready');
    const { id, bytes } = view();
    expect(peer.takeBackup('other')).toBeUndefined();
    const taken = peer.takeBackup(id);
    expect(peer.takeBackup(id)).toBeUndefined();
    const pieces: Uint8Array[] = [];
    for await (const piece of taken?.stream() ?? []) pieces.push(piece);
    expect(Buffer.concat(pieces)).toHaveLength(bytes);
    writeFileSync(join(temporary.path, 'b'), Buffer.concat(pieces));
    expect(await codeOf(restore(join(temporary.path, 'b'), join(temporary.path, 'again')))).toBe('done');
    expect(readdirSync(join(temporary.path, 'p')).filter((name) => name.startsWith('making-'))).toEqual([]);
  });

  it('drops one that nobody wants', async () => {
    using temporary = temporaryFolder();
    await using peer = await started(loopback(profile(join(temporary.path, 'p'), 'Alice')));
    peer.makeBackup({ passphrase: 'long one' });
    expect(peer.dropBackup({})).toMatchObject({ value: { state: 'none' } });
    const left = () => readdirSync(join(temporary.path, 'p')).filter((name) => name.startsWith('making-'));
    await until(() => left().length === 0);
    expect(peer.backup({})).toMatchObject({ value: { state: 'none' } });
  });
});

/** As the set of peers leaves them in the first one's folder. */
function joinGroup(folder: string): void {
  mkdirSync(join(folder, 'groups', 'work'), { recursive: true });
  writeFileSync(join(folder, 'groups', 'work', 'key.json'), 'a key');
  writeFileSync(join(folder, 'groups.json'), 'a list');
}
function expectGroup(folder: string): void {
  expect(readFileSync(join(folder, 'groups', 'work', 'key.json'), 'utf8')).toBe('a key');
  expect(readFileSync(join(folder, 'groups.json'), 'utf8')).toBe('a list');
}

describe('restoring', () => {
  it('leaves the groups that were joined', async () => {
    using temporary = temporaryFolder();
    const { folder, file } = await backedUp(temporary.path, ['one']);
    joinGroup(folder);
    const { setAside = '' } = await valueOf(restore(file, folder, { replace: true }));
    expectGroup(folder);
    expect(readdirSync(setAside).filter((name) => name.startsWith('groups'))).toEqual([]);
    expect(existsSync(join(folder, 'replaced'))).toBe(false);
  });

  it('takes groups from the folder that was replaced, from no other, and over nothing', async () => {
    using temporary = temporaryFolder();
    const [folder, other] = [join(temporary.path, 'p'), join(temporary.path, 'q')];
    mkdirSync(folder);
    joinGroup(temporary.path);
    joinGroup(other);
    for (const name of ['', '.', '../q', 'q', temporary.path]) {
      writeFileSync(join(folder, 'replaced'), name);
      finishRestore(folder);
      expect(readdirSync(folder)).toEqual(['replaced']);
    }
    const aside = `${folder}.replaced-2026`;
    joinGroup(aside);
    writeFileSync(join(folder, 'replaced'), basename(aside));
    writeFileSync(join(folder, 'groups.json'), 'joined since');
    finishRestore(folder);
    expect(readdirSync(folder).toSorted()).toEqual(['groups', 'groups.json']);
    expect(readFileSync(join(folder, 'groups.json'), 'utf8')).toBe('joined since');
  });

  it('has to be into a folder', async () => {
    using temporary = temporaryFolder();
    const { file } = await backedUp(temporary.path, ['one']);
    const mode = statSync(temporary.path).mode;
    for (const replace of [false, true]) {
      expect(await codeOf(restore(file, file, { replace }))).toBe('folder-not-usable');
      expect(await codeOf(restore(file, join(file, 'below'), { replace }))).toBe('restore-failed');
    }
    expect([statSync(file).isFile(), statSync(temporary.path).mode]).toEqual([true, mode]);
  });

  it('of another group than the profile that is there is refused', async () => {
    using temporary = temporaryFolder();
    const { folder, file } = await backedUp(temporary.path, ['one']);
    const work = join(temporary.path, 'work');
    {
      await using _ = await started(loopback(profile(work, 'Alice'), { group: 'work' }));
    }
    const before = readdirSync(temporary.path);
    expect(await codeOf(restore(file, work, { replace: true }))).toBe('backup-other-group');
    expect(readdirSync(temporary.path)).toEqual(before);
    expect(await codeOf(restore(file, folder, { replace: true }))).toBe('done');
  });

  it('never replaces a profile unless asked, then sets it aside, and not while a peer runs there', async () => {
    using temporary = temporaryFolder();
    const { folder, file } = await backedUp(temporary.path, ['one']);
    expect(await codeOf(restore(file, folder))).toBe('profile-exists');
    {
      await using peer = await started(loopback(profile(folder)));
      expect(await codeOf(restore(file, folder, { replace: true }))).toBe('profile-in-use');
      await peer.say({ text: 'two' });
    }
    const first = await valueOf(restore(file, folder, { replace: true }));
    const second = await valueOf(restore(file, folder, { replace: true }));
    expect(first.setAside).not.toBe(second.setAside);
    await using old = await started(loopback(profile(first.setAside ?? '')));
    expect(texts(old)).toEqual(['one', 'two']);
    await using peer = await started(loopback(profile(folder)));
    expect(texts(peer)).toEqual(['one']);
    expect(readdirSync(temporary.path).filter((name) => /\.restor/.test(name))).toEqual([]);
  });

  it('an older backup while the newer runs elsewhere, twice, gives no ID two texts', async () => {
    using temporary = temporaryFolder();
    const { folder, file } = await backedUp(temporary.path, ['one', 'two']);
    await using original = await started(loopback(profile(folder)));
    await original.say({ text: 'three, by the original' });
    const peers = [original.gossipAddress];
    await valueOf(restore(file, join(temporary.path, 'b')));
    await valueOf(restore(file, join(temporary.path, 'c')));
    await using b = await started(loopback(profile(join(temporary.path, 'b')), { peers }));
    await using c = await started(loopback(profile(join(temporary.path, 'c')), { peers }));
    await b.say({ text: 'three, by b' });
    await c.say({ text: 'three, by c' });
    await original.say({ text: 'four, by the original' });
    const all = [original, b, c];
    await until(() => all.every((peer) => texts(peer).length === 6));
    const found = textsById(all);
    expect(found.size).toBe(6);
    for (const said of found.values()) expect(said.size).toBe(1);
    expect(new Set(all.map((peer) => peer.selfView().tag)).size).toBe(3);
    expect(original.figures()).toMatchObject({ gossip_forks: 0 });
  });

  it('that is killed leaves a whole profile, the old or the restored one', async () => {
    using temporary = temporaryFolder();
    const { folder, file } = await backedUp(temporary.path, ['one', 'two']);
    joinGroup(folder);
    const origins = new Set<string>();
    for (let round = 0; round < 6; round++) {
      const child = spawn(process.execPath, [RESTORER, file, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      for (let n = 0; n < round; n++) await new Promise((resolve) => setImmediate(resolve));
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      await using peer = await started(loopback(profile(folder)));
      expect(texts(peer).slice(0, 2)).toEqual(['one', 'two']);
      expectGroup(folder);
      expect(origins.has(peer.selfView().origin)).toBe(false);
      origins.add(peer.selfView().origin);
      expect(await peer.say({ text: `in round ${round}` })).toMatchObject({ value: { id: 1 } });
    }
  });

  it('that was killed between its last two steps is finished by the next start', async () => {
    using temporary = temporaryFolder();
    const { file } = await backedUp(temporary.path, ['one']);
    const folder = join(temporary.path, 'p');
    await valueOf(restore(file, `${folder}.restored`));
    await using peer = await started(loopback(profile(folder)));
    expect(texts(peer)).toEqual(['one']);
    expect(existsSync(`${folder}.restored`)).toBe(false);
  });
});

describe('a hostile file', () => {
  it('cut off or changed anywhere is refused, and nothing is left', async () => {
    using temporary = temporaryFolder();
    const { file } = await backedUp(temporary.path, ['one']);
    const whole = readFileSync(file);
    const wrong = join(temporary.path, 'wrong');
    const to = join(temporary.path, 'to');
    const change = fc.oneof(
      fc.record({ at: fc.nat(whole.length - 1), by: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ at: fc.nat(whole.length - 1), by: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ({ at, by }) => {
        copyFileSync(file, wrong);
        if (by === 0) truncateSync(wrong, at);
        else writeFileSync(wrong, whole.with(at, (whole[at] ?? 0) ^ by));
        expect(await codeOf(restore(wrong, to))).toMatch(/^backup-|^passphrase-/);
        expect(readdirSync(temporary.path).toSorted()).toEqual(['1.peerster-backup', 'profile', 'wrong']);
      }),
      { numRuns: 40 },
    );
  });

  const key = textPart('key', JSON.stringify({ version: 1, ed25519: 'ab'.repeat(32), x25519: 'cd'.repeat(32) }));
  const lying = (part: PartSource, bytes: number): PartSource => ({ ...part, bytes });
  const cases: readonly (readonly [string, readonly PartSource[]])[] = [
    ['without a key', [textPart('settings', '{}')]],
    ['with a key that is none', [textPart('key', '{"version":1}')]],
    ['with the same part twice', [key, key]],
    ['with a name for a kind', [key, textPart('../../evil' as 'key', 'x')]],
    ['with a size beyond the file', [key, lying(textPart('messages', 'x'), 2 ** 40)]],
    ['with more than it lists', [lying(key, 10)]],
    ['with a key too large to be one', [lying(key, 4_097)]],
    ['with messages that are no database', [key, textPart('messages', 'This is a text. '.repeat(1_000))]],
  ];

  it.each(cases)('%s is refused, and nothing is left', async (_, parts) => {
    using temporary = temporaryFolder();
    const file = join(temporary.path, 'f');
    const pieces: Uint8Array[] = [];
    for await (const piece of seal(await newSeal(''), contentsOf(parts))) pieces.push(piece);
    writeFileSync(file, Buffer.concat(pieces));
    expect(await codeOf(restore(file, join(temporary.path, 'to')))).toBe('backup-damaged');
    expect(readdirSync(temporary.path)).toEqual(['f']);
  });

  it('with a trigger in its database is refused', async () => {
    using temporary = temporaryFolder();
    const { folder } = await backedUp(temporary.path, ['one']);
    const db = new DatabaseSync(join(folder, 'messages.db'));
    db.exec('CREATE TRIGGER evil AFTER INSERT ON rumors BEGIN DELETE FROM rumors; END');
    db.close();
    const file = join(temporary.path, 'evil');
    await valueOf(writeBackup({ folder, file, passphrase: '' }));
    expect(await codeOf(restore(file, join(temporary.path, 'to')))).toBe('backup-damaged');
  });

  it('of another kind or version says so', async () => {
    using temporary = temporaryFolder();
    const { file } = await backedUp(temporary.path, ['one']);
    const to = join(temporary.path, 'to');
    const other = join(temporary.path, 'other');
    writeFileSync(other, 'PK');
    expect(await codeOf(restore(other, to))).toBe('backup-not-one');
    writeFileSync(other, readFileSync(file).with(16, 2));
    expect(await codeOf(restore(other, to))).toBe('backup-newer');
    expect(await codeOf(restore(join(temporary.path, 'nowhere'), to))).toBe('backup-not-readable');
  });
});
