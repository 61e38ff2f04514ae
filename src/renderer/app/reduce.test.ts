import { expect, test } from 'vitest';
import { fakeMessage, fakePeerEntry, fakeSelf } from '../lib/fakeClient.ts';
import { reduce, type Happening } from './reduce.ts';
import { selectNotices, selectPeers, selectSharedNames } from './selectors.ts';
import { initialState } from './state.ts';

const after = (...happenings: Happening[]) => happenings.reduce(reduce, initialState);
const notice = (code: string, message: string) => ({ level: 'warning', code, message }) as const;

test('peers come, change and go', () => {
  const [a, b] = [fakePeerEntry('10.0.0.1:5000'), fakePeerEntry('10.0.0.2:5000', { state: 'unreachable' })];
  const both = after({ type: 'peers', peers: [b] }, { type: 'peer', peer: a });
  expect(selectPeers(both)).toEqual([a, b]);
  const changed = reduce(both, { type: 'peer', peer: { ...b, state: 'reachable', name: 'Abe' } });
  expect(selectPeers(changed).map(({ name }) => name)).toEqual(['Abe', 'Bea']);
  expect(selectPeers(reduce(changed, { type: 'peerGone', address: a.address })).length).toBe(1);
  expect(reduce(both, { type: 'peerGone', address: '10.9.9.9:1' })).toBe(both);
});

test('a notice replaces the one of its code, stays away when dismissed, and is back when it comes again', () => {
  const two = after(
    { type: 'notice', notice: notice('disk-full', 'old') },
    { type: 'notices', notices: [notice('disk-full', 'first'), notice('other', 'x')] },
    { type: 'notice', notice: notice('disk-full', 'second') },
  );
  expect(selectNotices(two).map(({ message }) => message)).toEqual(['second', 'x']);
  const dismissed = reduce(two, { type: 'dismissed', code: 'disk-full' });
  expect(selectNotices(dismissed).map(({ code }) => code)).toEqual(['other']);
  const again = reduce(dismissed, { type: 'notice', notice: notice('disk-full', 'third') });
  expect(selectNotices(again).map(({ code }) => code)).toEqual(['disk-full', 'other']);
});

test('names are collected from messages, peers and self, and the map is kept while nobody is new', () => {
  const state = after(
    { type: 'self', self: fakeSelf },
    { type: 'message', message: fakeMessage(1, { name: 'ALEX', origin: 'ALEX~aaaaaaaaaaaaaaaa' }) },
    { type: 'peer', peer: fakePeerEntry('10.0.0.1:5000', { origin: null, name: null }) },
  );
  expect([...selectSharedNames(state)]).toEqual(['alex']);
  const more = reduce(state, {
    type: 'message',
    message: fakeMessage(2, { name: 'ALEX', origin: 'ALEX~aaaaaaaaaaaaaaaa' }),
  });
  expect(more.names).toBe(state.names);
});

test('only live messages of others are announced', () => {
  const state = after(
    { type: 'message', message: fakeMessage(1, { own: true, how: 'said' }) },
    { type: 'message', message: fakeMessage(2, { how: 'catchUp' }) },
  );
  expect(state.heard).toBeUndefined();
  expect(reduce(state, { type: 'message', message: fakeMessage(3) }).heard).toMatchObject({ count: 1 });
});

test('connecting after it was open is known as such', () => {
  expect(after({ type: 'connection', state: 'connecting' }).wasOpen).toBe(false);
  const lost = after({ type: 'connection', state: 'open' }, { type: 'connection', state: 'connecting' });
  expect(lost).toMatchObject({ connection: 'connecting', wasOpen: true });
});

test('a failure to load is said, and forgotten with the first page', () => {
  const failed = after({ type: 'loadFailed', message: 'no' });
  expect(failed.loading).toEqual({ kind: 'failed', message: 'no' });
  const page = { messages: [], more: false, total: 0 };
  expect(reduce(failed, { type: 'page', where: 'latest', page, arrived: [] }).loading).toEqual({ kind: 'ready' });
});

test('a page has no hole where messages arrived while it was read, and they are counted once', () => {
  const reading = reduce(after({ type: 'message', message: fakeMessage(1) }), { type: 'following', following: false });
  const newer = reduce(reading, { type: 'missed' });
  const event = { type: 'message', message: fakeMessage(4) } as const;
  const page = { messages: [fakeMessage(2), fakeMessage(3)], more: false, total: 3 };
  const { timeline } = [event, { type: 'page', where: 'newer', page, arrived: [event] } as const].reduce(reduce, newer);
  expect(timeline.messages.map(({ key }) => key)).toEqual([1, 2, 3, 4]);
  expect(timeline.unseen).toBe(1);
});
