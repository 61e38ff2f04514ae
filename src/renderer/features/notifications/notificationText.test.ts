import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../../api/contract.ts';
import { en } from '../../i18n/en.ts';
import { translator } from '../../i18n/strings.ts';
import { fakeMessage } from '../../lib/fakeClient.ts';
import { join, MAX_AUTHORS, type Group } from './group.ts';
import { MAX_BODY_UNITS, notificationText, plainText } from './notificationText.ts';

const t = translator('en', en);
const from = (name: string, key: number, text = `message ${key}`) =>
  fakeMessage(key, { origin: `${name}~x`, name, text });

function groupOf(...messages: readonly Message[]): Group {
  const [first, ...rest] = messages;
  return rest.reduce<Group>(join, join(undefined, first!));
}

describe('what a notification says', () => {
  test.each([
    [[from('Ana', 1)], 'Ana', 'message 1'],
    [[from('Ana', 1), from('Ana', 2)], '2 new messages from Ana', 'Ana: message 2'],
    [[from('Ana', 1), from('Bea', 2)], '2 new messages from Ana and Bea', 'Bea: message 2'],
    [
      [from('Ana', 1), from('Bea', 2), from('Ana', 3), from('Carol', 4), from('Bea', 5)],
      '5 new messages from Ana and 2 others',
      'Bea: message 5',
    ],
  ])('%#', (messages, title, body) => {
    const group = groupOf(...messages);
    expect(notificationText(group, true, t)).toEqual({ title, body });
    expect(group.first.key).toBe(1);
  });

  test('with the text hidden, nothing of it is said', () => {
    expect(notificationText(groupOf(from('Ana', 1, 'secret')), false, t)).toEqual({
      title: 'Ana',
      body: 'New message',
    });
    const two = notificationText(groupOf(from('Ana', 1, 'secret'), from('Ana', 2, 'secret')), false, t);
    expect(JSON.stringify(two)).not.toContain('secret');
  });

  test('who has no name is called so', () =>
    expect(notificationText(groupOf(from('\u202e', 1)), true, t).title).toBe('(no name)'));
});

test.each([
  ['**bold** and `code`', 'bold and code'],
  ['> quoted\n\nand said', 'quoted and said'],
  ['/me waves', 'Ana waves'],
  ['right\u202eto left', 'right to left'],
  ['<b>not markup</b>', '<b>not markup</b>'],
])('%s is told as: %s', (text, plain) => expect(plainText(text, 'Ana')).toBe(plain));

test('any text becomes one bounded, well-formed line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
      const plain = plainText(text, 'Ana');
      expect(plain.length).toBeLessThanOrEqual(MAX_BODY_UNITS);
      expect(plain.isWellFormed()).toBe(true);
      expect(plain).not.toMatch(/[\n\r\u202a-\u202e]/);
    }),
  );
  expect(plainText('x'.repeat(MAX_BODY_UNITS), 'Ana')).toHaveLength(MAX_BODY_UNITS);
  expect(plainText('x'.repeat(MAX_BODY_UNITS + 1), 'Ana')).toMatch(/^x{199}…$/);
});

test('made-up authors end at a limit, their messages are counted', () => {
  const messages = Array.from({ length: MAX_AUTHORS + 1 }, (_, index) => from(`a${index}`, index + 1));
  expect(groupOf(...messages.slice(0, MAX_AUTHORS)).authors.size).toBe(MAX_AUTHORS);
  expect(groupOf(...messages)).toMatchObject({ count: MAX_AUTHORS + 1 });
  expect(groupOf(...messages).authors.size).toBe(MAX_AUTHORS);
});

test('the group is named where there are several, on one line and bounded', () => {
  const said = groupOf(from('Ana', 1));
  expect(notificationText(said, true, t, 'work').title).toBe('Ana – work');
  expect(notificationText(said, true, t, `a\n${'b'.repeat(100)}`).title.length).toBeLessThan(60);
  expect(notificationText(said, true, t, undefined).title).toBe('Ana');
});
