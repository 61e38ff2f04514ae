/** Folders, locks, keys and settings of a profile, by what a person sees of them. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openPeer, type PeerEvent } from '../index.ts';
import { loopback, started, temporaryFolder, texts, until } from '../testing.ts';

const SAYER = fileURLToPath(new URL('../sayer.testing.ts', import.meta.url));
const profile = (folder: string, name?: string, ephemeral = false) =>
  ({ kind: 'profile', folder, ephemeral, ...(name === undefined ? {} : { name }) }) as const;

async function problemOf(options: Parameters<typeof openPeer>[0]): Promise<string> {
  const opened = await openPeer(options);
  if (opened.ok) {
    await opened.value.close();
    return 'opened';
  }
  expect(opened.problem.message).toMatch(/^[^a-z].*\.$/s); // a sentence
  return opened.problem.code;
}

describe('a profile folder', () => {
  it('is for its owner only', async () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'new', 'profile');
    await using peer = await started(loopback(profile(path, 'Alice')));
    await peer.say({ text: 'a secret of all' });
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'key.json')).mode & 0o777).toBe(0o600);
    chmodSync(join(path, 'key.json'), 0o644);
    await peer.close();
    await using again = await started(loopback(profile(path)));
    expect(statSync(join(path, 'key.json')).mode & 0o777).toBe(0o600);
    expect(again.logEnd(100).join('\n')).not.toContain('a secret of all');
  });

  it('that belongs to others, too, is not closed to them', async () => {
    using folder = temporaryFolder();
    chmodSync(folder.path, 0o1777); // as /tmp
    await using _ = await started(loopback(profile(folder.path, 'Alice')));
    expect(statSync(folder.path).mode & 0o7777).toBe(0o1777);
  });

  it('that is a file or in use is refused in a sentence', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'file'), '');
    expect(await problemOf(loopback(profile(join(folder.path, 'file'))))).toBe('folder-not-usable');
    expect(await problemOf(loopback(profile(join(folder.path, 'file', 'below'))))).toBe('folder-not-usable');
    if (process.platform === 'linux')
      expect(await problemOf(loopback(profile('/proc/no/such/folder')))).toBe('folder-not-usable');
    await using peer = await started(loopback(profile(folder.path, 'Alice')));
    const second = await openPeer(loopback(profile(folder.path)));
    expect(second).toMatchObject({ ok: false, problem: { code: 'profile-in-use' } });
    if (!second.ok) expect(second.problem.message).toContain(`in use by process ${process.pid}`);
    await peer.close();
    expect(await problemOf(loopback(profile(folder.path)))).toBe('opened');
  });

  it('is locked against other processes, and free again when they are killed', async () => {
    using folder = temporaryFolder();
    const child = spawn(process.execPath, [SAYER, folder.path, 'x', '1000000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    const opened = await openPeer(loopback(profile(folder.path)));
    expect(opened).toMatchObject({ ok: false, problem: { code: 'profile-in-use' } });
    if (!opened.ok) expect(opened.problem.message).toContain(`process ${child.pid}`);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
    await using peer = await started(loopback(profile(folder.path)));
    expect(peer.selfView().name).toBe('Sayer');
  });

  it('is locked without SQLite too', async () => {
    using folder = temporaryFolder();
    await using peer = await started(loopback(profile(folder.path, 'Alice')), { withoutSqlite: true });
    expect(peer.selfView()).toMatchObject({ storage: 'memory' });
    expect(peer.selfView().storageNote).toContain('SQLite');
    expect(await problemOf(loopback(profile(folder.path)))).toBe('profile-in-use');
    writeFileSync(join(folder.path, 'lock.json'), JSON.stringify({ pid: 999_999_999, started: '1', by: 'file' }));
    expect(await problemOf(loopback(profile(folder.path)))).toBe('opened');
  });

  it.each([
    ['lobby', 'work'],
    ['work', 'lobby'],
    ['work', undefined],
    [undefined, 'lobby'],
  ])('of the group %s is not started in %s, where what was said was not meant to be heard', async (group, other) => {
    using folder = temporaryFolder();
    const inGroup = (name: string | undefined) => {
      const { group: _, ...options } = loopback(profile(folder.path, 'Alice'));
      return name === undefined ? options : { ...options, group: name };
    };
    expect(await problemOf(inGroup(group))).toBe('opened');
    expect(await problemOf(inGroup(other))).toBe('other-group');
    writeFileSync(join(folder.path, 'profile.json'), 'damaged');
    expect(await problemOf(inGroup(other))).toBe('other-group');
    expect(await problemOf(inGroup(group))).toBe('opened');
    // Nothing of it is kept.
    expect(await problemOf({ ...inGroup(other), identity: profile(folder.path, 'Alice', true) })).toBe('opened');
    expect(await problemOf(inGroup(group))).toBe('opened');
  });

  it('with a damaged key is refused, as a key is somebody', async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, 'key.json'), '{"version":1}');
    expect(await problemOf(loopback(profile(folder.path)))).toBe('key-damaged');
    expect(readFileSync(join(folder.path, 'key.json'), 'utf8')).toBe('{"version":1}');
  });

  it('with damaged settings starts, and says so', async () => {
    using folder = temporaryFolder();
    {
      await using peer = await started(loopback(profile(folder.path, 'Alice')));
      await peer.say({ text: 'hello' });
    }
    writeFileSync(join(folder.path, 'profile.json'), '{"name":');
    await using again = await started(loopback(profile(folder.path)));
    expect(again.selfView().name).toBe('Alice'); // the database knows it
    expect(again.notices({})).toMatchObject({ value: [{ code: 'settings-set-aside' }, { code: 'new-incarnation' }] });
    expect(readdirSync(folder.path).some((name) => name.startsWith('profile.json.damaged-'))).toBe(true);
  });

  it('with a damaged database sets it aside, and gets the history back from the others', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using other = await started(loopback(profile(b.path, 'Bob')));
    const peers = [other.gossipAddress];
    {
      await using peer = await started(loopback(profile(a.path, 'Alice'), { peers }));
      for (let n = 0; n < 20; n++) await peer.say({ text: `message ${n}` });
      await until(() => texts(other).length === 20);
    }
    writeFileSync(join(a.path, 'messages.db'), 'This is a text. '.repeat(1_000));
    await using again = await started(loopback(profile(a.path), { peers }));
    expect(again.notices({})).toMatchObject({ value: [{ code: 'database-set-aside' }] });
    expect(readdirSync(a.path).some((name) => name.startsWith('messages-damaged-'))).toBe(true);
    expect(existsSync(join(a.path, 'messages.db'))).toBe(true);
    await until(() => texts(again).length === 20);
    const page = again.messages({ limit: 500 });
    expect(page.ok && page.value.messages.every(({ own }) => own)).toBe(true); // of an earlier incarnation of ours
    expect(await again.say({ text: 'back' })).toMatchObject({ value: { id: 1 } });
  });
});

describe('a database that was found damaged while the peer ran', () => {
  it('is set aside at the next start', async () => {
    using folder = temporaryFolder();
    {
      await using peer = await started(loopback(profile(folder.path, 'Alice')));
      await peer.say({ text: 'hello' });
    }
    writeFileSync(join(folder.path, 'messages.damaged'), '');
    await using again = await started(loopback(profile(folder.path)));
    expect(again.notices({})).toMatchObject({ value: [{ code: 'database-set-aside' }] });
    expect(texts(again)).toEqual([]);
    expect(existsSync(join(folder.path, 'messages.damaged'))).toBe(false);
  });
});

describe('a name', () => {
  it('is asked for until there is one; nothing can be said before', async () => {
    using folder = temporaryFolder();
    {
      await using peer = await started(loopback(profile(folder.path)));
      expect(peer.selfView().named).toBe(false);
    }
    {
      await using peer = await started(loopback(profile(folder.path)));
      expect(peer.selfView().named).toBe(false);
      expect(peer.notices({})).toEqual({ ok: true, value: [] });
      expect(await peer.say({ text: 'hello' })).toMatchObject({ problem: { code: 'name-needed' } });
      expect(peer.setName({ name: ' ' })).toMatchObject({ problem: { code: 'name-empty' } });
      expect(peer.setName({ name: 'Alice' })).toMatchObject({ value: { named: true, name: 'Alice' } });
      expect(await peer.say({ text: 'hello' })).toMatchObject({ value: { id: 1, name: 'Alice' } });
    }
    await using again = await started(loopback(profile(folder.path)));
    expect(again.selfView()).toMatchObject({ named: true, name: 'Alice' });
    expect(await again.say({ text: 'more' })).toMatchObject({ value: { id: 2 } });
  });

  it('can be changed: the origin stays, and everyone sees the new name, also beside old messages', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    await using bob = await started(loopback(profile(b.path, 'Bob'), { peers: [alice.gossipAddress] }));
    await alice.say({ text: 'one' });
    await until(() => texts(bob).length === 1);
    const { origin } = alice.selfView();
    const told: PeerEvent[] = [];
    bob.subscribe((event) => void told.push(event));
    expect(alice.setName({ name: 'Alicia' })).toMatchObject({ value: { name: 'Alicia', origin } });
    expect(await alice.say({ text: 'two' })).toMatchObject({ value: { id: 3, name: 'Alicia', origin, own: true } });
    await until(() => texts(bob).length === 2);
    await until(() => told.some(({ type }) => type === 'name'));
    expect(told.find(({ type }) => type === 'name')).toMatchObject({ origin, name: 'Alicia' });
    for (const peer of [alice, bob]) {
      const page = peer.messages({ limit: 10 });
      expect(page.ok && page.value.messages.map(({ name, nameThen }) => [name, nameThen])).toEqual([
        ['Alicia', 'Alice'],
        ['Alicia', 'Alicia'],
      ]);
    }
    await until(() => bob.peerViews()[0]?.name === 'Alicia');
    await alice.close();
    await using again = await started(loopback(profile(a.path)));
    expect(again.selfView()).toMatchObject({ origin, name: 'Alicia' });
    await again.close();
    await using asked = await started(loopback(profile(a.path, 'Ali')));
    expect(asked.selfView()).toMatchObject({ origin, name: 'Ali' });
    expect(await asked.say({ text: 'three' })).toMatchObject({ value: { id: 5, name: 'Ali', nameThen: 'Ali' } });
  });

  it('can be changed before anything was said, and at any of its lengths', async () => {
    using folder = temporaryFolder();
    await using peer = await started(loopback(profile(folder.path, 'Alice')));
    const { origin } = peer.selfView();
    expect(peer.setName({ name: 'Bea' })).toMatchObject({ value: { origin, name: 'Bea' } });
    expect(peer.setName({ name: '\u{1f469}\u200d\u{1f680}'.repeat(21) })).toMatchObject({ value: { origin } });
    expect(peer.setName({ name: '\u{1f469}\u200d\u{1f680}'.repeat(22) })).toMatchObject({
      problem: { code: 'name-too-long' },
    });
    expect(await peer.say({ text: 'hello' })).toMatchObject({ value: { id: 3, origin } });
  });

  it('belongs to one person, whatever origins they speak under', async () => {
    using folder = temporaryFolder();
    const { person, origin } = await firstLife();
    await using again = await started(loopback(profile(folder.path, undefined, true)));
    expect(again.selfView().origin).not.toBe(origin);
    expect(again.selfView()).toMatchObject({ person, name: 'Alicia' });
    expect(await again.say({ text: 'two' })).toMatchObject({ value: { person } });

    async function firstLife() {
      await using peer = await started(loopback(profile(folder.path, 'Alice', true)));
      expect(peer.selfView().person).toMatch(/^[a-z2-7]{16}$/);
      peer.setName({ name: 'Alicia' });
      return peer.selfView();
    }
  });
});

describe('settings', () => {
  it('keep peers, rules and the policy', async () => {
    using folder = temporaryFolder();
    {
      await using peer = await started(loopback(profile(folder.path, 'Alice')));
      expect(peer.addPeer({ address: '127.0.0.1:9' })).toMatchObject({ value: { configured: true } });
      peer.addPeer({ address: '127.0.0.1:11' });
      peer.removePeer({ address: '127.0.0.1:11' });
      peer.setPeerRule({ address: '127.0.0.1:9', rule: 'mute' });
      peer.setPolicy({ policy: 'coinFlip' });
    }
    await using again = await started(loopback(profile(folder.path)));
    expect(again.peerViews()).toMatchObject([{ address: '127.0.0.1:9', configured: true, rule: 'mute' }]);
    expect(again.selfView().policy).toBe('coinFlip');
  });

  it('remember whom we met, for the next start', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using bob = await started(loopback(profile(b.path, 'Bob')));
    {
      await using alice = await started(loopback(profile(a.path, 'Alice'), { peers: [bob.gossipAddress] }));
      await bob.say({ text: 'hello' });
      await until(() => texts(alice).length === 1);
      await alice.say({ text: 'hello' });
      await until(() => texts(bob).length === 2 && bob.syncView().peersInSync === 1);
      const { port } = alice.selfView();
      await bob.close();
      await using same = await started(
        loopback(profile(b.path), { gossip: { host: '127.0.0.1', port: bob.selfView().port } }),
      );
      expect(same.peerViews()).toMatchObject([{ address: `127.0.0.1:${port}`, configured: false }]);
      await until(() => same.syncView().peers === 1);
    }
  });

  it('remember who was named at one start, if that peer was met', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using bob = await started(loopback(profile(b.path, 'Bob')));
    {
      await using alice = await started(loopback(profile(a.path, 'Alice'), { peers: [bob.gossipAddress] }));
      await alice.say({ text: 'hello' });
      await until(() => texts(bob).length === 1);
      await until(() => alice.syncView().peersInSync === 1);
    }
    await using again = await started(loopback(profile(a.path)));
    expect(again.peerViews()).toMatchObject([{ address: bob.gossipAddress, configured: false }]);
  });

  it('remember nobody who did not show that the address is real', async () => {
    using folder = temporaryFolder();
    const peer = await started(loopback(profile(folder.path, 'Alice')));
    const stranger = createSocket('udp4');
    stranger.send(new Uint8Array([0x1a, 0x00]), peer.selfView().port, '127.0.0.1'); // an empty status
    await until(() => peer.syncView().peers === 1);
    await peer.close();
    stranger.close();
    expect(JSON.parse(readFileSync(join(folder.path, 'profile.json'), 'utf8'))).toMatchObject({ met: [] });
  });

  it('of an ephemeral profile keep the name, but no message', async () => {
    using folder = temporaryFolder();
    let tag: string;
    {
      await using peer = await started(loopback(profile(folder.path, 'Alice', true)));
      await peer.say({ text: 'gone' });
      expect(peer.selfView()).toMatchObject({ storage: 'memory', storageNote: null });
      tag = peer.selfView().tag;
    }
    await using again = await started(loopback(profile(folder.path, undefined, true)));
    expect(again.selfView().name).toBe('Alice');
    expect(again.selfView().tag).not.toBe(tag);
    expect(texts(again)).toEqual([]);
  });
});

describe('a course name', () => {
  it('is the origin as it stands; with a folder it goes on where it was', async () => {
    using folder = temporaryFolder();
    const course = { kind: 'course', name: 'A', folder: folder.path } as const;
    {
      await using peer = await started(loopback(course));
      expect(peer.selfView()).toMatchObject({ origin: 'A', tag: '', storage: 'disk' });
      await peer.say({ text: 'one' });
    }
    await using again = await started(loopback(course));
    expect(await again.say({ text: 'two' })).toMatchObject({ value: { origin: 'A', id: 2, trust: 'unverified' } });
    expect(again.setName({ name: 'B' })).toMatchObject({ problem: { code: 'name-fixed' } });
  });

  it('without a folder starts many times over', async () => {
    const course = { kind: 'course', name: 'A' } as const;
    await using one = await started(loopback(course));
    await using two = await started(loopback(course));
    expect([one.selfView().storage, two.selfView().storage]).toEqual(['memory', 'memory']);
  });
});
