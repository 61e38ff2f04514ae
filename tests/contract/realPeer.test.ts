/** What a real peer answers and tells has the shape of the API's table: clients are written against that alone. */
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { contract, eventSchema, type CallName, type Event } from '../../src/api/contract.ts';
import { dispatch } from '../../src/api/dispatch.ts';
import type { Service } from '../../src/api/service.ts';
import { openPeer, type Peer, type PeerOptions } from '../../src/peer/index.ts';
import { temporaryFolder } from '../../src/peer/testing.ts';

const peers: Peer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

const open = (name: string, ...others: readonly string[]): Promise<Peer & Service> =>
  openAs({ kind: 'course', name }, others);

async function openAs(identity: PeerOptions['identity'], others: readonly string[]): Promise<Peer & Service> {
  const peer = await openPeer({
    identity,
    gossip: { host: '127.0.0.1', port: 0 },
    peers: others,
    openToCourse: true,
    mode: 'rumors',
    policy: 'eager',
    antiEntropyMs: 1_000,
    routeRumorMs: 0,
    discovery: false,
  });
  if (!peer.ok) throw new Error(peer.problem.message);
  peers.push(peer.value);
  return peer.value;
}

/** The answer, checked against the table; nothing that the table doesn't name may be in it either. */
async function ask(peer: Service, name: CallName, input: unknown = {}): Promise<unknown> {
  const result = await dispatch(peer, name, input);
  if (!result.ok) throw new Error(`${name}: ${result.problem.message}`);
  expect(contract[name].output.parse(result.value), name).toEqual(result.value);
  return result.value;
}

it('in every answer and every event', async () => {
  const a = await open('A');
  const events: Event[] = [];
  a.subscribe((event) => events.push(event));
  const b = await open('B', a.gossipAddress);
  await ask(b, 'say', { text: 'from b' });
  await ask(a, 'say', { text: 'from a' });
  await expect.poll(() => ask(a, 'messages')).toMatchObject({ total: 2, more: false });
  await vi.waitFor(() => {
    const seen = new Set(events.map(({ type }) => type));
    for (const type of ['message', 'peer', 'sync'] as const) expect(seen).toContain(type);
  }, 30_000);

  expect(await ask(a, 'peers')).toMatchObject([{ address: b.gossipAddress }]);
  for (const name of ['self', 'sync', 'holding', 'notices', 'metrics'] as const) await ask(a, name);
  expect(await ask(a, 'routes')).toMatchObject([{ origin: 'B', via: b.gossipAddress, open: true }]);
  expect(await ask(a, 'say', { text: 'psst', to: 'B' })).toMatchObject({ conversation: 'B', delivery: 'unconfirmed' });
  await expect.poll(() => ask(b, 'conversations')).toHaveLength(1);
  expect(await ask(b, 'conversations')).toMatchObject([{ conversation: 'A', unread: 1, total: 1 }]);
  expect(await ask(b, 'messages', { conversation: 'A' })).toMatchObject({
    messages: [{ text: 'psst', own: false, trust: 'unverified', how: 'private', delivery: null }],
  });
  expect(await ask(a, 'messages', { limit: 1 })).toMatchObject({ more: true, total: 2 });
  expect(await ask(a, 'search', { text: 'FRÓM' })).toMatchObject({ messages: [{}, {}], next: null, indexed: 1 });
  await ask(a, 'search', { text: 'from', limit: 1 });
  expect(await ask(b, 'search', { text: 'psst', conversation: 'A' })).toMatchObject({ messages: [{ how: 'private' }] });
  expect(await ask(b, 'search', { text: 'psst', conversation: '' })).toMatchObject({ messages: [], next: null });
  expect(await dispatch(a, 'search', { text: 'psst', conversation: 'A'.repeat(10_000) })).toMatchObject({
    ok: false,
    problem: { code: 'bad-origin' },
  });
  await ask(a, 'setPolicy', { policy: 'coinFlip' });
  await ask(a, 'setPeerRule', { address: b.gossipAddress, rule: 'mute' });
  await ask(a, 'setOriginRule', { origin: 'B', rule: 'mute' });
  await ask(a, 'addPeer', { address: '127.0.0.1:1' });
  await ask(a, 'removePeer', { address: '127.0.0.1:1' });
  expect(await ask(a, 'search', { text: 'from' })).toMatchObject({ messages: [{ text: 'from a' }] });
  expect(await ask(a, 'evidence', { origin: 'A', id: 1 })).toEqual([]);
  await expect.poll(() => events.map(({ type }) => type)).toContain('reach');
  for (const event of events) expect(eventSchema.parse(event)).toEqual(event);
});

it('where people have keys: a new name is an event, and old messages have both', async () => {
  using folders = temporaryFolder();
  const profile = (name: string) =>
    ({ kind: 'profile', name, folder: join(folders.path, name), ephemeral: true }) as const;
  const a = await openAs(profile('Ada'), []);
  const b = await openAs(profile('Bea'), [a.gossipAddress]);
  const events: Event[] = [];
  a.subscribe((event) => events.push(event));
  await ask(b, 'say', { text: 'from Bea' });
  await expect.poll(() => ask(a, 'messages')).toMatchObject({ total: 1 });
  const self = await ask(b, 'setName', { name: 'Beatrix' });
  const { origin, person } = b.selfView();
  expect(self).toMatchObject({ origin, name: 'Beatrix', person });
  const told = { type: 'name', origin, name: 'Beatrix', person };
  await expect.poll(() => events).toContainEqual(told);
  expect(await ask(a, 'messages')).toMatchObject({
    messages: [{ name: 'Beatrix', nameThen: 'Bea', person, reach: null }],
  });
  expect(await ask(a, 'peers')).toMatchObject([{ name: 'Beatrix', person }]);
  await expect.poll(() => ask(b, 'messages')).toMatchObject({ messages: [{ reach: 'peer' }] });
  expect(await ask(a, 'evidence', { origin, id: 1 })).toEqual([]);
  // Of Bea's message Ada knows from Bea, and Bea from Ada; of what nobody said, that they lack it.
  const [holds, how] = [true, 'measured'];
  expect(await ask(a, 'holders', { origin, id: 1 })).toMatchObject({
    holders: [{ origin, person, holds, how }],
    of: 1,
  });
  expect(await ask(b, 'holders', { origin, id: 1 })).toMatchObject({ holders: [{ name: 'Ada', holds, how }], of: 1 });
  expect(await ask(b, 'holders', { origin, id: 99 })).toMatchObject({ holders: [{ name: 'Ada', holds: false }] });
  expect(await ask(b, 'holding')).toMatchObject({ origin, others: [{ name: 'Ada', how }] });
  await ask(b, 'setOriginRule', { origin: a.selfView().origin, rule: 'block' });
  expect(await ask(b, 'holders', { origin, id: 1 })).toEqual({ holders: [], of: 0 });
  for (const event of events) expect(eventSchema.parse(event)).toEqual(event);
});

it.each([
  ['say', { text: '' }],
  ['say', { text: 'x'.repeat(8_001) }],
  ['say', { text: 'x'.repeat(6_001), to: 'A' }],
  ['say', { text: 'x', to: 'x'.repeat(256) }],
  ['messages', { conversation: 'x'.repeat(256) }],
  ['addPeer', { address: 'here' }],
  ['removePeer', { address: '' }],
  ['setPeerRule', { address: '1.2.3.4', rule: 'mute' }],
  ['setOriginRule', { origin: '', rule: 'mute' }],
  ['setName', { name: '' }],
  ['setName', { name: 'B' }],
  ['evidence', { origin: '', id: 1 }],
  ['holders', { origin: '', id: 1 }],
  ['evidence', { origin: 'A', id: 1 }],
] as const)('in a refusal: %s %j', async (name, input) => {
  const a = await open('A');
  const result = await dispatch(a, name, input);
  if (result.ok) throw new Error('it was not refused');
  expect(result.problem.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(result.problem.message).toMatch(/^\S.*\.$/);
});
