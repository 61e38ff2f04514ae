import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeMessage } from '../lib/fakeClient.ts';
import { titleWith } from './reading.ts';
import { reduce as reduceAt, type Happening } from './reduce.ts';
import { initialState, type AppState } from './state.ts';

const reduce = (state: AppState, happening: Happening) => reduceAt(state, happening, 0);
const after = (...happenings: Happening[]) => happenings.reduce(reduce, initialState);
const page = (...keys: number[]): Happening => ({
  type: 'page',
  where: 'latest',
  page: { messages: keys.map((key) => fakeMessage(key)), more: false, total: keys.length },
  arrived: [],
});
const message = (key: number, more = {}): Happening => ({ type: 'message', message: fakeMessage(key, more) });
const look = (attentive: boolean): Happening => ({ type: 'attention', attentive });
const said = (key: number): Happening => message(key, { own: true, how: 'said' });

test('what arrives while nobody looks is counted; looking clears the count and leaves the line', () => {
  const away = after(page(1, 2), look(false), message(3), message(4), message(4));
  expect(away.unread).toMatchObject({ upTo: 2, line: 3, count: 2 });
  const back = reduce(away, look(true));
  expect(back.unread).toMatchObject({ upTo: 4, line: 3, count: 0 });
  expect([look(true), message(5)].reduce(reduce, back).unread).toMatchObject({ upTo: 5, count: 0 });
  expect(reduce(back, said(5)).unread.line).toBeUndefined();
});

test('what arrives in view of someone is not new to them: no line comes, and one that stands stays', () => {
  expect(after(page(1), message(2), message(3)).unread).toEqual({ upTo: 3, newest: 3, line: undefined, count: 0 });
  const back = after(page(1), look(false), message(2), look(true), message(3));
  expect(back.unread).toEqual({ upTo: 3, newest: 3, line: 2, count: 0 });
  expect([look(false), message(4)].reduce(reduce, back).unread).toMatchObject({ line: 4, count: 1 });
});

test('what arrives while older messages are read is unread until the end is in view', () => {
  const reading = after(page(1), { type: 'following', following: false }, message(2));
  expect(reading.unread).toMatchObject({ line: 2, count: 1 });
  expect(reduce(reading, { type: 'following', following: true }).unread.count).toBe(0);
});

test('the first page is compared with what was read before; a mark from another log says nothing', () => {
  const before = (upTo: number) =>
    after(look(false), { type: 'readBefore', marks: { everyone: upTo, privates: new Map() } }, page(1, 2, 3)).unread;
  expect(before(1)).toMatchObject({ line: 2, count: 2 });
  expect(before(3)).toMatchObject({ line: undefined, count: 0 });
  expect(before(900)).toMatchObject({ upTo: 3, line: undefined, count: 0 });
  expect(after(look(false), page(1, 2)).unread).toMatchObject({ upTo: 2, count: 0 });
});

test('where events were lost, the newest page alone says what is there: a log that began anew has small keys again', () => {
  const old = after(page(498, 499, 500), look(false), { type: 'missed' });
  const anew = [page(), message(1), message(2)].reduce(reduce, old);
  expect([anew.timeline.messages.length, anew.unread]).toMatchObject([2, { line: 1, count: 2 }]);
  expect([page(500, 501), message(502)].reduce(reduce, old).unread).toMatchObject({ line: 501, count: 2 });
});

test('what was missed is seen once it is read up to the end, and the line stands before it', () => {
  const missed = after(page(1, 2), { type: 'missed' }, message(5));
  expect(missed.unread).toMatchObject({ upTo: 2, count: 1 });
  const newer = (more: boolean, ...keys: number[]): Happening => ({
    type: 'page',
    where: 'newer',
    after: { shownAt: keys[0]! - 1, key: keys[0]! - 1 },
    page: { messages: keys.map((key) => fakeMessage(key)), more, total: 5 },
    arrived: [],
  });
  const half = reduce(missed, newer(true, 3));
  expect(half.unread).toMatchObject({ upTo: 2, count: 1 });
  expect(reduce(half, newer(false, 4, 5)).unread).toEqual({ upTo: 5, newest: 5, line: 3, count: 0 });
  const away = [look(false), newer(true, 3), newer(false, 4, 5)].reduce(reduce, missed);
  expect(away.unread).toEqual({ upTo: 2, newest: 5, line: 3, count: 3 });
  const around: Happening = {
    type: 'around',
    before: { messages: [3, 4].map((key) => fakeMessage(key)), more: true, total: 5 },
    after: { messages: [fakeMessage(5)], more: false, total: 5 },
    arrived: [],
  };
  const jumped = [around, { type: 'following', following: true } as const].reduce(reduce, missed);
  expect(jumped.unread).toMatchObject({ upTo: 5, count: 0 });
});

test('what another tab showed is not unread here, also what is heard of later', () => {
  const elsewhere = (everyone: number): Happening => ({
    type: 'readElsewhere',
    marks: { everyone, privates: new Map() },
  });
  const away = after(page(1, 2), look(false), message(3), message(4), message(5));
  expect(reduce(away, elsewhere(4)).unread).toMatchObject({ upTo: 4, line: 3, count: 1 });
  expect(reduce(away, elsewhere(5)).unread).toMatchObject({ upTo: 5, line: 3, count: 0 });
  expect(reduce(away, elsewhere(1))).toBe(away);
  const ahead = [elsewhere(6), message(6), message(7)].reduce(reduce, away);
  expect(ahead.unread).toMatchObject({ upTo: 6, newest: 7, line: 7, count: 1 });
});

test('an own message that is fetched reads nothing', () => {
  const away = after(page(1, 2), look(false), message(3), message(4, { own: true, how: 'catchUp' }));
  expect(away.unread).toEqual({ upTo: 2, newest: 4, line: 3, count: 1 });
});

test('seen by someone who looks at the end, nothing is ever unread', () => {
  const any = fc.array(
    fc.oneof(
      fc.nat(30).map((key) => message(key + 1)),
      fc.nat(30).map((key) => said(key + 1)),
      fc.boolean().map(look),
    ),
  );
  const law = (happenings: Happening[]): void => {
    const { unread } = [...happenings, look(true)].reduce(reduce, after(page(1)));
    expect(unread).toMatchObject({ count: 0, upTo: unread.newest });
  };
  fc.assert(fc.property(any, law));
});

test('the title counts up to 99', () => {
  expect([0, 1, 99, 100].map((unread) => titleWith('Peerster', unread))).toEqual([
    'Peerster',
    '(1) Peerster',
    '(99) Peerster',
    '(99+) Peerster',
  ]);
});
