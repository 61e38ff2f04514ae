import fc from 'fast-check';
import { expect, test } from 'vitest';
import { datesIn } from './dates.ts';
import { en } from './en.ts';
import { chooseLanguage, languageCodes, loadStrings } from './languages.ts';
import { translator, type StringKey } from './strings.ts';

const keys = Object.keys(en) as StringKey[];
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').toSorted();

for (const code of languageCodes) {
  test(`${code} has every sentence, with the same parameters as in English`, async () => {
    const strings = await loadStrings(code);
    expect(Object.keys(strings).toSorted()).toEqual(keys.toSorted());
    for (const key of keys) {
      const [entry, english] = [strings[key], en[key]];
      if (typeof entry === 'string' && typeof english === 'string') {
        expect(entry.trim(), key).not.toBe('');
        expect(placeholders(entry), key).toEqual(placeholders(english));
      } else if (typeof entry !== 'string' && typeof english !== 'string') {
        // A form such as Arabic's dual says the number in words.
        for (const form of Object.values(entry)) {
          expect(placeholders(english.other), `${key}: ${form}`).toEqual(expect.arrayContaining(placeholders(form)));
        }
        expect(placeholders(entry.other), key).toEqual(placeholders(english.other));
      } else expect.unreachable(key);
    }
  });

  test(`${code} has words for every count, date and number`, async () => {
    const { locale } = chooseLanguage(code, []);
    const t = translator(locale, await loadStrings(code));
    const dates = datesIn(locale, t);
    fc.assert(
      fc.property(fc.nat(2_000), fc.integer({ min: 0, max: 4e12 }), (count, at) => {
        for (const text of [
          t('newMessages', { count }),
          dates.exact(at),
          dates.day(at, at),
          dates.ago(at, at + count),
        ]) {
          expect(text).not.toMatch(/^$|\{\w+\}|undefined/);
        }
      }),
    );
  });
}

test('Arabic has all six forms', async () => {
  const t = translator('ar-EG', await loadStrings('ar'));
  expect(new Set([0, 1, 2, 3, 11, 100].map((count) => t('newMessages', { count }))).size).toBe(6);
  expect(t('newMessages', { count: 3 })).toBe('٣ رسائل جديدة');
});

test('the system chooses by the order of its languages, a person by name', () => {
  expect(chooseLanguage('system', ['pt-BR', 'fr-CA', 'en'])).toEqual({ code: 'fr', locale: 'fr-CA', direction: 'ltr' });
  expect(chooseLanguage('ar', ['fr-CA'])).toEqual({ code: 'ar', locale: 'ar', direction: 'rtl' });
  expect(chooseLanguage('de', ['en', 'de-AT'])).toMatchObject({ locale: 'de-AT' });
  expect(chooseLanguage('system', ['ja'])).toMatchObject({ code: 'en', locale: 'en-GB' });
});

test('simplified characters are for those who read them', () => {
  expect(
    ['zh-CN', 'zh', 'zh-SG', 'zh-TW', 'zh-Hant', 'zh-HK'].map((tag) => chooseLanguage('system', [tag]).code),
  ).toEqual(['zh', 'zh', 'zh', 'en', 'en', 'en']);
});

test('any tags at all lead to a language', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (preferred) => {
      expect(languageCodes).toContain(chooseLanguage('system', preferred).code);
    }),
  );
});
