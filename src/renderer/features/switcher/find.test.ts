import fc from 'fast-check';
import { expect, test } from 'vitest';
import { find, MAX_FOUND } from './find.ts';

const entries = ['Everyone', 'Dávid', 'Carol', 'Add a peer', 'Settings'].map((label) => ({ words: [label] }));
const found = (typed: string) => find(entries, typed).map(({ words }) => words[0]);

test('accents, case and width make no difference', () => {
  expect([found('david'), found('DÁV'), found('ｃａｒｏｌ')]).toEqual([['Dávid'], ['Dávid'], ['Carol']]);
});

test('every word must be there, in any order; what begins with it comes first', () => {
  expect([found('peer add'), found('peer x'), found('')]).toEqual([
    ['Add a peer'],
    [],
    entries.map(({ words }) => words[0]),
  ]);
  expect(found('e')).toEqual(['Everyone', 'Add a peer', 'Settings']);
});

test('what is typed in full is found, and never more than can be looked through', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 80 }), fc.nat(79), (labels, index) => {
      const all = labels.map((label) => ({ words: [label] }));
      expect(find(all, '')).toHaveLength(Math.min(all.length, MAX_FOUND));
      const one = all[index];
      if (one !== undefined && all.length <= MAX_FOUND) expect(find(all, one.words[0] ?? '')).toContain(one);
    }),
  );
});
