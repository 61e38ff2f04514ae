import { expect, test } from 'vitest';
import { fakeMessage } from '../../lib/fakeClient.ts';
import type { Message } from '../../../api/contract.ts';
import { createRowSizes } from './rowSizes.ts';

const LINE = 40;
const said = (text: string, more: Partial<Message> = {}): Message =>
  fakeMessage(2, { own: false, reach: null, trust: 'verified', text, ...more });
/** Of someone else, at the same time. */
const before = fakeMessage(1, { own: false, origin: 'someone else', shownAt: said('').shownAt });

function learnt(size = 51) {
  const sizes = createRowSizes();
  sizes.learn(before, said('ok'), { parts: 1, size, lineOf: () => LINE });
  return sizes;
}

test('nothing is expected before one was measured; the least is estimated', () => {
  const sizes = createRowSizes();
  expect(sizes.expected(before, said('hello'), 1)).toBeUndefined();
  expect(sizes.estimate(before, said('hello'))).toBe(52);
  expect(sizes.estimate(said('a'), said('hello'))).toBe(24);
});

test('one of a kind is as high as the last one was', () => {
  const sizes = learnt();
  expect(sizes.expected(before, said('hello'), 1)).toBe(51);
  expect(sizes.estimate(before, said('hello'))).toBe(51);
  expect(sizes.expected(said('a'), said('without a name above'), 1)).toBeUndefined();
  sizes.learn(before, said('ok'), { parts: 1, size: 60, lineOf: () => LINE });
  expect(sizes.expected(before, said('hello'), 1)).toBe(60);
});

test.each([
  ['more than surely fits into a line', said('a'.repeat(LINE + 1))],
  ['two lines', said('a\nb')],
  ['a list', said('- a')],
  ['a numbered one', said('1. a')],
  ['code', said('a `b`')],
  ['an invitation', said('see peerster://join?group=a')],
  ['marks upon marks in a script of its own', said('न'.repeat(9))],
  ['an own one', said('hello', { own: true })],
  ['one that is unverified', said('hello', { trust: 'unverified' })],
  ['one that is contradicted', said('hello', { forked: 1 })],
])('%s is measured', (_, message) => {
  const sizes = learnt();
  expect(sizes.expected(before, message, 1)).toBeUndefined();
  sizes.learn(before, message, { parts: 1, size: 400, lineOf: () => LINE });
  expect(sizes.expected(before, said('hello'), 1)).toBe(51);
});

test('nor is one that has a day or a line above it, and nothing is learnt of it', () => {
  const sizes = learnt();
  expect(sizes.expected(before, said('hello'), 2)).toBeUndefined();
  expect(sizes.expected(undefined, said('hello'), 1)).toBeUndefined();
  sizes.learn(before, said('ok'), { parts: 2, size: 90, lineOf: () => LINE });
  expect(sizes.expected(before, said('hello'), 1)).toBe(51);
});

test('lines of another length are learnt anew', () => {
  const sizes = learnt();
  sizes.forget();
  expect(sizes.expected(before, said('hello'), 1)).toBeUndefined();
  sizes.learn(before, said('ok'), { parts: 1, size: 51, lineOf: () => 4 });
  expect(sizes.expected(before, said('hello'), 1)).toBeUndefined();
  expect(sizes.expected(before, said('hey'), 1)).toBe(51);
});
