import fc from 'fast-check';
import { expect, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { translator } from '../../i18n/strings.ts';
import { indexPeople } from '../../lib/mentions.ts';
import { decideKey, MAX_OFFERED, offerPeople, type Offer } from './completion.ts';
import { completionAt } from './completionAt.ts';
import { nextInGrid } from './nextInGrid.ts';
import { offerCommands } from './slashCommand.ts';

test.each([
  ['/', { kind: 'command', typed: '' }],
  ['/ni', { kind: 'command', typed: 'ni' }],
  ['/nick Bea', undefined],
  ['//', undefined],
  ['see /ni', undefined],
  ['@', { kind: 'mention', typed: '' }],
  ['hi @al', { kind: 'mention', typed: 'al' }],
  ['hi @Mei L', { kind: 'mention', typed: 'Mei L' }],
  ['a@b', undefined],
  ['@ b', undefined],
  ['@a\nb', undefined],
  ['ok :smi', { kind: 'emoji', typed: 'smi' }],
  ['你好:smi', { kind: 'emoji', typed: 'smi' }],
  ['@al :smi', { kind: 'emoji', typed: 'smi' }],
  [':s', undefined],
  [':smile:', undefined],
  ['10:30', undefined],
  ['http://ab', undefined],
] as const)('at the end of %j', (text, expected) => {
  const asked = completionAt(text, text.length);
  if (expected === undefined) expect(asked).toBeUndefined();
  else expect(asked).toEqual({ ...expected, from: text.length - expected.typed.length - 1, to: text.length });
});

test('anywhere in any text it stands before the caret and begins with its letter', () => {
  const parts = fc.constantFrom('@', ':', '/', 'al', ' ', '\n', 'Mei Lin', '😄');
  fc.assert(
    fc.property(fc.array(parts), fc.nat(), (chosen, place) => {
      const text = chosen.join('');
      const caret = place % (text.length + 1);
      const asked = completionAt(text, caret);
      if (asked === undefined) return;
      expect(asked.to).toBe(caret);
      expect(text.slice(asked.from, caret)).toBe({ command: '/', mention: '@', emoji: ':' }[asked.kind] + asked.typed);
    }),
  );
});

const names = new Map([
  ['Alex~mfrggzdfmztwq2lk', 'Alex'],
  ['Alex~qq7yl2hs4zbnt5ea', 'Alex'],
  ['Mei Lin~p4vgu2kdc6zrqa5j', 'Mei Lin'],
  ['Lina~p4vgu2kdc6zrqa5j', 'Lina'],
]);
const offered = (typed: string): readonly (readonly [string, string | undefined])[] =>
  offerPeople(names, indexPeople(names), { kind: 'mention', from: 0, to: typed.length + 1, typed }).map(
    ({ insert, detail }) => [insert, detail],
  );

test('people by any word of their name; those of one name are told apart', () => {
  expect(offered('al')).toEqual([
    ['@Alex~mfrg ', 'mfrggzdfmztwq2lk'],
    ['@Alex~qq7y ', 'qq7yl2hs4zbnt5ea'],
  ]);
  expect(offered('LIN')).toEqual([
    ['@Lina ', undefined],
    ['@Mei Lin ', undefined],
  ]);
  expect(offered('Mei Lin ')).toEqual([]);
  expect(offered('thanks')).toEqual([]);
});

test('so many are offered and no more', () => {
  const crowd = new Map(Array.from({ length: MAX_OFFERED + 1 }, (_, index) => [`o${index}`, `Bo${index}`]));
  const asked = { kind: 'mention', from: 0, to: 1, typed: '' } as const;
  expect(offerPeople(crowd, indexPeople(crowd), asked)).toHaveLength(MAX_OFFERED);
});

test('commands by their beginning', () => {
  const t = translator('en', en);
  expect(offerCommands('', t).map(({ insert }) => insert)).toEqual(['/me ', '/msg ', '/nick ', '/add ', '/help']);
  expect(offerCommands('N', t).map(({ insert }) => insert)).toEqual(['/nick ']);
});

test('one way for every list', () => {
  const offers: readonly Offer[] = ['/me ', '/help'].map((insert) => ({ id: insert, label: insert, insert }));
  const press = (key: string, at = 0, written = '/', shiftKey = false) =>
    decideKey({ key, shiftKey }, at, offers, written);
  expect(press('ArrowDown')).toEqual({ kind: 'move', to: 1 });
  expect(press('ArrowDown', 1)).toEqual({ kind: 'move', to: 0 });
  expect(press('ArrowUp')).toEqual({ kind: 'move', to: 1 });
  expect(press('Enter')).toEqual({ kind: 'take' });
  expect(press('Tab')).toEqual({ kind: 'take' });
  expect(press('Escape')).toEqual({ kind: 'close' });
  expect(press('Enter', 1, '/HELP')).toEqual({ kind: 'none' });
  expect(press('Enter', 0, '/', true)).toEqual({ kind: 'none' });
  expect(press('Tab', 0, '/', true)).toEqual({ kind: 'none' });
  expect(press('a')).toEqual({ kind: 'none' });
  expect(decideKey({ key: 'Enter', shiftKey: false }, 0, [], '/')).toEqual({ kind: 'none' });
});

test('arrow keys in a grid of 8 with 20 in it', () => {
  const from = (key: string, at: number, direction: 'ltr' | 'rtl' = 'ltr') => nextInGrid(key, at, 20, 8, direction);
  expect([from('ArrowRight', 7), from('ArrowLeft', 8), from('ArrowLeft', 0), from('ArrowRight', 19)]).toEqual([
    8, 7, 0, 19,
  ]);
  expect([from('ArrowRight', 7, 'rtl'), from('ArrowLeft', 7, 'rtl')]).toEqual([6, 8]);
  expect([from('ArrowDown', 3), from('ArrowDown', 15), from('ArrowDown', 17)]).toEqual([11, 19, 17]);
  expect([from('ArrowUp', 11), from('ArrowUp', 3)]).toEqual([3, 3]);
  expect([from('a', 3), nextInGrid('ArrowDown', -1, 0, 8, 'ltr')]).toEqual([undefined, undefined]);
});
