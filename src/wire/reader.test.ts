import { describe, expect, test } from 'vitest';
import { bytesField, concat, textField, uintField } from '../../tests/wire/rawFields.ts';
import { Reader } from './reader.ts';

describe('after a failure', () => {
  test('nothing more is read, at no level, and the first reason stays', () => {
    const reader = new Reader(concat(bytesField(1, textField(1, 'long')), uintField(2, 5)));
    expect(reader.next()).toBe(true);
    const outer = reader.enter();
    expect(reader.next()).toBe(true);
    expect(reader.string(3)).toBe('');
    expect(reader.next()).toBe(false);
    reader.leave(outer);
    expect([reader.next(), reader.at, reader.why]).toEqual([false, 0, 'tooLong']);
    expect([reader.uint32(), reader.uint64(), reader.string(9), reader.octets(9).length, reader.hex(0)]).toEqual([
      0,
      0,
      '',
      0,
      '',
    ]);
    reader.fail('malformed');
    expect(reader.why).toBe('tooLong');
  });
});

describe('numbers', () => {
  const read = (...fields: readonly Uint8Array[]): unknown => {
    const reader = new Reader(concat(...fields));
    const numbers: number[] = [];
    while (reader.next()) reader.numbers(numbers, 4);
    return reader.why ?? numbers;
  };

  test('are read packed, one by one, and both', () => {
    expect(read(bytesField(3, Uint8Array.of(1, 0x80, 1, 3)))).toEqual([1, 128, 3]);
    expect(read(uintField(3, 1), uintField(3, 128))).toEqual([1, 128]);
    expect(read(uintField(3, 1), bytesField(3, Uint8Array.of(2, 3)), bytesField(3, new Uint8Array(0)))).toEqual([
      1, 2, 3,
    ]);
    expect(read(uintField(3, 2n ** 64n - 1n))).toEqual([Number.MAX_SAFE_INTEGER]);
  });

  test('are not more than asked, nor cut short', () => {
    expect(read(bytesField(3, Uint8Array.of(1, 2, 3, 4)))).toEqual([1, 2, 3, 4]);
    expect(read(bytesField(3, Uint8Array.of(1, 2, 3, 4, 5)))).toBe('tooLong');
    expect(read(bytesField(3, Uint8Array.of(1, 2, 3, 4)), uintField(3, 5))).toBe('tooLong');
    expect(read(bytesField(3, Uint8Array.of(1, 0x80)), uintField(3, 5))).toBe('malformed');
  });
});
