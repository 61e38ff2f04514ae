/**
 * The wire of the course, written from protocol.md §1 alone and sharing no code with src/wire: what two independent
 * readings of the format agree on is likely to be what Go peers mean.
 *
 * 1. Every field that isn't optional is written, zeros and empty strings included, in ascending order.
 * 2. The decoder walks the fields in ascending order, as dedis/protobuf does: a field that it doesn't know is skipped;
 *    once it has passed a field's number it never goes back, so a known field after a higher one is missed.
 * 3. What kills Go peers throws a `Deadly`. Nothing else may be thrown for any bytes.
 *
 * Strings are bytes to Go. Here they are "byte strings": one character U+0000–U+00FF for each byte.
 */

import { unreachable } from '../gossiper/result.ts';

/** What a Go peer exits on, or is harmed by: whoever sent it broke protocol.md §1. */
export class Deadly extends Error {
  override readonly name = 'Deadly';
}

export interface CourseRumor {
  readonly origin: string;
  readonly id: number;
  readonly text: string;
}

export interface CourseWant {
  readonly origin: string;
  readonly nextId: number;
}

export type CoursePacket =
  | { readonly type: 'simple'; readonly name: string; readonly relay: string; readonly contents: string }
  | { readonly type: 'rumor'; readonly rumor: CourseRumor }
  | { readonly type: 'status'; readonly want: readonly CourseWant[] }
  | { readonly type: 'other' };

/** Several Go peers read into a buffer of about 10 kB. */
const MAX_DATAGRAM = 9_000;

/** One field as it stands on the wire: a number (wire types 0, 1 and 5) or bytes (type 2). */
interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

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

function readFields(bytes: Uint8Array): Field[] {
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

/** The values of the fields 1 … `known` as invariant 2 finds them; index 0 is unused. */
function walk(fields: readonly Field[], known: number): (number | Uint8Array)[][] {
  const found: (number | Uint8Array)[][] = Array.from({ length: known + 1 }, () => []);
  let expected = 1;
  for (const { number, value } of fields) {
    expected = Math.max(expected, number);
    if (number === expected) found[number]?.push(value);
  }
  return found;
}

type Found = readonly (number | Uint8Array)[] | undefined;

function text(found: Found): string {
  const value = found?.at(-1) ?? new Uint8Array(); // a missing field is read as zero
  if (typeof value === 'number') throw new Deadly('a number where a string should be');
  let chars = '';
  for (const byte of value) chars += String.fromCharCode(byte);
  return chars;
}

function whole(found: Found): number {
  const value = found?.at(-1) ?? 0;
  if (typeof value !== 'number') throw new Deadly('a string where a number should be');
  return value;
}

function message(value: number | Uint8Array, known: number): (number | Uint8Array)[][] {
  if (typeof value === 'number') throw new Deadly('a number where a message should be');
  return walk(readFields(value), known);
}

/** Throws `Deadly` for everything that protocol.md §1 says a Go peer must never be sent. Time: linear. */
export function decodeCourse(datagram: Uint8Array): CoursePacket {
  if (datagram.length > MAX_DATAGRAM) throw new Deadly(`a datagram of ${datagram.length} bytes`);
  const fields = readFields(datagram);
  const year = fields.find(({ number }) => number === 9 || number === 10);
  if (year !== undefined) throw new Deadly(`field ${year.number}, which means something else each year`);
  const kinds = walk(fields, 8).flatMap((values, number) => values.map((value) => ({ number, value })));
  const [kind, another] = kinds;
  if (kind === undefined) throw new Deadly('a packet without a message');
  if (another !== undefined) throw new Deadly('a packet with two messages');
  return decodeKind(kind.number, kind.value);
}

function decodeKind(number: number, value: number | Uint8Array): CoursePacket {
  switch (number) {
    case 1: {
      const [, name, relay, contents] = message(value, 3);
      return { type: 'simple', name: text(name), relay: text(relay), contents: text(contents) };
    }
    case 2: {
      const [, origin, id, contents] = message(value, 3);
      return { type: 'rumor', rumor: { origin: text(origin), id: whole(id), text: text(contents) } };
    }
    case 3: {
      const [, wants] = message(value, 1);
      const want = (wants ?? []).map((entry) => {
        const [, origin, nextId] = message(entry, 2);
        if (whole(nextId) === 0) throw new Deadly('NextID 0');
        return { origin: text(origin), nextId: whole(nextId) };
      });
      return { type: 'status', want };
    }
    case 6:
      throw new Deadly('a DataReply that nobody asked for');
    default:
      checkOther(number, value);
      return { type: 'other' };
  }
}

/** Private, data requests and searches: a course node here does nothing with them but die of a wrong one. */
function checkOther(number: number, value: number | Uint8Array): void {
  const fields = message(value, 5);
  if (number === 5) {
    const hash = fields[4]?.at(-1);
    if (!(hash instanceof Uint8Array) || hash.length !== 32) throw new Deadly('a HashValue that is not 32 bytes');
  }
  if (number !== 8) return;
  for (const result of fields[4] ?? []) {
    const chunks = message(result, 4)[3]?.at(-1) ?? new Uint8Array();
    if (typeof chunks === 'number') throw new Deadly('a list of numbers that is not packed');
    for (let at = 0; at < chunks.length;) {
      const [chunk, next] = readVarint(chunks, at);
      if (chunk === 0) throw new Deadly('a ChunkMap with a 0 in it');
      at = next;
    }
  }
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  return [...bytes, rest];
}

const lengthField = (number: number, body: readonly number[]): number[] => [
  number * 8 + 2,
  ...varint(body.length),
  ...body,
];
const numberField = (number: number, value: number): number[] => [number * 8, ...varint(value)];
const textField = (number: number, chars: string): number[] =>
  lengthField(
    number,
    Array.from(chars, (char) => char.charCodeAt(0)),
  );

/** Byte strings hold no character above U+00FF. */
export function encodeCourse(packet: Exclude<CoursePacket, { type: 'other' }>): Uint8Array {
  switch (packet.type) {
    case 'simple': {
      const { name, relay, contents } = packet;
      return Uint8Array.from(lengthField(1, [textField(1, name), textField(2, relay), textField(3, contents)].flat()));
    }
    case 'rumor': {
      const { origin, id, text } = packet.rumor;
      return Uint8Array.from(lengthField(2, [textField(1, origin), numberField(2, id), textField(3, text)].flat()));
    }
    case 'status': {
      const want = packet.want.map((w) => lengthField(1, [...textField(1, w.origin), ...numberField(2, w.nextId)]));
      return Uint8Array.from(lengthField(3, want.flat()));
    }
    default:
      return unreachable(packet);
  }
}
