/** Settings of a running peer: what is changed holds at once, is kept, and never leaves the peer without a socket. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChoicesPatch } from './choices.ts';
import type { Peer } from './service.ts';
import { loopback, started, temporaryFolder, texts, until } from './testing.ts';
import type { PeerEvent, SettingsView } from './views.ts';

const profile = (folder: string, name?: string) =>
  ({ kind: 'profile', folder, ephemeral: false, ...(name === undefined ? {} : { name }) }) as const;

async function changed(peer: Peer, patch: ChoicesPatch): Promise<SettingsView> {
  const result = await peer.changeSettings(patch);
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.message}`);
  return result.value;
}

async function codeOf(peer: Peer, patch: ChoicesPatch): Promise<string> {
  const result = await peer.changeSettings(patch);
  if (!result.ok) expect(result.problem.message).toMatch(/\.$/);
  return result.ok ? 'done' : result.problem.code;
}

/** A port that nobody has now. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(() => resolve()));
  return port;
}

describe('the socket', () => {
  it('moves while the peer runs, and others go on hearing it', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using other = await started(loopback(profile(b.path, 'Bob')));
    await using peer = await started(loopback(profile(a.path, 'Alice'), { peers: [other.gossipAddress] }));
    await peer.say({ text: 'from the old port' });
    await until(() => texts(other).length === 1);
    const events: PeerEvent[] = [];
    peer.subscribe((event) => events.push(event));
    const port = await freePort();
    expect((await changed(peer, { gossipPort: port })).choices.gossipPort).toBe(port);
    expect(peer.selfView()).toMatchObject({ port, addresses: [`127.0.0.1:${port}`] });
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['self', 'settings']));
    await peer.say({ text: 'from the new port' });
    await other.say({ text: 'to the new port' });
    await until(() => texts(other).length === 3 && texts(peer).length === 3);
    await until(() => other.peerViews().some(({ address }) => address === `127.0.0.1:${port}`));
  });

  it('is kept for the next start', async () => {
    using folder = temporaryFolder();
    const port = await freePort();
    {
      await using peer = await started(loopback(profile(folder.path, 'Alice')));
      await changed(peer, { gossipPort: port });
    }
    await using again = await started(loopback(profile(folder.path)));
    expect(again.selfView().port).toBe(port);
  });

  it('stays where it is when the new port is taken, or the address is not of this machine', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using other = await started(loopback(profile(b.path, 'Bob')));
    await using peer = await started(loopback(profile(a.path, 'Alice'), { peers: [other.gossipAddress] }));
    const { port } = peer.selfView();
    expect(await codeOf(peer, { gossipPort: other.selfView().port })).toBe('port-in-use');
    expect(await codeOf(peer, { gossipHost: '192.0.2.1' })).toBe('address-not-here');
    expect(await codeOf(peer, { gossipHost: '192.0.2.1', antiEntropySeconds: 5 })).toBe('address-not-here');
    expect(peer.selfView().port).toBe(port);
    const { choices } = await changed(peer, {});
    expect(choices).toMatchObject({ gossipHost: '127.0.0.1', antiEntropySeconds: 1 });
    await peer.say({ text: 'still here' });
    await until(() => texts(other).length === 1);
  });

  it('may go to all addresses and back on the same port', async () => {
    using folder = temporaryFolder();
    await using peer = await started(loopback(profile(folder.path, 'Alice')));
    const { port } = peer.selfView();
    await changed(peer, { gossipHost: '0.0.0.0' });
    expect(peer.gossipAddress).toBe(`0.0.0.0:${port}`);
    await changed(peer, { gossipHost: '127.0.0.1' });
    expect(peer.gossipAddress).toBe(`127.0.0.1:${port}`);
  });

  it('that a person chose and that is taken at a start is replaced, and the person told', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using other = await started(loopback(profile(b.path, 'Bob')));
    const choices = { gossipPort: other.selfView().port };
    writeFileSync(join(a.path, 'profile.json'), JSON.stringify({ version: 1, name: 'Alice', choices }));
    {
      await using peer = await started(loopback(profile(a.path)));
      expect(peer.selfView().port).toBeGreaterThan(choices.gossipPort);
      expect(peer.notices({})).toMatchObject({ value: [{ code: 'port-not-free' }] });
    }
    writeFileSync(join(a.path, 'profile.json'), JSON.stringify({ version: 1, choices: { gossipHost: '192.0.2.1' } }));
    await using peer = await started(loopback(profile(a.path)));
    expect(peer.gossipAddress).toMatch(/^127\.0\.0\.1:/);
    expect(peer.notices({})).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ code: 'host-not-here' })]) as unknown,
    });
  });
});

describe('what a start fixed', () => {
  it('holds against what was set, and can’t be changed', async () => {
    using folder = temporaryFolder();
    {
      await using peer = await started(loopback(profile(folder.path, 'Alice')));
      await changed(peer, { antiEntropySeconds: 30 });
    }
    await using peer = await started(loopback(profile(folder.path), { fixed: ['antiEntropySeconds'] }));
    const { choices, fixed } = await changed(peer, { antiEntropySeconds: 1 });
    expect([choices.antiEntropySeconds, fixed]).toEqual([1, ['antiEntropySeconds']]);
    expect(await codeOf(peer, { antiEntropySeconds: 5 })).toBe('setting-fixed');
  });
});

describe('limits', () => {
  it.each<[ChoicesPatch, string]>([
    [{ gossipPort: 1_023 }, 'bad-port'],
    [{ gossipPort: 65_536 }, 'bad-port'],
    [{ gossipHost: 'example.org' }, 'bad-host'],
    [{ antiEntropySeconds: 3_601 }, 'bad-anti-entropy'],
    [{ antiEntropySeconds: 0.5 }, 'bad-anti-entropy'],
    [{ antiEntropySeconds: -1 }, 'bad-anti-entropy'],
    [{ antiEntropySeconds: 3_600 }, 'done'],
    [{ antiEntropySeconds: 0 }, 'done'],
    [{ routeRumorSeconds: 9 }, 'bad-route-rumor'],
    [{ routeRumorSeconds: 86_401 }, 'bad-route-rumor'],
    [{ routeRumorSeconds: 86_400 }, 'done'],
    [{ routeRumorSeconds: 0 }, 'done'],
    [{ hideAfterDays: 36_501 }, 'bad-days'],
    [{ hideAfterDays: 36_500 }, 'done'],
  ])('%j: %s', async (patch, code) => {
    using folder = temporaryFolder();
    await using peer = await started(loopback(profile(folder.path, 'Alice')));
    expect(await codeOf(peer, patch)).toBe(code);
    await peer.close();
    const kept = JSON.parse(readFileSync(join(folder.path, 'profile.json'), 'utf8')) as { choices: object };
    expect(kept.choices).toEqual(code === 'done' ? patch : {});
  });
});

describe('storage', () => {
  it('says where and how much, and hides what is old at once without losing it', async () => {
    using a = temporaryFolder();
    using b = temporaryFolder();
    await using peer = await started(loopback(profile(a.path, 'Alice')));
    for (const text of ['one', 'two', 'three']) await peer.say({ text });
    const events: PeerEvent[] = [];
    peer.subscribe((event) => events.push(event));
    const { storage, hosts } = await changed(peer, { hideAfterDays: 1 });
    expect(storage).toMatchObject({ folder: a.path, messages: 3, hidden: 0 });
    expect(storage.bytes).toBeGreaterThan(0);
    expect(storage.free).toBeGreaterThan(0);
    expect(hosts).toContainEqual(expect.objectContaining({ address: '127.0.0.1' }));
    expect(events.map(({ type }) => type)).toContain('timelineChanged');
    expect(texts(peer)).toEqual(['one', 'two', 'three']);
    await using other = await started(loopback(profile(b.path, 'Bob'), { peers: [peer.gossipAddress] }));
    await until(() => texts(other).length === 3);
  });

  it('keeps nothing from the next start on when that is chosen, and shows what was kept when it is taken back', async () => {
    using folder = temporaryFolder();
    {
      await using peer = await started(loopback(profile(folder.path, 'Alice')));
      await peer.say({ text: 'kept' });
      expect((await changed(peer, { ephemeral: true })).afterRestart).toEqual(['ephemeral']);
      expect(peer.selfView().storage).toBe('disk');
      expect((await changed(peer, { ephemeral: false })).afterRestart).toEqual([]);
      await changed(peer, { ephemeral: true });
    }
    {
      await using peer = await started(loopback(profile(folder.path)));
      expect(peer.selfView().storage).toBe('memory');
      expect(texts(peer)).toEqual([]);
      await peer.say({ text: 'not kept' });
      await changed(peer, { ephemeral: false });
    }
    await using peer = await started(loopback(profile(folder.path)));
    expect(texts(peer)).toEqual(['kept']);
  });
});
