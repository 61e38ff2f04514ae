import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from './base64.ts';

test('is what others write, without padding, and reads back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const text = toBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64').replace(/=+$/, ''));
      expect(fromBase64(text)).toEqual(bytes);
    }),
  );
});

test('anything else is nothing', () => {
  for (const text of ['A', 'AB', 'AA==', 'AA-_', 'A A', 'ÄÄÄÄ']) expect(fromBase64(text), text).toBeUndefined();
});
