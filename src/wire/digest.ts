/**
 * A digest: `1 Origin  2 At ms  3 Holds repeated { 1 Origin  2 NextID }  4 PublicKey(32)  5 Incarnation(8)  6 Signature(64)
 * 7 Links repeated { 1 Origin  2 RoundTrip ms  3 Eager }`. A signature covers all but field 6, as this file writes them; a digest that was written otherwise doesn't verify, and isn't passed on.
 */
import { MAX_DIGEST_ENTRIES, MAX_DIGEST_LINKS } from '../gossiper/limits.ts';
import { bytesOf, type GroupMark } from '../gossiper/names.ts';
import type { Digest, DigestLink, Want } from '../gossiper/packet.ts';
import { bytesOfHex } from '../gossiper/hex.ts';
import { readOrigin } from './origin.ts';
import type { Reader } from './reader.ts';
import { Writer } from './writer.ts';

const CONTEXT = bytesOf('peerster-digest-1');
const SIGNATURE_BYTES = 64;

/** Undefined: not whole. */
export function readDigest(reader: Reader): Digest | undefined {
  const holds: Want[] = [];
  const links: DigestLink[] = [];
  let origin: Digest['origin'] | undefined;
  let at = 0;
  let [publicKey, incarnation, signature]: (Uint8Array | undefined)[] = [];
  while (reader.next()) {
    if (reader.field === 1) origin = readOrigin(reader);
    else if (reader.field === 2) at = reader.safeInteger();
    else if (reader.field === 3) readEntry(reader, holds);
    else if (reader.field === 4) publicKey = reader.exactly(32);
    else if (reader.field === 5) incarnation = reader.exactly(8);
    else if (reader.field === 6) signature = reader.exactly(SIGNATURE_BYTES);
    else if (reader.field === 7) readLink(reader, links);
    else reader.skip();
  }
  if (origin === undefined || at === 0 || holds.length === 0) return undefined;
  if (publicKey === undefined || incarnation === undefined || signature === undefined) return undefined;
  const withLinks = links.length === 0 ? {} : { links };
  return { origin, at, holds, ...withLinks, publicKey, incarnation, signature };
}

function readEntry(reader: Reader, holds: Want[]): void {
  let origin: Digest['origin'] | undefined;
  let nextId = 0;
  const outer = reader.enter();
  while (reader.next()) {
    if (reader.field === 1) origin = readOrigin(reader);
    else if (reader.field === 2) nextId = reader.uint32();
    else reader.skip();
  }
  reader.leave(outer);
  if (origin === undefined || nextId === 0) reader.fail('malformed');
  else if (holds.push({ origin, nextId }) > MAX_DIGEST_ENTRIES) reader.fail('tooLong');
}

function readLink(reader: Reader, links: DigestLink[]): void {
  let origin: Digest['origin'] | undefined;
  let [roundTrip, eager] = [0, 0];
  const outer = reader.enter();
  while (reader.next()) {
    if (reader.field === 1) origin = readOrigin(reader);
    else if (reader.field === 2) roundTrip = reader.uint32();
    else if (reader.field === 3) eager = reader.uint32();
    else reader.skip();
  }
  reader.leave(outer);
  const link = { isEager: eager === 1, ...(roundTrip === 0 ? {} : { roundTrip }) };
  if (origin === undefined) reader.fail('malformed');
  else if (links.push({ origin, ...link }) > MAX_DIGEST_LINKS) reader.fail('tooLong');
}

export function writeDigest(writer: Writer, digest: Digest): void {
  writeSaid(writer, digest);
  writer.octets(6, digest.signature);
  writeLinks(writer, digest);
}

function writeLinks(writer: Writer, { links = [] }: Pick<Digest, 'links'>): void {
  for (const { origin, roundTrip, isEager } of links) {
    const mark = writer.message(7, origin.length + 11);
    writer.string(1, origin);
    if (roundTrip !== undefined) writer.uint(2, roundTrip);
    if (isEager) writer.uint(3, 1);
    writer.close(mark);
  }
}

function writeSaid(writer: Writer, { origin, at, holds, publicKey, incarnation }: Omit<Digest, 'signature'>): void {
  writer.string(1, origin);
  writer.uint(2, at);
  for (const want of holds) {
    const mark = writer.message(3, want.origin.length + 6);
    writer.string(1, want.origin);
    writer.uint(2, want.nextId);
    writer.close(mark);
  }
  writer.octets(4, publicKey);
  writer.octets(5, incarnation);
}

export function signedDigest(group: GroupMark, digest: Omit<Digest, 'signature'>): Uint8Array {
  const writer = new Writer();
  writer.raw(CONTEXT);
  writer.raw(bytesOfHex(group) ?? new Uint8Array(8));
  writeSaid(writer, digest);
  writeLinks(writer, digest);
  return writer.finish();
}
