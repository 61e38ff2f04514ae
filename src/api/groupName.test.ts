import { expect, it, test } from 'vitest';
import { checkGroupName } from './groupName.ts';
import { MAX_GROUP_NAME } from './groups.ts';

it('takes names of 1 to 64 characters, trimmed and in one normal form', () => {
  expect(checkGroupName('  Küche 2 ')).toEqual({ ok: true, value: 'Küche 2' });
  expect(checkGroupName('Ku\u0308che')).toEqual(checkGroupName('Küche'));
  expect(checkGroupName('x'.repeat(MAX_GROUP_NAME))).toMatchObject({ ok: true });
});

test.each([
  ['', 'group-empty'],
  [' \t ', 'group-empty'],
  ['x'.repeat(MAX_GROUP_NAME + 1), 'group-too-long'],
  ['wo\u202erk', 'group-not-allowed'],
  ['a\nb', 'group-not-allowed'],
  ['a\u200bb', 'group-not-allowed'],
])('refuses %j', (name, code) => {
  expect(checkGroupName(name)).toMatchObject({ ok: false, problem: { code } });
});
