import { expect, test } from 'vitest';
import { fakeMessage, fakePeerEntry, fakeSelf } from '../lib/fakeClient.ts';
import { MAX_NAMES, reduce as reduceAt, type Happening } from './reduce.ts';
import { selectNotices, selectPeers, selectSeveralWays, selectSharedNames } from './selectors.ts';
import { initialState, type AppState } from './state.ts';

const reduce = (state: AppState, happening: Happening) => reduceAt(state, happening, 0);
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

test('a new name is shown beside old messages, which still tell what their author was called then', () => {
  const { origin, name } = fakeMessage(0);
  const unverified = fakeMessage(2, { trust: 'unverified' });
  const before = after(
    { type: 'page', where: 'latest', page: { messages: [fakeMessage(1)], more: false, total: 1 }, arrived: [] },
    { type: 'message', message: unverified },
    { type: 'message', message: fakeMessage(3, { origin: 'Carol', name: 'Carol' }) },
    { type: 'peer', peer: fakePeerEntry('10.0.0.1:5000') },
  );
  const renamed = reduce(before, { type: 'name', origin, name: 'Beatrix', person: 'key' });
  expect(renamed.timeline.messages).toMatchObject([
    { name: 'Beatrix', nameThen: name, person: 'key' },
    { name: 'Beatrix', nameThen: name, person: null },
    { name: 'Carol', person: null },
  ]);
  expect(selectPeers(renamed)).toMatchObject([{ name: 'Beatrix', person: 'key' }]);
  expect(renamed.names.get(origin)).toBe('Beatrix');
  expect(reduce(renamed, { type: 'name', origin, name: 'Beatrix', person: 'key' }).timeline).toBe(renamed.timeline);
});

test('own messages get further, and never back', () => {
  const { origin } = fakeSelf;
  const own = (id: number, reach: 'device' | 'sent' | 'peer') => fakeMessage(id, { origin, own: true, reach });
  const messages = [own(1, 'peer'), own(2, 'sent'), own(3, 'device'), own(4, 'device'), fakeMessage(5)];
  const page = { messages, more: false, total: 5 };
  const reach = { type: 'reach', origin, sentUpTo: 3, heldUpTo: 2 } as const;
  const wanted = ['peer', 'peer', 'sent', 'device', null];
  const state = reduce(after({ type: 'page', where: 'latest', page, arrived: [] }), reach);
  expect(state.timeline.messages.map((message) => message.reach)).toEqual(wanted);
  // Also where it came while the page was read; and an older one changes nothing.
  const late = after({ type: 'page', where: 'latest', page, arrived: [reach] });
  expect(late.timeline.messages.map((message) => message.reach)).toEqual(wanted);
  expect(reduce(state, { ...reach, sentUpTo: 0, heldUpTo: 0 }).timeline).toBe(state.timeline);
  expect(reduce(state, { ...reach, origin: 'Carol', heldUpTo: 9 }).timeline).toBe(state.timeline);
});

test('two origins of one key with one name are one person', () => {
  const seen = (origin: string, person: string | null, key: number) =>
    ({ type: 'message', message: fakeMessage(key, { origin, person, name: 'Bea' }) }) as const;
  expect([...selectSharedNames(after(seen('Bea~1', 'p', 1), seen('Bea~2', 'p', 2)))]).toEqual([]);
  expect([...selectSharedNames(after(seen('Bea~1', 'p', 1), seen('Bea~2', null, 2)))]).toEqual(['bea']);
  const ways = after(
    { type: 'peer', peer: fakePeerEntry('10.0.0.1:5000', { origin: 'Bea~1', person: 'p' }) },
    { type: 'peer', peer: fakePeerEntry('10.0.0.2:5000', { origin: 'Bea~2', person: 'p' }) },
  );
  expect([...selectSeveralWays(ways)]).toEqual(['p']);
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

test('so many names and persons are kept; the first ones go', () => {
  const known = (count: number) =>
    Array.from({ length: count }, (_, n) => fakePeerEntry(`a:${n}`, { origin: `P${n}`, person: `p${n}` }));
  const full = after({ type: 'peers', peers: known(MAX_NAMES) });
  for (const map of [full.names, full.persons]) expect([map.size, map.has('P0')]).toEqual([MAX_NAMES, true]);
  const more = reduce(full, { type: 'peers', peers: known(MAX_NAMES + 1) });
  for (const map of [more.names, more.persons])
    expect([map.size, map.has('P0'), map.has(`P${MAX_NAMES}`)]).toEqual([MAX_NAMES, false, true]);
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
  const { timeline } = [
    event,
    { type: 'page', where: 'newer', after: { shownAt: 1, key: 1 }, page, arrived: [event] } as const,
  ].reduce(reduce, newer);
  expect(timeline.messages.map(({ key }) => key)).toEqual([1, 2, 3, 4]);
  expect(timeline.unseen).toBe(1);
});
