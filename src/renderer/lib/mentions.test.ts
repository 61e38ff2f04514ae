import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMentions, indexPeople, MAX_MENTIONED_NAME, MAX_MENTIONS, mentionOf } from './mentions.ts';
import { mentionsMe } from './mentionsMe.ts';

const alex = 'Alex~mfrggzdfmztwq2lk';
const otherAlex = 'Alex~mfrqyl2hs4zbnt5e';
const names = new Map([
  [alex, 'Alex'],
  [otherAlex, 'alex'],
  ['Mei~abcdefghijklmnop', 'Mei'],
  ['Mei Lin~p4vgu2kdc6zrqa5j', 'Mei Lin'],
  ['gossip5', 'gossip5'],
  ['小明~abcdefghijklmnop', '小明'],
]);
const people = indexPeople(names);
const found = (text: string): readonly (readonly [string, ...string[]])[] =>
  findMentions(text, people, { attempts: MAX_MENTIONS })
    .filter((piece) => piece.kind === 'mention')
    .map(({ text: written, origins }) => [written, ...origins]);

test.each([
  ['@gossip5, hello', [['@gossip5', 'gossip5']]],
  [
    '@Mei Lin and @mei',
    [
      ['@Mei Lin', 'Mei Lin~p4vgu2kdc6zrqa5j'],
      ['@mei', 'Mei~abcdefghijklmnop'],
    ],
  ],
  ['(@Mei Linda)', [['@Mei', 'Mei~abcdefghijklmnop']]],
  ['@Alex', [['@Alex', alex, otherAlex]]],
  ['@Alex~mfrg!', [['@Alex~mfrg', alex]]],
  ['@Alex~mfrqy', [['@Alex~mfrqy', otherAlex]]],
  ['@Alex~zzzz', []],
  ['你好@小明', [['@小明', '小明~abcdefghijklmnop']]],
  ['bob@alex.example, @nobody, @ Alex, @@', []],
  ['@Alexander', []],
] as const)('%j', (text, expected) => expect(found(text)).toEqual(expected));

test('what is inserted means that person alone, whoever shares the name', () => {
  for (const [origin, name] of names) {
    const written = mentionOf(origin, name, people);
    expect(written).toBeDefined();
    expect(found(`hi ${written}, hi`)).toEqual([[written, origin]]);
  }
  expect(mentionOf(alex, 'Alex', people)).toBe('@Alex~mfrg');
  expect(mentionOf('gossip5', 'gossip5', people)).toBe('@gossip5');
  expect(mentionOf('x', '\u200b', people)).toBeUndefined();
});

test('any name that can be written is found again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      const one = indexPeople(new Map([['x', name]]));
      const written = mentionOf('x', name, one);
      fc.pre(written !== undefined && !/^@\s|\n/.test(written));
      const [first] = findMentions(written, one, { attempts: 1 });
      expect(first).toMatchObject({ kind: 'mention', origins: ['x'] });
    }),
  );
});

test('the pieces are the text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('@', 'Mei', ' Lin', '@Alex', '~mfrg', ' '))),
      (parts) => {
        const text = parts.join('');
        const pieces = findMentions(text, people, { attempts: MAX_MENTIONS });
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      },
    ),
  );
});

test('names up to the limit, and attempts up to theirs', () => {
  const long = 'n'.repeat(MAX_MENTIONED_NAME);
  const limits = indexPeople(
    new Map([
      ['long', long],
      ['longer', `${long}n`],
    ]),
  );
  expect(mentionOf('long', long, limits)).toBe(`@${long}`);
  expect(mentionOf('longer', `${long}n`, limits)).toBeUndefined();
  expect(findMentions(`@${long}`, limits, { attempts: 1 })).toHaveLength(1);
  expect(found('@Mei '.repeat(MAX_MENTIONS))).toHaveLength(MAX_MENTIONS);
  expect(found('@Mei '.repeat(MAX_MENTIONS + 1))).toHaveLength(MAX_MENTIONS);
});

test.each([
  ['@Alex look', true],
  ['**@Alex~mfrg**', true],
  ['- @Alex', true],
  ['@Alex~mfrqy look', false],
  ['`@Alex`', false],
  ['```\n@Alex\n```', false],
  ['> @Alex said so', false],
  ['Alex', false],
] as const)('of oneself: %j', (text, expected) => {
  expect(mentionsMe(text, { origin: alex, name: 'Alex' }, people)).toBe(expected);
});

test('given oneself alone, other people’s longer names are not known', () =>
  expect(mentionsMe('@Mei Lin', { origin: 'Mei~abcdefghijklmnop', name: 'Mei' })).toBe(true));
