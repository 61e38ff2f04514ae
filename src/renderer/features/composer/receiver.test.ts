import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexPeople } from '../../lib/mentions.ts';
import { addressed } from './receiver.ts';

const names = new Map([
  ['Mei~aaaaaaaaaaaaaaaa', 'Mei'],
  ['Mei Lin~bbbbbbbbbbbbbbbb', 'Mei Lin'],
  ['Bea~cccccccccccccccc', 'Bea'],
  ['Bea~dddddddddddddddd', 'Bea'],
  ['gossip5', 'gossip5'],
]);
const people = indexPeople(names);
const same = (origin: string): string => origin;

test.each([
  ['Mei Lin hello there', { kind: 'one', origin: 'Mei Lin~bbbbbbbbbbbbbbbb', text: 'hello there' }],
  ['mei  Linus is here', { kind: 'one', origin: 'Mei~aaaaaaaaaaaaaaaa', text: 'Linus is here' }],
  ['@gossip5 two\nlines', { kind: 'one', origin: 'gossip5', text: 'two\nlines' }],
  ['Bea hello', { kind: 'several' }],
  ['@Bea~dddd hello', { kind: 'one', origin: 'Bea~dddddddddddddddd', text: 'hello' }],
  ['Bea~qqqq hello', { kind: 'nobody' }],
  ['Beatrix hello', { kind: 'nobody' }],
  ['Nobody hello', { kind: 'nobody' }],
])('%s', (rest, expected) => {
  expect(addressed(rest, people, same)).toEqual(expected);
});

test('two origins of one person are one', () => {
  expect(addressed('Bea hello', people, () => 'Bea~dddddddddddddddd')).toMatchObject({ kind: 'one' });
});

test('whatever is typed: an answer, and the text is the end of it', () => {
  fc.assert(
    fc.property(fc.constantFrom('Mei', 'Bea', '@', ''), fc.string(), (start, rest) => {
      const found = addressed(start + rest, people, same);
      if (found.kind === 'one') expect(rest.trimEnd().endsWith(found.text)).toBe(true);
    }),
  );
});
