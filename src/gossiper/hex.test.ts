import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfHex, hexOf } from './hex.ts';

test('bytesOfHex(hexOf(bytes)) is bytes, in either case', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(bytesOfHex(hexOf(bytes))).toEqual(bytes);
      expect(bytesOfHex(hexOf(bytes).toUpperCase())).toEqual(bytes);
    }),
  );
});

test('it is lower-case, and of a part when asked', () => {
  expect(hexOf(Uint8Array.of(0, 1, 171, 255))).toBe('0001abff');
  expect(hexOf(Uint8Array.of(0, 1, 171, 255), 1, 3)).toBe('01ab');
});

test('whatever else is no hex', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 8 }), (text) => {
      expect(bytesOfHex(text) !== undefined).toBe(/^(?:[0-9a-fA-F]{2})*$/.test(text));
    }),
    { numRuns: 1_000 },
  );
  // Letters whose codes differ from a digit's in the bit that tells the cases apart.
  for (const near of ['\u0010', '\u0019', '@', '`', 'g', 'G', ':', '/', '\u0130'])
    expect(bytesOfHex(`0${near}`)).toBeUndefined();
});
