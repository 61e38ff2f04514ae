import { expect, test } from 'vitest';
import * as core from '../gossiper/limits.ts';
import { MAX_QUERY } from '../words/query.ts';
import { MAX_SEARCH, MAX_TEXT_BYTES } from './contract.ts';

test('clients are told the limits that the core and the search have', () => {
  expect(MAX_SEARCH).toBe(MAX_QUERY);
  expect(MAX_TEXT_BYTES).toBe(core.MAX_TEXT_BYTES);
});
