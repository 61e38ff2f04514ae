import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf } from '../gossiper/names.ts';
import { wireText } from '../../tests/wire/arbitraryPackets.ts';
import { bytesField, concat, uintField, varint } from '../../tests/wire/rawFields.ts';
import { Writer, varintSize } from './writer.ts';

test('numbers are written as varints of the fewest bytes', () => {
  const edges = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32 - 1, 2 ** 35, 2 ** 42, Number.MAX_SAFE_INTEGER];
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(...edges), fc.maxSafeNat()),
      fc.integer({ min: 1, max: 2 ** 29 - 1 }),
      (value, field) => {
        const writer = new Writer(1);
        writer.uint(field, value);
        expect(writer.finish()).toEqual(uintField(field, value));
        expect(varintSize(value)).toBe(varint(value).length);
      },
    ),
  );
});

test('strings are written as their bytes, whatever they hold', () => {
  fc.assert(
    fc.property(wireText(20_000), (text) => {
      const writer = new Writer(1);
      writer.string(3, text);
      expect(writer.finish()).toEqual(bytesField(3, bytesOf(text)));
    }),
  );
});

test('a message has its size before it, however wrong the guess', () => {
  const sizes = fc.constantFrom(0, 1, 125, 126, 127, 128, 16_380, 16_384, 70_000);
  fc.assert(
    fc.property(sizes, sizes, sizes, (size, guess, outerGuess) => {
      const body = bytesField(1, new Uint8Array(size).fill(7));
      const writer = new Writer(1);
      const outer = writer.message(2, outerGuess);
      const inner = writer.message(1, guess);
      writer.raw(body);
      writer.close(inner);
      writer.uint(2, 5);
      writer.close(outer);
      expect(writer.finish()).toEqual(bytesField(2, concat(bytesField(1, body), uintField(2, 5))));
    }),
  );
});

test('a writer starts anew after finish, and what it gave stays', () => {
  const writer = new Writer();
  writer.uint(1, 1);
  const first = writer.finish();
  writer.uint(1, 2);
  expect(writer.finish()).toEqual(uintField(1, 2));
  expect(first).toEqual(uintField(1, 1));
});
