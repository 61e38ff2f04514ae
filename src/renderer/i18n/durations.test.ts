import { expect, test } from 'vitest';
import { durationIn } from './durations.ts';

test.each([
  [-5, '0 ms'],
  [38, '38 ms'],
  [999, '999 ms'],
  [7_240, '7.2 sec'],
  [59_999, '59 sec'],
  [241_000, '4 min'],
  [3 * 3_600_000, '3 hr'],
  [2 * 86_400_000, '2 days'],
])('%i ms are %s', (ms, words) => expect(durationIn('en-US')(ms)).toBe(words));
