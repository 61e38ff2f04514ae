import { expect, test } from 'vitest';
import { refused } from '../../api/result.ts';
import { createFakeClient, fakeMessage, fakePeerEntry } from '../lib/fakeClient.ts';
import { startSession } from './session.ts';
import { createAppStore } from './store.tsx';

const many = (count: number) => Array.from({ length: count }, (_, index) => fakeMessage(index + 1));

const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

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

test('goes to a message that is loaded, and to one that is not with what stands around it', async () => {
  const { client, session, store, keys } = await open({ messages: many(5_000) });
  const asked = () => client.calls.filter(({ name }) => name === 'messages').length;
  await session.jumpTo({ shownAt: 4_950, key: 4_950 });
  expect([store.getState().aim, asked()]).toEqual([{ key: 4_950, count: 1 }, 1]);
  await session.jumpTo({ shownAt: 700, key: 700 });
  expect([keys()[0], keys().at(-1), keys().length]).toEqual([601, 800, 200]);
  expect(store.getState().timeline).toMatchObject({ older: true, newer: true, following: false });
  expect(store.getState().aim).toEqual({ key: 700, count: 2 });
  await session.loadNewer();
  expect(keys().at(-1)).toBe(1_000);
  await session.jumpToLatest();
  expect(keys().at(-1)).toBe(5_000);
});

test('a page that was asked for while the view goes elsewhere leaves no hole there', async () => {
  const { session, keys } = await open({ messages: many(5_000) });
  await session.jumpTo({ shownAt: 700, key: 700 });
  await Promise.all([session.jumpToLatest(), session.loadOlder()]);
  expect(keys()).toEqual(run(4_901, 5_000));
  await session.jumpTo({ shownAt: 700, key: 700 });
  await Promise.all([session.jumpTo({ shownAt: 3_000, key: 3_000 }), session.loadOlder(), session.loadNewer()]);
  expect(keys()).toEqual(run(2_901, 3_100));
});

test('while a page is on its way to where the view was, one is read where it is now', async () => {
  const { client, session, keys } = await open({ messages: many(5_000) });
  const answer = client.call.bind(client);
  const late = Promise.withResolvers<void>();
  client.call = async (name, input) => {
    const result = await answer(name, input);
    if ('before' in input && input.before?.key === 4_901) await late.promise;
    return result;
  };
  const first = session.loadOlder();
  await session.jumpTo({ shownAt: 700, key: 700 });
  await session.loadOlder();
  late.resolve();
  await first;
  expect(keys()).toEqual(run(401, 800));
});

test('of two jumps the later one holds; a refused one changes nothing', async () => {
  const { client, session, store, keys } = await open({ messages: many(5_000) });
  await Promise.all([session.jumpTo({ shownAt: 700, key: 700 }), session.jumpTo({ shownAt: 2_000, key: 2_000 })]);
  expect([keys()[0], store.getState().aim?.key]).toEqual([1_901, 2_000]);
  client.answerNext('messages', refused('closed', 'It is closed.'));
  expect(await session.jumpTo({ shownAt: 9, key: 9 })).toMatchObject({ ok: false });
  expect(keys()[0]).toBe(1_901);
  await Promise.all([session.jumpTo({ shownAt: 700, key: 700 }), session.jumpToLatest()]);
  expect([keys().at(-1), store.getState().timeline.following]).toEqual([5_000, true]);
});

test('a message that arrives while the view goes to the last ones is not left out', async () => {
  const { client, session, keys } = await open({ messages: many(300) });
  session.setFollowing(false);
  const jump = session.jumpTo({ shownAt: 190, key: 190 });
  client.emit({ type: 'message', message: fakeMessage(301) });
  await jump;
  expect(keys().at(-1)).toBe(290);
  await session.loadNewer();
  expect(keys().at(-1)).toBe(301);
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

test('a conversation is read when it is opened first, at once there when it is opened again, and written in', async () => {
  const conversation = 'Bea~abcdefghijklmnop';
  const messages = many(300).map((one) => (one.key > 100 ? { ...one, conversation } : one));
  const { client, session, store, keys } = await open({ messages });
  expect(keys().at(-1)).toBe(100);
  session.open(conversation);
  await answered();
  expect([keys().length, keys().at(-1), store.getState().loading.kind]).toEqual([100, 300, 'ready']);
  await session.loadOlder();
  expect(keys()[0]).toBe(101);
  const asked = client.calls.length;
  session.open('');
  session.open(conversation);
  expect([keys().length, client.calls.length]).toEqual([200, asked]);
  await session.say('psst', conversation);
  expect(client.calls.at(-1)).toEqual({ name: 'say', input: { text: 'psst', to: conversation } });
  expect(store.getState().timeline.messages.at(-1)).toMatchObject({ text: 'psst', conversation });
  session.open('');
  expect(keys().at(-1)).toBe(100);
});

test('a message is gone to in the conversation that it is in', async () => {
  const conversation = 'Bea~abcdefghijklmnop';
  const messages = many(5_000).map((one) => (one.key % 2 === 0 ? { ...one, conversation } : one));
  const { session, store, keys } = await open({ messages });
  await session.jumpTo({ shownAt: 1_000, key: 1_000 }, conversation);
  expect(store.getState()).toMatchObject({ conversation, aim: { key: 1_000 }, timeline: { following: false } });
  expect([keys().length, keys().every((key) => key % 2 === 0)]).toEqual([200, true]);
  await session.jumpTo({ shownAt: 4_999, key: 4_999 }, '');
  expect(store.getState()).toMatchObject({ conversation: '', aim: { key: 4_999, count: 1 } });
});

test('the end of a conversation that was opened just now is gone to, though the state says so a frame later', async () => {
  const client = createFakeClient({ messages: many(5_000) });
  const store = createAppStore();
  const frames: (() => void)[] = [];
  const session = startSession(client, store, (flush) => frames.push(flush));
  const frame = async (): Promise<void> => {
    await answered();
    for (const flush of frames.splice(0)) flush();
  };
  await frame();
  void session.jumpTo({ shownAt: 700, key: 700 });
  await frame();
  session.open('Bea~abcdefghijklmnop');
  await frame();
  expect(store.getState().conversation).toBe('Bea~abcdefghijklmnop');
  session.open('');
  void session.jumpToLatest('');
  await frame();
  await frame();
  const { timeline, conversation } = store.getState();
  expect([conversation, timeline.messages.at(-1)?.key, timeline.following]).toEqual(['', 5_000, true]);
});

test('who goes elsewhere before the newest page came stays there, and finds the end on coming back', async () => {
  const conversation = 'Bea~abcdefghijklmnop';
  const messages = [...many(5_000), fakeMessage(5_001, { conversation })];
  const { session, store, keys } = await open({ messages });
  session.open(conversation);
  await answered();
  session.setFollowing(false);
  session.open('');
  await session.jumpTo({ shownAt: 700, key: 700 });
  const { toEnd } = store.getState();
  const jump = session.jumpToLatest();
  session.open(conversation);
  await jump;
  expect(store.getState()).toMatchObject({
    conversation,
    toEnd,
    timeline: { following: false },
  });
  session.open('');
  expect([keys().at(-1), store.getState().timeline.following]).toEqual([5_000, true]);
});

test('what was missed of a conversation that had nothing is there when it is opened again', async () => {
  const conversation = 'Bea~abcdefghijklmnop';
  const { client, session, keys } = await open({ messages: many(3) });
  session.open(conversation);
  await answered();
  session.open('');
  client.peer.messages.push(fakeMessage(4, { conversation }));
  client.miss();
  await answered();
  session.open(conversation);
  await answered();
  expect(keys()).toEqual([4]);
});
