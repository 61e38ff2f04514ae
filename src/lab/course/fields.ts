/**
 * Protobuf as Go's dedis/protobuf reads and writes it, from protocol.md §1 alone: the fields of a message, without
 * their meaning.
 *
 * 1. The decoder walks the fields in ascending order: a field that it doesn't know is skipped; once it has passed a
 *    field's number it never goes back, so a known field after a higher one is missed.
 * 2. What kills Go peers throws a `Deadly`. Nothing else may be thrown for any bytes.
 */
import type { ByteString } from '../node.ts';

/** What a Go peer exits on, or is harmed by: whoever sent it broke protocol.md §1. */
export class Deadly extends Error {
  override readonly name = 'Deadly';
}

/** One field as it stands on the wire: a number (wire types 0, 1 and 5) or bytes (type 2). */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** The values of one field, in the order in which they came. */
export type Found = readonly (number | Uint8Array)[] | undefined;

function readVarint(bytes: Uint8Array, from: number): [value: number, next: number] {
  let [value, scale, at] = [0, 1, from];
  for (;;) {
    const byte = bytes[at++];
    if (byte === undefined || at - from > 10) throw new Deadly('a varint that does not end');
    value += (byte & 0x7f) * scale; // exact up to 2^53; IDs are uint32
    if (byte < 0x80) return [value, at];
    scale *= 0x80;
  }
}

export function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [key, afterKey] = readVarint(bytes, at);
    const number = Math.floor(key / 8);
    if (number === 0) throw new Deadly('field number 0');
    const [value, next] = readValue(bytes, key % 8, afterKey);
    fields.push({ number, value });
    at = next;
  }
  return fields;
}

function readValue(bytes: Uint8Array, wireType: number, at: number): [value: number | Uint8Array, next: number] {
  switch (wireType) {
    case 0:
      return readVarint(bytes, at);
    case 1:
    case 5: {
      const next = at + (wireType === 1 ? 8 : 4);
      if (next > bytes.length) throw new Deadly('a fixed-width number that is cut off');
      return [0, next];
    }
    case 2: {
      const [length, start] = readVarint(bytes, at);
      if (start + length > bytes.length) throw new Deadly('a field longer than its message');
      return [bytes.subarray(start, start + length), start + length];
    }
    default:
      throw new Deadly(`wire type ${wireType}`);
  }
}

/** The values of the fields 1 … `known` as invariant 1 finds them; index 0 is unused. */
export function walk(fields: readonly Field[], known: number): (number | Uint8Array)[][] {
  const found: (number | Uint8Array)[][] = Array.from({ length: known + 1 }, () => []);
  let expected = 1;
  for (const { number, value } of fields) {
    expected = Math.max(expected, number);
    if (number === expected) found[number]?.push(value);
  }
  return found;
}

export function bytesIn(found: Found): Uint8Array {
  const value = found?.at(-1) ?? new Uint8Array(); // a missing field is read as zero
  if (typeof value === 'number') throw new Deadly('a number where bytes should be');
  return value;
}

export const textIn = (found: Found): ByteString => chars(bytesIn(found));

export const textsIn = (found: Found): ByteString[] => (found ?? []).map((value) => textIn([value]));

export function numberIn(found: Found): number {
  const value = found?.at(-1) ?? 0;
  if (typeof value !== 'number') throw new Deadly('a string where a number should be');
  return value;
}

/** A packed list. */
export function numbersIn(found: Found): number[] {
  if (found?.some((value) => typeof value === 'number')) throw new Deadly('a list of numbers that is not packed');
  const packed = bytesIn(found);
  const numbers: number[] = [];
  for (let at = 0; at < packed.length;) {
    const [value, next] = readVarint(packed, at);
    numbers.push(value);
    at = next;
  }
  return numbers;
}

export function messageIn(value: number | Uint8Array, known: number): (number | Uint8Array)[][] {
  if (typeof value === 'number') throw new Deadly('a number where a message should be');
  return walk(readFields(value), known);
}

function chars(bytes: Uint8Array): ByteString {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}

export const lengthField = (number: number, body: ArrayLike<number>): number[] => [
  number * 8 + 2,
  ...varint(body.length),
  ...Array.from(body),
];

export const numberField = (number: number, value: number): number[] => [number * 8, ...varint(value)];

export const textField = (number: number, text: ByteString): number[] =>
  lengthField(
    number,
    Array.from(text, (char) => char.charCodeAt(0)),
  );

export const packedField = (number: number, values: readonly number[]): number[] =>
  lengthField(number, values.flatMap(varint));
