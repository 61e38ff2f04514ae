import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as any from '../../tests/wire/arbitraryPackets.ts';
import { bytesField, concat, fromHex, textField, uintField, walk } from '../../tests/wire/rawFields.ts';
import { decodeClientMessage, encodeClientMessage } from './index.ts';

const text = textField(1, 'hi');
const none = textField(1, '');
const read = (...fields: readonly Uint8Array[]): unknown => decodeClientMessage(concat(...fields));

describe('laws', () => {
  test('decode(encode(m)) is m', () => {
    fc.assert(
      fc.property(any.clientMessage, (message) => {
        expect(decodeClientMessage(encodeClientMessage(message))).toEqual(message);
      }),
      { numRuns: 500 },
    );
  });

  test('what is written ascends, has Text, and no optional field that is empty', () => {
    fc.assert(
      fc.property(any.clientMessage, (message) => {
        const fields = walk(encodeClientMessage(message));
        expect(fields.map(({ field }) => field)).toEqual(
          [...new Set(fields.map(({ field }) => field))].toSorted((a, b) => a - b),
        );
        expect(fields[0]?.field).toBe(1);
        expect(fields.slice(1).every(({ payload }) => payload.length > 0)).toBe(true);
      }),
    );
  });

  test('empty optional fields say nothing, in every layout', () => {
    const empties = fc.subarray([
      textField(2, ''),
      textField(3, ''),
      textField(4, ''),
      textField(5, ''),
      textField(6, ''),
    ]);
    const budget = fc.constantFrom(new Uint8Array(0), uintField(5, 0), uintField(6, 0));
    fc.assert(
      fc.property(empties, budget, (fields, zero) => {
        expect(read(text, ...fields, zero)).toEqual({ type: 'text', text: 'hi' });
      }),
    );
  });
});

describe('keywords and budget', () => {
  test.each<[string, readonly Uint8Array[], unknown]>([
    ['with commas', [textField(5, 'a,b,,c,')], { keywords: ['a', 'b', 'c'] }],
    [
      'repeated, with commas in them',
      [textField(5, 'a,b'), textField(5, ''), textField(5, 'c')],
      { keywords: ['a', 'b', 'c'] },
    ],
    ['swapped', [uintField(5, 7), textField(6, 'a'), textField(6, 'b')], { keywords: ['a', 'b'], budget: 7 }],
    ['swapped without a budget: digits are a keyword', [textField(6, '12')], { keywords: ['12'] }],
    ['a decimal budget', [textField(5, 'a'), textField(6, '12')], { keywords: ['a'], budget: 12 }],
    ['an empty decimal budget', [textField(5, 'a'), textField(6, '')], { keywords: ['a'] }],
    [
      'a huge budget',
      [textField(5, 'a'), uintField(6, 2n ** 64n - 1n)],
      { keywords: ['a'], budget: Number.MAX_SAFE_INTEGER },
    ],
    ['keywords come before all else', [textField(5, 'a'), textField(3, 'f')], { keywords: ['a'] }],
  ])('%s', (_, fields, search) => {
    expect(read(none, ...fields)).toEqual({ type: 'search', ...(search as object) });
  });

  test('a budget that is no number makes no sense', () => {
    for (const budget of ['x', '-1', '1.5', ' 5', '1e9', '9'.repeat(21)]) {
      expect(read(none, textField(5, 'a'), textField(6, budget))).toBeUndefined();
    }
  });
});

describe('meaning', () => {
  const hash = new Uint8Array(32).fill(0xab);

  test('the request’s hash is 32 bytes, or their hex', () => {
    const download = { type: 'download', file: 'f', hash };
    expect(read(none, textField(3, 'f'), bytesField(4, hash))).toEqual(download);
    expect(read(none, textField(3, 'f'), textField(4, 'AB'.repeat(32)))).toEqual(download);
    for (const wrong of [31, 33, 63, 64, 65])
      expect(read(none, textField(3, 'f'), bytesField(4, new Uint8Array(wrong)))).toBeUndefined();
  });

  test.each<[string, readonly Uint8Array[]]>([
    ['nothing at all', []],
    ['an empty text', [none]],
    ['only a destination', [none, textField(2, 'B')]],
    ['a request without a file', [none, bytesField(4, hash)]],
    ['a field cut short', [fromHex('0a05')]],
    ['a text that is a message of zeros', [fromHex('00000000')]],
  ])('%s makes no sense', (_, fields) => {
    expect(read(...fields)).toBeUndefined();
  });

  test('a file comes before a text', () => {
    expect(read(text, textField(3, 'f'))).toEqual({ type: 'share', file: 'f' });
  });

  test('the seed’s layout shares by IndexFilePath and asks in hex', () => {
    const seed = uintField(8, 0);
    expect(read(none, textField(3, 'name'), textField(5, '/tmp/path'), seed)).toEqual({
      type: 'share',
      file: '/tmp/path',
    });
    expect(read(none, textField(3, 'f'), textField(4, 'ab'.repeat(32)), seed)).toEqual({
      type: 'download',
      file: 'f',
      hash,
    });
    expect(read(none, textField(3, 'f'), textField(4, 'no hex'), seed)).toBeUndefined();
    expect(read(none, textField(7, 'a'), uintField(8, 3))).toEqual({ type: 'search', keywords: ['a'], budget: 3 });
  });

  test('padding of zeros and unknown fields are passed over', () => {
    expect(read(text, uintField(77, 1), new Uint8Array(9))).toEqual({ type: 'text', text: 'hi' });
  });
});
