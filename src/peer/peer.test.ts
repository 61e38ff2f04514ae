import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeReport, openPeer, type PeerEvent } from './index.ts';
import { loopback, started, temporaryFolder, texts, until } from './testing.ts';

const profile = (folder: string, name?: string, ephemeral = false) =>
  ({ kind: 'profile', folder, ephemeral, ...(name === undefined ? {} : { name }) }) as const;

describe('two peers', () => {
  it('chat over loopback, and each shows what the other said', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    await using bob = await started(loopback(profile(b.path, 'Bob'), { peers: [alice.gossipAddress] }));
    const said = await bob.say({ text: 'hello' });
    expect(said).toMatchObject({
      ok: true,
      value: { name: 'Bob', text: 'hello', own: true, how: 'said', trust: 'verified' },
    });
    await until(() => texts(alice).includes('hello'));
    await alice.say({ text: 'hello yourself' });
    await until(() => texts(bob).length === 2);
    expect(texts(bob)).toEqual(['hello', 'hello yourself']);
    await until(() => alice.syncView().state === 'inSync' && bob.syncView().state === 'inSync');
  });

  it('still reach each other at once when one of them chooses a name', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    // So rarely that only a peer that is known can get the message in time.
    const antiEntropyMs = 3_600_000;
    await using alice = await started(loopback(profile(a.path), { antiEntropyMs }));
    await using bob = await started(loopback(profile(b.path, 'Bob'), { antiEntropyMs, peers: [alice.gossipAddress] }));
    await until(() => alice.peerViews().some(({ roundTrip }) => roundTrip !== null));
    alice.setName({ name: 'Alice' });
    await alice.say({ text: 'hello' });
    await until(() => texts(bob).includes('hello'));
  });

  it('keep everything over a restart, and go on with the same name and IDs', async () => {
    using a = temporaryFolder();
    let origin: string;
    {
      await using alice = await started(loopback(profile(a.path, 'Alice')));
      for (let i = 0; i < 10; i++) await alice.say({ text: `message ${i}` });
      origin = alice.selfView().origin;
    }
    await using again = await started(loopback(profile(a.path)));
    expect(again.selfView()).toMatchObject({ origin, named: true, storage: 'disk' });
    expect(texts(again)).toHaveLength(10);
    expect(await again.say({ text: 'more' })).toMatchObject({ value: { id: 11, key: 11 } });
  });
});

describe('a peer', () => {
  it('tells its clients what happens, once each', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    const seen: PeerEvent[] = [];
    const stop = alice.subscribe((event) => void seen.push(event));
    await using bob = await started(loopback(profile(b.path, 'Bob'), { peers: [alice.gossipAddress] }));
    await bob.say({ text: 'hello' });
    await until(() => seen.some(({ type }) => type === 'message') && seen.some(({ type }) => type === 'sync'));
    const messages = seen.filter(({ type }) => type === 'message');
    expect(messages).toMatchObject([
      { message: { text: 'hello', own: false, from: bob.gossipAddress, trust: 'verified' } },
    ]);
    await until(() => seen.some((event) => event.type === 'peer' && event.peer.name === 'Bob'));
    alice.setPolicy({ policy: 'coinFlip' });
    expect(seen.at(-1)).toMatchObject({ type: 'self', self: { policy: 'coinFlip' } });
    stop();
    const count = seen.length;
    await alice.say({ text: 'nobody listens' });
    expect(seen).toHaveLength(count);
  });

  it('hides whom its person muted, in pages and in the total', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    await using bob = await started(loopback(profile(b.path, 'Bob'), { peers: [alice.gossipAddress] }));
    await bob.say({ text: 'noise' });
    await alice.say({ text: 'mine' });
    await until(() => texts(alice).length === 2);
    expect(alice.setOriginRule({ origin: bob.selfView().origin, rule: 'mute' })).toEqual({ ok: true, value: {} });
    expect(alice.messages({ limit: 10 })).toMatchObject({ value: { messages: [{ text: 'mine' }], total: 1 } });
    alice.setOriginRule({ origin: bob.selfView().origin, rule: 'none' });
    expect(texts(alice)).toHaveLength(2);
  });

  it.each(['mute', 'block'] as const)(
    'hides whom its person chose to %s by their address, by whomever it comes',
    async (rule) => {
      using a = temporaryFolder();
      using b = temporaryFolder();
      using c = temporaryFolder();
      await using alex = await started(loopback(profile(a.path, 'Alex')));
      await using bob = await started(loopback(profile(b.path, 'Bob'), { peers: [alex.gossipAddress] }));
      const origin = alex.selfView().origin;
      {
        await using me = await started(
          loopback(profile(c.path, 'Me'), { peers: [alex.gossipAddress, bob.gossipAddress] }),
        );
        const at = (): string | undefined =>
          me.peerViews().find(({ address }) => address === alex.gossipAddress)?.origin ?? undefined;
        await until(() => at() === origin);
        expect(me.setPeerRule({ address: alex.gossipAddress, rule })).toMatchObject({ value: { rule } });
        const seen: string[] = [];
        me.subscribe((event) => void (event.type === 'message' && seen.push(event.message.text)));
        // What only Bob can tell.
        me.removePeer({ address: alex.gossipAddress });
        await alex.say({ text: 'noise' });
        await bob.say({ text: 'music' });
        await until(() => texts(bob).length === 2 && texts(me).includes('music') && me.syncView().state === 'inSync');
        expect([texts(me), seen]).toEqual([['music'], ['music']]);
      }
      await using me = await started(loopback(profile(c.path, 'Me'), { peers: [bob.gossipAddress] }));
      await until(() => me.syncView().peers > 0);
      expect(texts(me)).toEqual(['music']);
    },
  );

  it.each(['constructor', '__proto__', 'toString'])(
    'takes a neighbour that is called %s for what it is',
    async (name) => {
      using a = temporaryFolder();
      {
        await using me = await started(loopback(profile(a.path, 'Me')));
        await using other = await started(loopback({ kind: 'course', name }, { peers: [me.gossipAddress] }));
        await other.say({ text: 'hello' });
        await until(() => texts(me).includes('hello'));
        await until(() => me.peerViews()[0]?.origin === name);
        expect(structuredClone(me.peerViews())).toMatchObject([{ rule: 'none' }]);
        me.setOriginRule({ origin: name, rule: 'mute' });
      }
      await using again = await started(loopback(profile(a.path, 'Me')));
      expect(texts(again)).toEqual([]);
    },
  );

  it('in simple mode shows what comes, and keeps nothing', async () => {
    const simple = { mode: 'simple', policy: 'coinFlip', antiEntropyMs: 0 } as const;
    await using a = await started(loopback({ kind: 'course', name: 'A' }, simple));
    await using b = await started(loopback({ kind: 'course', name: 'B' }, { ...simple, peers: [a.gossipAddress] }));
    expect(await b.say({ text: 'hello' })).toMatchObject({ value: { origin: 'B', id: 0, own: true } });
    await until(() => texts(a).includes('hello'));
    expect(a.messages({ limit: 10 })).toMatchObject({ value: { total: 1, messages: [{ origin: 'B', own: false }] } });
  });

  it('refuses its own address, and what is none', async () => {
    await using peer = await started(loopback({ kind: 'course', name: 'A' }));
    expect(peer.addPeer({ address: peer.gossipAddress })).toMatchObject({ problem: { code: 'own-address' } });
    expect(peer.addPeer({ address: 'somewhere' })).toMatchObject({ problem: { code: 'bad-address' } });
    expect(peer.setOriginRule({ origin: '', rule: 'mute' })).toMatchObject({ problem: { code: 'bad-origin' } });
    const bad = await openPeer(loopback({ kind: 'course', name: 'A' }, { peers: ['somewhere'] }));
    expect(bad).toMatchObject({ problem: { code: 'bad-address' } });
  });

  it('answers what was said when it stops, and closes once', async () => {
    using a = temporaryFolder();
    const alice = await started(loopback(profile(a.path, 'Alice')));
    const said = alice.say({ text: 'last words' });
    await Promise.all([alice.close(), alice.close()]);
    expect(await said).toMatchObject({ ok: true });
    expect(await alice.say({ text: 'too late' })).toMatchObject({ problem: { code: 'closed' } });
    await using again = await started(loopback(profile(a.path)));
    expect(texts(again)).toEqual(['last words']);
  });

  it('reports without telling what was said', async () => {
    using a = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    await alice.say({ text: 'a secret of all' });
    const report = makeReport(alice);
    expect(report).toContain('version');
    expect(report).toContain(alice.gossipAddress);
    expect(report).not.toContain('a secret of all');
    for (const secret of Object.values(JSON.parse(readFileSync(join(a.path, 'key.json'), 'utf8')) as object)) {
      if (typeof secret === 'string') expect(report).not.toContain(secret);
    }
  });

  it('survives anything that arrives', async () => {
    using a = temporaryFolder();
    await using alice = await started(loopback(profile(a.path, 'Alice')));
    await alice.say({ text: 'here' });
    const socket = createSocket('udp4');
    const { port } = alice.selfView();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await new Promise((resolve) => socket.send(bytes, port, '127.0.0.1', resolve));
      }),
      { numRuns: 300 },
    );
    await until(() => (alice.figures()['socket_received'] ?? 0) >= 250);
    expect(await alice.say({ text: 'still here' })).toMatchObject({ ok: true });
    expect(texts(alice)).toEqual(['here', 'still here']);
    socket.close();
  });
});
