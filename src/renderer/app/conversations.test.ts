import { expect, test } from 'vitest';
import type { Conversation, Message } from '../../api/contract.ts';
import { fakeMessage, fakePeerEntry, fakeSelf } from '../lib/fakeClient.ts';
import { MAX_READ_MARKS } from '../lib/readMark.ts';
import { currentOrigin, seenUpTo } from './conversations.ts';
import { reduce, type Happening } from './reduce.ts';
import { selectConversations, selectEarlier, selectUnreadTotal } from './selectors.ts';
import { initialState, type AppState } from './state.ts';
import { MAX_KEPT, viewOf } from './views.ts';

const BEA = 'Bea~abcdefghijklmnop';
const after = (...happenings: readonly Happening[]): AppState => happenings.reduce(reduce, initialState);
const message = (key: number, more: Partial<Message> = {}): Happening => ({
  type: 'message',
  message: fakeMessage(key, { how: 'private', conversation: BEA, ...more }),
});
const page = (conversation: string, ...messages: readonly Message[]): Happening => ({
  type: 'page',
  conversation,
  where: 'latest',
  page: { messages: [...messages], more: false, total: messages.length },
  arrived: [],
});
const listed = (origin: string, key: number, more: Partial<Conversation> = {}): Conversation => ({
  conversation: origin,
  name: 'Bea',
  tag: '',
  person: null,
  own: false,
  last: fakeMessage(key, { conversation: origin }),
  total: 1,
  unread: 1,
  ...more,
});
const list = (...conversations: readonly Conversation[]): Happening => ({ type: 'conversations', conversations });

test('a private message is in its conversation alone, and unread until that is in view', () => {
  const said = [page('', fakeMessage(1)), message(2), message(3), message(3)];
  const elsewhere = after(...said);
  expect(elsewhere.timeline.messages.map(({ key }) => key)).toEqual([1]);
  expect(selectConversations(elsewhere)).toMatchObject([{ conversation: BEA, name: 'Bea', unread: 2, total: 2 }]);
  expect(selectUnreadTotal(elsewhere)).toBe(2);
  expect(elsewhere.conversations.get(BEA)?.own).toBe(false);
  const note = message(1, { own: true, origin: fakeSelf.origin, conversation: fakeSelf.origin });
  expect(selectConversations(after(note))).toMatchObject([{ own: true, unread: 0 }]);

  const opened = reduce(elsewhere, { type: 'opened', conversation: BEA }, 0);
  expect([opened.loading.kind, selectUnreadTotal(opened)]).toEqual(['loading', 2]);
  const read = reduce(
    opened,
    page(BEA, fakeMessage(2, { conversation: BEA }), fakeMessage(3, { conversation: BEA })),
    0,
  );
  expect([read.unread.line, selectUnreadTotal(read), read.read.get(BEA)]).toEqual([2, 0, 3]);
  const back = reduce(read, { type: 'opened', conversation: '' }, 0);
  expect([back.timeline.messages.map(({ key }) => key), back.unread.line]).toEqual([[1], undefined]);
  expect(viewOf(reduce(back, message(4), 0), BEA)?.timeline.messages).toHaveLength(3);
});

test('not while nobody looks; and what was read before is not unread', () => {
  const before = { type: 'readBefore', marks: { everyone: 1, privates: new Map([[BEA, 2]]) } } as const;
  const away = after(before, { type: 'attention', attentive: false }, list(listed(BEA, 2)), message(3));
  expect(selectConversations(away)).toMatchObject([{ unread: 1 }]);
  const both = [fakeMessage(2, { conversation: BEA }), fakeMessage(3, { conversation: BEA })];
  const opened = [{ type: 'opened', conversation: BEA } as const, page(BEA, ...both)].reduce(reduce, away);
  expect([opened.unread.line, selectUnreadTotal(opened)]).toEqual([3, 1]);
  expect(selectUnreadTotal(reduce(opened, { type: 'attention', attentive: true }, 0))).toBe(0);
});

test('what was missed of a conversation that was in view before is read when its end is', () => {
  const [first, ...missed] = [2, 3, 4].map((key) => fakeMessage(key, { conversation: BEA }));
  const back = after(
    { type: 'opened', conversation: BEA },
    page(BEA, first!),
    { type: 'opened', conversation: '' },
    { type: 'missed' },
    list(listed(BEA, 4, { unread: 2 })),
    { type: 'opened', conversation: BEA },
  );
  expect([selectUnreadTotal(back), back.read.get(BEA)]).toEqual([2, 2]);
  const rest = { messages: missed, more: false, total: 3 };
  const newer = { type: 'page', where: 'newer', after: { shownAt: 2, key: 2 }, page: rest, arrived: [] } as const;
  const read = reduce(back, newer, 0);
  expect([selectUnreadTotal(read), read.read.get(BEA), read.unread.line]).toEqual([0, 4, 3]);
});

test('what another tab showed of it is not unread here: in the list, and in what is loaded', () => {
  const elsewhere = (key: number): Happening => ({
    type: 'readElsewhere',
    marks: { everyone: undefined, privates: new Map([[BEA, key]]) },
  });
  const away = after(
    { type: 'opened', conversation: BEA },
    page(BEA, fakeMessage(1, { conversation: BEA })),
    { type: 'opened', conversation: '' },
    message(2),
    message(3),
  );
  expect(selectUnreadTotal(away)).toBe(2);
  expect(selectUnreadTotal(reduce(away, elsewhere(2), 0))).toBe(1);
  const read = reduce(away, elsewhere(3), 0);
  expect([selectUnreadTotal(read), read.read.get(BEA), viewOf(read, BEA)?.unread.count]).toEqual([0, 3, 0]);
  expect(reduce(read, elsewhere(2), 0)).toBe(read);
  const ahead = [elsewhere(4), message(4), message(5)].reduce((now, one) => reduce(now, one, 0), read);
  expect([selectUnreadTotal(ahead), viewOf(ahead, BEA)?.unread.count]).toEqual([1, 1]);
  expect(selectUnreadTotal(reduce(ahead, list(listed(BEA, 5, { unread: 3 })), 0))).toBe(1);
});

test('a mark from another log, which had more messages, says nothing', () => {
  const before = { type: 'readBefore', marks: { everyone: 1, privates: new Map([[BEA, 900]]) } } as const;
  const state = after(before, list(listed(BEA, 2)));
  expect([selectUnreadTotal(state), state.read.has(BEA)]).toEqual([1, false]);
  const all = page(BEA, fakeMessage(2, { conversation: BEA }));
  const opened = [{ type: 'opened', conversation: BEA } as const, all].reduce(reduce, state);
  expect([opened.unread.line, selectUnreadTotal(opened), opened.read.get(BEA)]).toEqual([2, 0, 2]);
});

test('an answer of one’s own reads what came before, also where it was given elsewhere', () => {
  expect(selectConversations(after(message(1), message(2, { own: true })))).toMatchObject([{ unread: 0, total: 2 }]);
  const last = fakeMessage(4, { conversation: BEA, own: true });
  expect(selectConversations(after(list(listed(BEA, 4, { last, unread: 3 }))))).toMatchObject([{ unread: 0 }]);
});

test('what becomes of a message and of a name is said in view, kept, and in the list', () => {
  const state = after(
    { type: 'opened', conversation: BEA },
    page(BEA, fakeMessage(1, { conversation: BEA, own: true, delivery: 'sent' })),
    message(2, { own: true, delivery: 'waiting' }),
    { type: 'opened', conversation: '' },
    { type: 'messageChanged', message: fakeMessage(2, { conversation: BEA, own: true, delivery: 'delivered' }) },
    { type: 'name', origin: BEA, name: 'Beatrix', person: 'key' },
  );
  expect(viewOf(state, BEA)?.timeline.messages.map(({ delivery }) => delivery)).toEqual(['sent', 'delivered']);
  expect(selectConversations(state)).toMatchObject([{ name: 'Beatrix', last: { delivery: 'delivered' } }]);
});

test('so many are kept, everyone always; who was there longest ago goes', () => {
  const names = Array.from({ length: MAX_KEPT + 2 }, (_, index) => `P${index}`);
  const state = after(
    page('', fakeMessage(1)),
    ...names.flatMap((name): Happening[] => [
      { type: 'opened', conversation: name },
      page(name, fakeMessage(2, { conversation: name })),
    ]),
  );
  expect([...state.kept.keys()]).toEqual(['', ...names.slice(1, -1)]);
  expect(viewOf(state, '')?.timeline.messages).toHaveLength(1);
  const full = names.reduce((now, name, index) => seenUpTo(now, `${name}${index}`, 1), initialState);
  let marks = full;
  for (let at = 0; at <= MAX_READ_MARKS; at++) marks = seenUpTo(marks, `Q${at}`, 1);
  expect([marks.read.size, marks.read.has('Q0'), marks.read.has('Q1')]).toEqual([MAX_READ_MARKS, false, true]);
});

test('two origins of one key are one conversation; it goes on in the earlier one, and the one that is here is written to', () => {
  const state = after(
    list(listed('Bea~1', 5, { person: 'p' }), listed('Bea~2', 9, { person: 'p' }), listed('Eve', 7)),
    { type: 'opened', conversation: 'Bea~2' },
  );
  const [bea, eve] = selectConversations(state);
  expect(bea).toMatchObject({ conversation: 'Bea~2', origins: ['Bea~2', 'Bea~1'], unread: 2 });
  expect(eve).toMatchObject({ conversation: 'Eve', origins: ['Eve'] });
  expect(selectEarlier(state)).toBe('Bea~1');
  expect(selectEarlier(reduce(state, { type: 'opened', conversation: 'Bea~1' }, 0))).toBeUndefined();
  expect([currentOrigin(state, 'Bea~1'), currentOrigin(state, 'Eve')]).toEqual(['Bea~2', 'Eve']);
  const here = fakePeerEntry('10.0.0.1:5000', { origin: 'Bea~3', person: 'p' });
  expect(currentOrigin(reduce(state, { type: 'peer', peer: here }, 0), 'Bea~1')).toBe('Bea~3');
  const own = reduce(state, { type: 'self', self: { ...fakeSelf, person: 'p' } }, 0);
  expect(currentOrigin(own, 'Bea~1')).toBe(fakeSelf.origin);
});
