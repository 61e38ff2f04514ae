import { expect, test } from 'vitest';
import { refused } from '../../api/result.ts';
import { createFakeClient, fakeMessage, fakePeerEntry } from '../lib/fakeClient.ts';
import { startSession } from './session.ts';
import { createAppStore } from './store.tsx';

const many = (count: number) => Array.from({ length: count }, (_, index) => fakeMessage(index + 1));

/** Lets everything that is answered already be folded. */
const answered = () => new Promise((resolve) => setImmediate(resolve));

async function open(...[start]: Parameters<typeof createFakeClient>) {
  const client = createFakeClient(start, () => 1_000);
  const store = createAppStore();
  const session = startSession(client, store, (flush) => flush());
  await answered();
  return { client, store, session, keys: () => store.getState().timeline.messages.map(({ key }) => key) };
}

test('reads everything once the channel is open', async () => {
  const { store, keys } = await open({ messages: many(300), peers: [fakePeerEntry('10.0.0.1:5000')] });
  const { self, peers, sync, loading, timeline } = store.getState();
  expect([self?.name, peers.size, sync?.state, loading.kind]).toEqual(['Alex', 1, 'alone', 'ready']);
  expect([keys().length, keys()[0], timeline.older, timeline.newer]).toEqual([100, 201, true, false]);
});

test('a message that arrives while the first page is read is there once', async () => {
  const client = createFakeClient({ messages: many(5) });
  const store = createAppStore();
  const stop = startSession(client, store, (flush) => flush());
  client.emit({ type: 'message', message: fakeMessage(6) });
  await answered();
  client.emit({ type: 'message', message: fakeMessage(6) });
  expect(store.getState().timeline.messages.map(({ key }) => key)).toEqual([1, 2, 3, 4, 5, 6]);
  stop.stop();
});

test('reads older messages until there are none, one page at a time', async () => {
  const { client, session, store, keys } = await open({ messages: many(350) });
  await Promise.all([session.loadOlder(), session.loadOlder()]);
  expect([keys().length, client.calls.filter(({ name }) => name === 'messages').length]).toEqual([300, 2]);
  await session.loadOlder();
  expect([keys().length, store.getState().timeline.older]).toEqual([350, false]);
  await session.loadOlder();
  expect(client.calls.filter(({ name }) => name === 'messages').length).toBe(3);
});

test('what is said is shown, from wherever the view was', async () => {
  const { session, store, client, keys } = await open({ messages: many(10) });
  session.setFollowing(false);
  client.miss();
  await answered();
  expect(store.getState().timeline).toMatchObject({ following: false, newer: true });
  await session.say('hello');
  expect(keys().at(-1)).toBe(11);
  expect(store.getState().timeline).toMatchObject({ following: true, newer: false });
});

test('what the peer refuses comes back as it said it, and changes nothing', async () => {
  const { client, session, store } = await open();
  const before = store.getState();
  client.answerNext('say', refused('disk-full', 'The disk is full.'));
  expect(await session.say('hello')).toEqual(refused('disk-full', 'The disk is full.'));
  expect((await session.addPeer('nonsense')).ok).toBe(false);
  expect((await session.setName(' ')).ok).toBe(false);
  expect(store.getState()).toBe(before);
});

test('a first page that fails is read again when the connection is back', async () => {
  const client = createFakeClient({ messages: many(3) });
  client.answerNext('messages', refused('connection-lost', 'It broke.'));
  const store = createAppStore();
  startSession(client, store, (flush) => flush());
  await answered();
  expect(store.getState().loading).toEqual({ kind: 'failed', message: 'It broke.' });
  client.connect('closed');
  client.connect('open');
  await answered();
  expect([store.getState().loading.kind, store.getState().timeline.messages.length]).toEqual(['ready', 3]);
});

test('after lost events at the end, the end is read again; after stop nothing is folded', async () => {
  const { client, session, keys } = await open({ messages: many(4) });
  client.peer.messages.push(fakeMessage(5), fakeMessage(6));
  client.miss();
  await answered();
  expect(keys()).toEqual([1, 2, 3, 4, 5, 6]);
  session.stop();
  client.emit({ type: 'message', message: fakeMessage(7) });
  expect(keys().at(-1)).toBe(6);
});
