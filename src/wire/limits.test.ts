import { describe, expect, test } from 'vitest';
import {
  MAX_DATAGRAM_ACCEPTED,
  MAX_EXTENSION_BYTES,
  MAX_ORIGIN_BYTES,
  MAX_PRIVATE_FIELD_BYTES,
  MAX_TEXT_BYTES,
  MAX_WANT,
} from '../gossiper/limits.ts';
import { bytesField, concat, textField, uintField } from '../../tests/wire/rawFields.ts';
import { MAX_DATA_BYTES } from './files.ts';
import { decodeClientMessage, decodeOrWhy } from './index.ts';
import { MAX_CHUNK_MAP, MAX_FILE_NAME_BYTES, MAX_KEYWORDS, MAX_KEYWORD_BYTES, MAX_RESULTS } from './search.ts';

const letters = (count: number): string => 'a'.repeat(count);
const many = (count: number, field: Uint8Array): Uint8Array => concat(...Array.from({ length: count }, () => field));
const rumor = (name: string, text: string, more: Uint8Array = new Uint8Array(0)): Uint8Array =>
  bytesField(2, concat(textField(1, name), uintField(2, 1), textField(3, text), more));
const hash = bytesField(4, new Uint8Array(32));
const routed = concat(textField(1, 'A'), textField(2, 'B'), uintField(3, 9));
const want = bytesField(1, concat(textField(1, 'A'), uintField(2, 1)));
const result = (name: string, chunks: number): Uint8Array =>
  bytesField(
    4,
    concat(
      textField(1, name),
      bytesField(2, new Uint8Array(32)),
      bytesField(3, new Uint8Array(chunks).fill(1)),
      uintField(4, 1),
    ),
  );
const simple = (name: string, address: string, text: string): Uint8Array =>
  bytesField(1, concat(textField(1, name), textField(2, address), textField(3, text)));
const privately = (third: string, fourth: string): Uint8Array =>
  bytesField(4, concat(textField(1, 'A'), uintField(2, 0), textField(3, third), textField(4, fourth), uintField(5, 9)));

describe('at the limit it is read, one above it is refused', () => {
  test.each<[string, number, (size: number) => Uint8Array]>([
    ['bytes of an origin', MAX_ORIGIN_BYTES, (size) => rumor(letters(size), 'hi')],
    ['bytes of a text', MAX_TEXT_BYTES, (size) => rumor('A', letters(size))],
    // Two bytes of tag and, for these sizes, two of length.
    ['bytes of extensions', MAX_EXTENSION_BYTES, (size) => rumor('A', 'hi', bytesField(22, new Uint8Array(size - 4)))],
    [
      'bytes of extensions in pieces',
      MAX_EXTENSION_BYTES,
      (size) => {
        const head = bytesField(16, new Uint8Array(200));
        const foreign = textField(40, 'hop');
        return rumor('A', 'hi', concat(head, foreign, bytesField(22, new Uint8Array(size - head.length - 4))));
      },
    ],
    ['entries of a Status', MAX_WANT, (count) => bytesField(3, many(count, want))],
    ['bytes of a route', MAX_ORIGIN_BYTES, (size) => bytesField(3, textField(2, letters(size)))],
    [
      'bytes of a range’s start',
      MAX_ORIGIN_BYTES,
      (size) => bytesField(3, bytesField(17, textField(1, letters(size)))),
    ],
    ['bytes of a range’s end', MAX_ORIGIN_BYTES, (size) => bytesField(3, bytesField(17, textField(2, letters(size))))],
    ['bytes of a private text', MAX_PRIVATE_FIELD_BYTES, (size) => privately(letters(size), 'C')],
    ['bytes of a private text in the seed’s order', MAX_PRIVATE_FIELD_BYTES, (size) => privately('C', letters(size))],
    ['bytes of a simple message’s name', MAX_ORIGIN_BYTES, (size) => simple(letters(size), '', '')],
    ['bytes of a simple message’s address', MAX_ORIGIN_BYTES, (size) => simple('', letters(size), '')],
    ['bytes of a simple message’s text', MAX_TEXT_BYTES, (size) => simple('', '', letters(size))],
    [
      'bytes of a chunk',
      MAX_DATA_BYTES,
      (size) => bytesField(6, concat(routed, hash, bytesField(5, new Uint8Array(size)))),
    ],
    ['keywords', MAX_KEYWORDS, (count) => bytesField(7, concat(textField(1, 'A'), many(count, textField(3, 'k'))))],
    [
      'bytes of a keyword',
      MAX_KEYWORD_BYTES,
      (size) => bytesField(7, concat(textField(1, 'A'), textField(3, letters(size)))),
    ],
    ['results', MAX_RESULTS, (count) => bytesField(8, concat(routed, many(count, result('f', 1))))],
    ['bytes of a file’s name', MAX_FILE_NAME_BYTES, (size) => bytesField(8, concat(routed, result(letters(size), 1)))],
    ['chunks of a result', MAX_CHUNK_MAP, (count) => bytesField(8, concat(routed, result('f', count)))],
    [
      'bytes of a datagram',
      MAX_DATAGRAM_ACCEPTED,
      (size) => concat(bytesField(3, new Uint8Array(0)), bytesField(50, new Uint8Array(size - 7))),
    ],
  ])('%s: %d', (_, limit, datagram) => {
    expect(decodeOrWhy(datagram(limit))).toBeTypeOf('object');
    expect(decodeOrWhy(datagram(limit + 1))).toBe('tooLong');
  });

  test('bytes count, not letters', () => {
    expect(decodeOrWhy(rumor('é'.repeat(127), 'hi'))).toBeTypeOf('object');
    expect(decodeOrWhy(rumor('é'.repeat(128), 'hi'))).toBe('tooLong');
  });

  test.each([0, 31, 33])('a hash of %d bytes', (size) => {
    const wrong = bytesField(4, new Uint8Array(size));
    expect(decodeOrWhy(bytesField(5, concat(routed, wrong)))).toBe('malformed');
    expect(decodeOrWhy(bytesField(6, concat(routed, wrong)))).toBe('malformed');
    expect(decodeOrWhy(bytesField(5, concat(routed, hash)))).toBeTypeOf('object');
  });

  test('keywords of a client', () => {
    expect(decodeClientMessage(concat(textField(1, ''), many(MAX_KEYWORDS, textField(5, 'k'))))).toBeDefined();
    expect(decodeClientMessage(concat(textField(1, ''), many(MAX_KEYWORDS + 1, textField(5, 'k'))))).toBeUndefined();
  });
});

test('nonces are above 0 and exact, other numbers of ours exact', () => {
  const status = (field: number, value: number | bigint): unknown =>
    decodeOrWhy(bytesField(3, uintField(field, value)));
  for (const field of [19, 20]) expect(status(field, 0)).toBe('malformed');
  for (const field of [18, 19, 20]) {
    expect(status(field, 2n ** 53n - 1n)).toBeTypeOf('object');
    expect(status(field, 2n ** 53n)).toBe('malformed');
  }
});
