import { expect, test } from 'vitest';
import { wholeNumber } from './wholeNumber.ts';

test.each([
  ['10', 10],
  [' 0 ', 0],
  ['٣٦٠٠', 3_600],
  ['۱۲', 12],
  ['', undefined],
  ['1.5', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['9999999999', undefined],
])('%j: %s', (text, value) => expect(wholeNumber(text)).toBe(value));
