import { expect, test } from 'vitest';
import { en } from './en.ts';
import { translator } from './strings.ts';

const t = translator('en-GB', en);

test('parameters are put in, numbers as the language writes them', () => {
  expect(t('catchingUp', { have: 120, of: 4_000 })).toBe('Catching up: 120 of 4,000');
  expect(t('notSent', { message: 'It is {count} {name}.' })).toBe('Not sent: It is {count} {name}.');
});

test('plural forms follow the count', () => {
  expect([1, 3].map((count) => t('inSync', { count }))).toEqual(['1 peer, in sync', '3 of 3 in sync']);
});

test('another language may have forms that English lacks', () => {
  const slavic = translator('cs', {
    ...en,
    newMessages: { one: '{count} nová', few: '{count} nové', other: '{count} nových' },
  });
  expect([1, 3, 5].map((count) => slavic('newMessages', { count }))).toEqual(['1 nová', '3 nové', '5 nových']);
});

test('what has parameters cannot be asked for without them', () => {
  // @ts-expect-error -- of is missing
  expect(t('catchingUp', { have: 1 })).toContain('{of}');
  // @ts-expect-error -- there is no such key
  expect(() => t('noSuchKey')).toThrow();
});
