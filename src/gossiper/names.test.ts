import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wireText } from '../../tests/wire/arbitraryPackets.ts';
import { textOf } from '../wire/text.ts';
import { MAX_ORIGIN_BYTES } from './limits.ts';
import {
  byteLength,
  bytesOf,
  compareOrigins,
  parseAddress,
  parseGroupMark,
  parseInstance,
  parseOrigin,
} from './names.ts';

const anyText = wireText(300);

describe('bytes of a string', () => {
  test('are those that it was made of, and are counted without being made', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = textOf(bytes);
        expect(Buffer.from(bytesOf(text)).equals(bytes)).toBe(true);
        expect(byteLength(text)).toBe(bytes.length);
      }),
    );
  });

  test('of well-formed text are its UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(Buffer.from(bytesOf(text)).equals(Buffer.from(text, 'utf8'))).toBe(true);
      }),
    );
  });
});

describe('compareOrigins', () => {
  test('orders as the bytes are ordered', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(bytesOf(a)), Buffer.from(bytesOf(b)));
        expect(Math.sign(compareOrigins(a, b))).toBe(bytes);
      }),
      { numRuns: 500 },
    );
  });

  test('also where one begins with the other, or both begin alike', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (head, a, b) => {
        // Two halves may join to one character: what counts is the string that the bytes decode to.
        const [x, y] = [head + a, head + b].map((text) => textOf(bytesOf(text)));
        const bytes = Buffer.compare(Buffer.from(bytesOf(x!)), Buffer.from(bytesOf(y!)));
        expect(Math.sign(compareOrigins(x!, y!))).toBe(bytes);
      }),
      { numRuns: 500 },
    );
  });
});

describe('parseOrigin', () => {
  test.each([
    ['', false],
    ['A', true],
    ['a'.repeat(MAX_ORIGIN_BYTES), true],
    ['a'.repeat(MAX_ORIGIN_BYTES + 1), false],
    [`${'é'.repeat(127)}a`, true], // 255 bytes
    ['é'.repeat(128), false], // 256
    ['\udc80'.repeat(MAX_ORIGIN_BYTES), true], // a byte each
    ['€'.repeat(85), true], // 255
    [`${'€'.repeat(85)}a`, false],
  ])('%j: %s', (text, isOne) => {
    expect(parseOrigin(text)).toBe(isOne ? text : undefined);
  });
});

describe('parseAddress', () => {
  test.each([
    ['127.0.0.1:5000', '127.0.0.1:5000'],
    ['010.001.0.255:00080', '10.1.0.255:80'],
    ['255.255.255.255:65535', '255.255.255.255:65535'],
    ['[::1]:5000', '[::1]:5000'],
    ['[FE80::1%eth0]:1', '[fe80::1%eth0]:1'],
    ['[FE80::1%enP4p65s0]:1', '[fe80::1%enP4p65s0]:1'],
    ['[::ffff:1.2.3.4]:9', '[::ffff:1.2.3.4]:9'],
    ['127.0.0.1:0', undefined],
    ['127.0.0.1:65536', undefined],
    ['127.0.0.1', undefined],
    ['127.0.0.256:1', undefined],
    ['127.0.0:1', undefined],
    ['1.2.3.4.5:1', undefined],
    ['localhost:5000', undefined],
    [':5000', undefined],
    ['[]:5000', undefined],
    ['[1.2.3.4]:5000', undefined],
    ['::1:5000', undefined],
    ['127.0.0.1:5000 ', undefined],
    ['127.0.0.1:-1', undefined],
    ['127.0.0.1:5e3', undefined],
    ['', undefined],
  ])('%j → %s', (text, address) => {
    expect(parseAddress(text)).toBe(address);
  });

  test('is idempotent, and no string makes it throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...Array.from('0123456789.:[]%ab')) })),
        (text) => {
          const address = parseAddress(text);
          if (address !== undefined) expect(parseAddress(address)).toBe(address);
        },
      ),
    );
  });
});

test('instances and group marks are 16 lower-case hex digits', () => {
  for (const parse of [parseInstance, parseGroupMark]) {
    expect(parse('0123456789abcdef')).toBe('0123456789abcdef');
    for (const wrong of ['', '0123456789abcde', '0123456789abcdef0', '0123456789ABCDEF', '0123456789abcdeg'])
      expect(parse(wrong)).toBeUndefined();
  }
});
