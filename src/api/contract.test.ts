import { expect, test } from 'vitest';
import * as core from '../gossiper/limits.ts';
import { MAX_TEXT_BYTES } from './contract.ts';

test('clients are told the limit that the core has', () => {
  expect(MAX_TEXT_BYTES).toBe(core.MAX_TEXT_BYTES);
});
