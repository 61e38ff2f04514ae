import { expect, test } from 'vitest';
import { en } from './en.ts';
import { nameList } from './nameList.ts';
import { translator } from './strings.ts';

const list = (...names: string[]) => nameList('en-GB', translator('en-GB', en), names).replace(/[\u2068\u2069]/g, '');

test('up to six people are named, of seven five', () => {
  expect(list('A')).toBe('A');
  expect(list('A', 'B')).toBe('A and B');
  expect(list('A', 'B', 'C', 'D', 'E', 'F')).toBe('A, B, C, D, E and F');
  expect(list('A', 'B', 'C', 'D', 'E', 'F', 'G')).toBe('A, B, C, D, E and 2 others');
  expect(list('\u202e', 'B')).toBe('(no name) and B');
});
