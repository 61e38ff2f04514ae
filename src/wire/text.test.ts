import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../gossiper/names.ts';
import { fromHex } from '../../tests/wire/rawFields.ts';
import { textOf } from './text.ts';

/** Mostly the bytes where UTF-8 begins to be invalid. */
const nearUtf8 = fc.array(
  fc.oneof(
    fc.constantFrom(0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf),
    fc.constantFrom(0xe0, 0xe1, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff, 0xbb, 0xbd),
  ),
  { maxLength: 60 },
);

describe('laws', () => {
  test('bytesOf(textOf(bytes)) is bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      nearUtf8.map((list) => Uint8Array.from(list)),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        expect(bytesOf(textOf(given))).toEqual(given);
      }),
      { numRuns: 3_000 },
    );
  });

  test('valid UTF-8 reads as it does everywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(textOf(new TextEncoder().encode(text))).toBe(text);
      }),
    );
  });

  test('every invalid byte, and no other, becomes U+DC00 + byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const lone = Array.from(textOf(bytes)).filter(
          (letter) => letter.length === 1 && /[\ud800-\udfff]/.test(letter),
        );
        expect(lone.every((letter) => letter >= '\udc80' && letter <= '\udcff')).toBe(true);
        expect(textOf(bytes).toWellFormed().includes('\ufffd')).toBe(
          new TextDecoder().decode(bytes).includes('\ufffd'),
        );
      }),
    );
  });
});

test.each([
  ['ASCII', '48 69', 'Hi'],
  ['a mark of byte order', 'ef bb bf 41', '\ufeffA'],
  ['U+FFFD itself', 'ef bf bd', '\ufffd'],
  ['U+FFFD beside an invalid byte', 'ef bf bd ff', '\ufffd\udcff'],
  ['an overlong slash', 'c0 af', '\udcc0\udcaf'],
  ['a surrogate in UTF-8', 'ed a0 80', '\udced\udca0\udc80'],
  ['above U+10FFFF', 'f4 90 80 80', '\udcf4\udc90\udc80\udc80'],
  ['the last point, then a cut sequence', 'f4 8f bf bf f4 8f bf', '\u{10ffff}\udcf4\udc8f\udcbf'],
  ['Latin-1', '63 61 66 e9', 'caf\udce9'],
])('%s', (_, hex, text) => {
  expect(textOf(fromHex(hex.replaceAll(' ', '')))).toBe(text);
});

test('a part of the bytes, short and long', () => {
  for (const size of [0, 1, 7, 8, 9, 31, 32, 33, 100]) {
    const bytes = new TextEncoder().encode(`<${'x'.repeat(size)}>`);
    expect(textOf(bytes, 1, size + 1)).toBe('x'.repeat(size));
  }
  expect(textOf(new Uint8Array(20_000).fill(0xff))).toBe('\udcff'.repeat(20_000));
});
