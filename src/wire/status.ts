/**
 * `1 Want repeated { 1 Identifier  2 NextID }`, the first seed's `2 Route`, and ours from 16 on (protocol.md §3).
 *
 * 1. A Want entry without a valid name, or with NextID 0, says nothing: it is passed over, the others count.
 * 2. A Status of more than MAX_WANT entries is refused whole: cut short, it would say that the rest isn't held.
 * 3. A link that this version doesn't know is as if absent.
 */
import { MAX_ORIGIN_BYTES, MAX_WANT } from '../gossiper/limits.ts';
import { type Origin, parseInstance, parseOrigin } from '../gossiper/names.ts';
import type { Hello, Range, Status, Want } from '../gossiper/packet.ts';
import { bytesOfHex } from '../gossiper/hex.ts';
import { readOrigin } from './origin.ts';
import type { Reader } from './reader.ts';
import { type Writer, varintSize } from './writer.ts';

const WANT = 1;
const ROUTE = 2;
const HELLO = 16;
const RANGE = 17;
const CREDIT = 18;
const PING = 19;
const PONG = 20;
const LINK = 21;
const EAGER = 1;
const LAZY = 2;
const INSTANCE_BYTES = 8;

type Draft = { -readonly [Key in keyof Status]: Status[Key] };

export function readStatus(reader: Reader): Status {
  const want: Want[] = [];
  const status: Draft = { type: 'status', want };
  let entries = 0;
  while (reader.next()) {
    if (reader.field === WANT) {
      if (++entries > MAX_WANT) reader.fail('tooLong');
      const entry = readWant(reader);
      if (entry !== undefined) want.push(entry);
    } else if (reader.field === ROUTE) status.route = reader.string(MAX_ORIGIN_BYTES);
    else if (reader.field < HELLO) reader.skip();
    else readOurs(reader, status);
  }
  return status;
}

function readOurs(reader: Reader, status: Draft): void {
  if (reader.field === HELLO) {
    const hello = readHello(reader);
    if (hello !== undefined) status.hello = hello;
  } else if (reader.field === RANGE) status.range = readRange(reader);
  else if (reader.field === CREDIT) status.credit = reader.safeInteger();
  else if (reader.field === PING) status.ping = readNonce(reader);
  else if (reader.field === PONG) status.pong = readNonce(reader);
  else if (reader.field === LINK) {
    const link = reader.uint32();
    if (link === EAGER) status.link = 'eager';
    else if (link === LAZY) status.link = 'lazy';
  } else reader.skip();
}

function readWant(reader: Reader): Want | undefined {
  let name = '';
  let nextId = 0;
  const outer = reader.enter();
  while (reader.next()) {
    // A name that is too long is one bad entry, not a bad Status.
    if (reader.field === 1) name = reader.string(Infinity);
    else if (reader.field === 2) nextId = reader.uint32();
    else reader.skip();
  }
  reader.leave(outer);
  const origin = parseOrigin(name);
  return origin === undefined || nextId === 0 ? undefined : { origin, nextId };
}

function readHello(reader: Reader): Hello | undefined {
  let version = 0;
  let origin: Origin | undefined;
  let instance = '';
  let capabilities = 0;
  let clockSeq = 0;
  const outer = reader.enter();
  while (reader.next()) {
    if (reader.field === 1) version = reader.safeInteger();
    else if (reader.field === 2) origin = readOrigin(reader);
    else if (reader.field === 3) instance = reader.hex(INSTANCE_BYTES);
    else if (reader.field === 4) capabilities = reader.safeInteger();
    else if (reader.field === 5) clockSeq = reader.safeInteger();
    else reader.skip();
  }
  reader.leave(outer);
  const run = parseInstance(instance);
  if (origin !== undefined && run !== undefined) return { version, origin, instance: run, capabilities, clockSeq };
  reader.fail('malformed');
  return undefined;
}

function readRange(reader: Reader): Range {
  let from = '';
  let to: string | undefined;
  const outer = reader.enter();
  while (reader.next()) {
    if (reader.field === 1) from = reader.string(MAX_ORIGIN_BYTES);
    else if (reader.field === 2) to = reader.string(MAX_ORIGIN_BYTES);
    else reader.skip();
  }
  reader.leave(outer);
  return to === undefined ? { from } : { from, to };
}

function readNonce(reader: Reader): number {
  const nonce = reader.safeInteger();
  if (nonce === 0) reader.fail('malformed');
  return nonce;
}

export function writeStatus(writer: Writer, status: Status): void {
  for (const { origin, nextId } of status.want) {
    const mark = writer.message(WANT, origin.length + 3 + varintSize(nextId));
    writer.string(1, origin);
    writer.uint(2, nextId);
    writer.close(mark);
  }
  if (status.route !== undefined) writer.string(ROUTE, status.route);
  if (status.hello !== undefined) writeHello(writer, status.hello);
  if (status.range !== undefined) writeRange(writer, status.range);
  if (status.credit !== undefined) writer.uint(CREDIT, status.credit);
  if (status.ping !== undefined) writer.uint(PING, status.ping);
  if (status.pong !== undefined) writer.uint(PONG, status.pong);
  if (status.link !== undefined) writer.uint(LINK, status.link === 'eager' ? EAGER : LAZY);
}

function writeHello(writer: Writer, hello: Hello): void {
  const mark = writer.message(HELLO, hello.origin.length + 20);
  writer.uint(1, hello.version);
  writer.string(2, hello.origin);
  writer.octets(3, bytesOfHex(hello.instance) ?? new Uint8Array(INSTANCE_BYTES));
  writer.uint(4, hello.capabilities);
  writer.uint(5, hello.clockSeq);
  writer.close(mark);
}

function writeRange(writer: Writer, range: Range): void {
  const mark = writer.message(RANGE, range.from.length + 4);
  writer.string(1, range.from);
  if (range.to !== undefined) writer.string(2, range.to);
  writer.close(mark);
}

/** About the bytes of a Status, for the width of its length. */
export const guessStatus = (status: Status): number => status.want.length * 20 + 40;
