/** What a real peer answers and tells has the shape of the API's table: clients are written against that alone. */
import { afterEach, expect, it, vi } from 'vitest';
import { contract, eventSchema, type CallName, type Event } from '../../src/api/contract.ts';
import { dispatch } from '../../src/api/dispatch.ts';
import type { Service } from '../../src/api/service.ts';
import { openPeer, type Peer } from '../../src/peer/index.ts';

const peers: Peer[] = [];
afterEach(async () => {
  for (const peer of peers.splice(0)) await peer.close();
});

async function open(name: string, ...others: readonly string[]): Promise<Peer & Service> {
  const peer = await openPeer({
    identity: { kind: 'course', name },
    gossip: { host: '127.0.0.1', port: 0 },
    peers: others,
    openToCourse: true,
    mode: 'rumors',
    policy: 'eager',
    antiEntropyMs: 1_000,
    routeRumorMs: 0,
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
  await vi.waitFor(async () => expect(await ask(a, 'messages')).toMatchObject({ total: 2, more: false }), 10_000);
  await vi.waitFor(() => {
    const seen = new Set(events.map(({ type }) => type));
    for (const type of ['message', 'peer', 'sync'] as const) expect(seen).toContain(type);
  }, 10_000);

  expect(await ask(a, 'peers')).toMatchObject([{ address: b.gossipAddress }]);
  for (const name of ['self', 'sync', 'notices', 'metrics'] as const) await ask(a, name);
  expect(await ask(a, 'messages', { limit: 1 })).toMatchObject({ more: true, total: 2 });
  await ask(a, 'setPolicy', { policy: 'coinFlip' });
  await ask(a, 'setPeerRule', { address: b.gossipAddress, rule: 'mute' });
  await ask(a, 'setOriginRule', { origin: 'B', rule: 'mute' });
  await ask(a, 'addPeer', { address: '127.0.0.1:1' });
  await ask(a, 'removePeer', { address: '127.0.0.1:1' });
  for (const event of events) expect(eventSchema.parse(event)).toEqual(event);
});

it.each([
  ['say', { text: '' }],
  ['say', { text: 'x'.repeat(8_001) }],
  ['addPeer', { address: 'here' }],
  ['removePeer', { address: '' }],
  ['setPeerRule', { address: '1.2.3.4', rule: 'mute' }],
  ['setOriginRule', { origin: '', rule: 'mute' }],
  ['setName', { name: '' }],
] as const)('in a refusal: %s %j', async (name, input) => {
  const a = await open('A');
  const result = await dispatch(a, name, input);
  if (result.ok) throw new Error('it was not refused');
  expect(result.problem.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(result.problem.message).toMatch(/^\S.*\.$/);
});
