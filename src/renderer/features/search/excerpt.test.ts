import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangesOf } from '../../../words/match.ts';
import { parseQuery } from '../../../words/query.ts';
import { excerpt, MAX_EXCERPT } from './excerpt.ts';

const of = (text: string, typed: string) => excerpt(text, rangesOf(parseQuery(typed), text));

test('the marks stand in their words', () => {
  expect(of('a cup of Café\nand cafés', 'cafe')).toEqual([
    { text: 'a cup of ', isMarked: false },
    { text: 'Café', isMarked: true },
    { text: ' and ', isMarked: false },
    { text: 'cafés', isMarked: true },
  ]);
});

test('of a long text, the part around the first mark', () => {
  const pieces = of(`${'x '.repeat(500)}here ${'y '.repeat(500)}`, 'here');
  expect([pieces[0]?.text, pieces.at(-1)?.text]).toEqual(['… ', ' …']);
  expect(pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual(['here']);
});

test('whatever the text: bounded, whole where it is short, no letter cut in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ maxLength: 3 }), (text, typed) => {
      const whole = of(text.toWellFormed(), typed).map((piece) => piece.text);
      expect(whole.join('').length).toBeLessThanOrEqual(MAX_EXCERPT + 4);
      for (const piece of whole) expect(piece.isWellFormed()).toBe(true);
      if (text.length <= MAX_EXCERPT) expect(whole.join('')).toBe(text.toWellFormed().replace(/\s+/g, ' '));
    }),
  );
});
