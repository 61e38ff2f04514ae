import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldWithPlaces } from './fold.ts';
import { matches, rangesOf } from './match.ts';
import { MAX_QUERY, MAX_QUERY_WORDS, parseQuery } from './query.ts';
import { MAX_WORD, MAX_WORDS, placedWordsOf, standsAlone, wordsOf } from './words.ts';

const letters = fc.constantFrom(
  'a',
  'B',
  'é',
  'e\u0301',
  'ß',
  'ﬁ',
  ' ',
  '-',
  '会',
  '議',
  'が',
  'カ\u3099',
  'ｱ',
  'ก',
  'ำ',
  '한',
  'ᄒ',
  'İ',
  'Σ',
  '☕',
  '\u200b',
  '\u0644\u064e',
  '½',
  '㍿',
  '"',
  '\udc80',
  'कि',
  '🧑‍💻',
  '９',
  '\u0301',
);
const texts = fc.oneof(
  fc.array(letters, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
const marked = (typed: string, text: string): string[] =>
  rangesOf(parseQuery(typed), text).map(({ start, end }) => text.slice(start, end));

describe('laws', () => {
  test('folding with places folds the same, and folding twice changes nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { folded, starts, ends } = foldWithPlaces(text);
        expect(folded).toBe(fold(text));
        expect([starts.length, ends.length]).toEqual([folded.length, folded.length]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('words with places are the words, in order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const placed = placedWordsOf(text);
        expect(placed.map(({ word }) => word)).toEqual(wordsOf(text));
        for (const { start, end } of placed) expect(start < end && end <= text.length).toBe(true);
        for (const word of wordsOf(text)) expect(word).toMatch(/^[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\ufffd]+$/u);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a text is found by each of its words, by what they begin with, and by all of it as a phrase', () => {
    fc.assert(
      fc.property(texts, fc.nat(100), (text, seed) => {
        const words = wordsOf(text).slice(0, MAX_QUERY_WORDS);
        const word = words[seed % Math.max(words.length, 1)];
        if (word === undefined) return;
        expect(matches(parseQuery(word), text)).toBe(true);
        expect(matches(parseQuery(`"${words.slice(0, 9).join(' ')}"`), text)).toBe(true);
        const beginning = Array.from(word).slice(0, -1).join('');
        if (beginning.length > 1 && !standsAlone(word)) expect(matches(parseQuery(beginning), text)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('what matches has something to highlight; any query is bounded and none throws', () => {
    fc.assert(
      fc.property(texts, texts, (typed, text) => {
        const query = parseQuery(typed);
        expect(query.flatMap(({ words }) => words).length).toBeLessThanOrEqual(MAX_QUERY_WORDS);
        const ranges = rangesOf(query, text);
        if (matches(query, text)) expect(ranges.length).toBeGreaterThan(0);
        for (const [index, { start }] of ranges.entries()) {
          expect(start).toBeGreaterThanOrEqual(ranges[index - 1]?.end ?? 0);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

test.each([
  ['coff', 'Coffee! ☕', ['Coffee']],
  ['CAFE', 'Le café, les cafés', ['café', 'cafés']],
  ['"cafe"', 'Le café, les cafés', ['café']],
  ['two words', 'words, two words', ['words', 'two', 'words']],
  ['"two words"', 'words, two words', ['two words']],
  ['“two wo', 'words, two words', ['two words']],
  ['e', 'e as in end', ['e']],
  ['会议', '明天的会议在十点', ['会议']],
  ['议', '明天的会议在十点', ['议']],
  ['会十', '明天的会议在十点', []],
  ['192.168', 'at 192.168.1.7 now', ['192.168']],
  ['strasse', 'Straße', ['Straße']],
  ['οδος', 'ΟΔΟΣ', ['ΟΔΟΣ']],
  ['سلام', 'سَلَام', ['سَلَام']],
  ['☕', 'Coffee! ☕', ['☕']],
  ['ell', 'hello', []],
  ['NOT (a* OR "', 'not or a', ['not', 'or', 'a']],
  ['', 'anything', []],
  ['... "" *', 'anything', []],
])('%j in %j: %j', (typed, text, found) => expect(marked(typed, text)).toEqual(found));

test('limits: at n and n + 1', () => {
  const long = 'x'.repeat(MAX_WORD + 1);
  expect(matches(parseQuery(long), 'x'.repeat(MAX_WORD))).toBe(true);
  expect(matches(parseQuery('x'.repeat(MAX_WORD - 1)), long)).toBe(true);
  expect(wordsOf('a '.repeat(MAX_WORDS + 1))).toHaveLength(MAX_WORDS);
  expect(placedWordsOf('a '.repeat(MAX_WORDS + 1))).toHaveLength(MAX_WORDS);
  const words = (count: number): number => parseQuery('a '.repeat(count)).length;
  expect([words(MAX_QUERY_WORDS), words(MAX_QUERY_WORDS + 1)]).toEqual([MAX_QUERY_WORDS, MAX_QUERY_WORDS]);
  expect(parseQuery(`${' '.repeat(MAX_QUERY - 1)}ab`)).toEqual([{ words: ['a'], isPrefix: false }]);
});
