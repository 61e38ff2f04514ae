import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { author } from '../../tests/gossiper/authors.ts';
import { sha256 } from '../peer/crypto.ts';
import { base32, INCARNATION_BYTES, makeIdentity, owns, splitOrigin, tagOf } from './identity.ts';
import { MAX_ORIGIN_BYTES } from './limits.ts';
import { parseOrigin } from './names.ts';

const crypto = { sha256 };
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('base32', () => {
  // RFC 4648 §10; the RFC writes upper case and padding, and its last character may hold fewer than 5 bits.
  test.each([
    ['', ''],
    ['f', 'my'],
    ['fo', 'mzxq'],
    ['foo', 'mzxw6'],
    ['foob', 'mzxw6yq'],
    ['fooba', 'mzxw6ytb'],
    ['foobar', 'mzxw6ytboi'],
  ])('%j → %j', (text, encoded) => {
    const whole = Math.floor((text.length * 8) / 5);
    expect(base32(ascii(text), 100)).toBe(encoded.slice(0, whole));
  });

  test('reads as the bits that it was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 40 }), (bytes) => {
        const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
        const read = Array.from(base32(bytes, 16), (char) =>
          'abcdefghijklmnopqrstuvwxyz234567'.indexOf(char).toString(2).padStart(5, '0'),
        );
        expect(read.join('')).toBe(bits.slice(0, 80));
      }),
    );
  });
});

describe('an origin with a key', () => {
  const { identity } = author('Alex');
  const birth = identity.birth!;

  test('is its name and the tag of its key and incarnation', () => {
    const { name, tag } = splitOrigin(identity.origin);
    expect(name).toBe('Alex');
    expect(tag).toBe(tagOf(birth, crypto));
    expect(tag).toMatch(/^[a-z2-7]{16}$/);
  });

  test('belongs to that key and that incarnation only', () => {
    expect(owns(birth, identity.origin, crypto)).toBe(true);
    expect(owns(author('Alex').identity.birth!, identity.origin, crypto)).toBe(false);
    const other = Uint8Array.from(birth.incarnation, (byte) => byte ^ 1);
    expect(owns({ ...birth, incarnation: other }, identity.origin, crypto)).toBe(false);
    expect(owns(birth, parseOrigin('Alex')!, crypto)).toBe(false);
  });

  test('is refused where the name leaves no room for the tag', () => {
    const longest = 'x'.repeat(MAX_ORIGIN_BYTES - 17);
    const incarnation = new Uint8Array(INCARNATION_BYTES);
    expect(makeIdentity(longest, birth, incarnation, crypto)?.name).toBe(longest);
    expect(makeIdentity(`${longest}x`, birth, incarnation, crypto)).toBeUndefined();
  });
});

test.each([
  ['A', 'A', ''],
  ['Alex~mfrggzdfmztwq2lk', 'Alex', 'mfrggzdfmztwq2lk'],
  ['~mfrggzdfmztwq2lk', '', 'mfrggzdfmztwq2lk'],
  ['a~b~mfrggzdfmztwq2lk', 'a~b', 'mfrggzdfmztwq2lk'],
  ['two\nlines~mfrggzdfmztwq2lk', 'two\nlines', 'mfrggzdfmztwq2lk'],
  ['Alex~mfrggzdfmztwq2l', 'Alex~mfrggzdfmztwq2l', ''],
  ['Alex~mfrggzdfmztwq2l1', 'Alex~mfrggzdfmztwq2l1', ''],
  ['Alex~MFRGGZDFMZTWQ2LK', 'Alex~MFRGGZDFMZTWQ2LK', ''],
])('%j is %j with tag %j', (origin, name, tag) => {
  expect(splitOrigin(origin)).toEqual({ name, tag });
});
