import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hueOf, initialOf, nameKey, sharedNames, shownName, tagOf } from './names.ts';

test('what looks equal has one key', () => {
  for (const name of ['Alex', 'ALEX', ' alex ', 'Al\u200bex', 'Ａｌｅｘ', '\u202eAlex\u202c'])
    expect(nameKey(name)).toBe('alex');
  expect(nameKey('Alexa')).not.toBe('alex');
});

test('names of more than one person, and no others', () => {
  const names = new Map([
    ['Alex~1', 'Alex'],
    ['alex~2', 'alex'],
    ['Bea~3', 'Bea'],
  ]);
  expect([...sharedNames(names, new Map())]).toEqual(['alex']);
  expect([...sharedNames(names, new Map([['Alex~1', 'p']]))]).toEqual(['alex']);
  const both = new Map([
    ['Alex~1', 'p'],
    ['alex~2', 'p'],
  ]);
  expect([...sharedNames(names, both)]).toEqual([]);
  expect([...sharedNames(new Map([...names, ['ALEX', 'ALEX']]), both)]).toEqual(['alex']);
});

test('any name at all is shown without what turns the text around, well-formed and on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const shown = shownName(name);
      expect(shown.isWellFormed()).toBe(true);
      expect(shown).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      expect(initialOf(name).length).toBeGreaterThan(0);
      expect(initialOf(name).length).toBeLessThan(6);
    }),
  );
  expect(['\u3164', '\u200b', '', '\u202e \u202c'].map(shownName)).toEqual(['', '', '', '']);
  expect(initialOf('éa')).toBe('É');
});

test('the tag of an origin with a key, and none of a course peer', () => {
  expect(tagOf('Alex~mfrggzdfmztwq2lk')).toBe('mfrggzdfmztwq2lk');
  expect(['Alex', 'Alex~short', 'Alex~MFRGGZDFMZTWQ2LK'].map(tagOf)).toEqual(['', '', '']);
});

test('colours are spread', () => {
  const counts = new Map<number, number>();
  for (let i = 0; i < 1_000; i++) counts.set(hueOf(`peer${i}`, 10), (counts.get(hueOf(`peer${i}`, 10)) ?? 0) + 1);
  expect(counts.size).toBe(10);
  expect(Math.max(...counts.values())).toBeLessThan(160);
});
