/**
 * What the core needs of a rumor's bytes (gossiper/ports.ts, protocol.md §3): what a signature covers, and the claims
 * in fields 16–22.
 *
 * 1. A signature covers the extensions as they came, byte for byte, without field 18: also those that this version
 *    doesn't know, and however their origin wrote its varints.
 * 2. Claims are whole or absent: saidAt and signature always, prev exactly from ID 2 on, birth exactly at ID 1, each
 *    once and of its right size.
 * 3. A name (22) that can't be one, or that comes with a text, is no name; the other claims hold all the same, as they do for
 *    whoever doesn't know the field.
 */
import { MAX_NAME_BYTES } from '../gossiper/limits.ts';
import { type GroupMark, byteLength, bytesOf } from '../gossiper/names.ts';
import type { Birth, Claims, Rumor } from '../gossiper/packet.ts';
import type { RumorCodec } from '../gossiper/ports.ts';
import { bytesOfHex } from '../gossiper/hex.ts';
import { signedDigest } from './digest.ts';
import { Reader } from './reader.ts';
import { rumorSize, writeContent } from './rumor.ts';
import { Writer, varintSize } from './writer.ts';

const SAID_AT = 16;
const PUBLIC_KEY = 17;
const SIGNATURE = 18;
const INCARNATION = 19;
const SEAL_KEY = 20;
const PREV = 21;
const NAME = 22;
const SIZES: Readonly<Record<number, number>> = {
  [PUBLIC_KEY]: 32,
  [SIGNATURE]: 64,
  [INCARNATION]: 8,
  [SEAL_KEY]: 32,
  [PREV]: 16,
};

const CONTEXT = bytesOf('peerster-rumor-1');
/** Tag, length and the 8 bytes of a group mark. */
const GROUP_FIELD = 11;
/** Tag and a hop count below 128. */
const HOPS_FIELD = 3;
const writer = new Writer(1_024);

export const rumorCodec: RumorCodec = { signedBytes, claims, extensions, rumorDatagram, signedDigest };

function signedBytes(group: GroupMark, rumor: Rumor): Uint8Array {
  writer.raw(CONTEXT);
  writer.raw(bytesOfHex(group) ?? new Uint8Array(8));
  writeContent(writer, rumor);
  const reader = new Reader(rumor.extensions);
  let kept = 0;
  while (reader.next()) {
    const { field, fieldAt } = reader;
    reader.skip();
    if (field !== SIGNATURE) continue;
    writer.raw(rumor.extensions.subarray(kept, fieldAt));
    kept = reader.at;
  }
  writer.raw(rumor.extensions.subarray(kept));
  return writer.finish();
}

function claims(rumor: Rumor): Claims | undefined {
  if (rumor.extensions.length === 0) return undefined;
  const reader = new Reader(rumor.extensions);
  let saidAt: number | undefined;
  const found: (Uint8Array | undefined)[] = [];
  const names: string[] = [];
  while (reader.next()) {
    const { field } = reader;
    const size = SIZES[field];
    if (field === SAID_AT && saidAt === undefined) saidAt = reader.safeInteger();
    else if (size !== undefined && found[field] === undefined) found[field] = reader.exactly(size);
    else if (field === NAME) names.push(readName(reader));
    else if (size === undefined && field !== SAID_AT) reader.skip();
    else reader.fail('malformed');
  }
  const signature = found[SIGNATURE];
  const prev = found[PREV];
  if (reader.why !== undefined || saidAt === undefined || signature === undefined) return undefined;
  const named = rumor.text === '' && names.length === 1 && isName(names[0]) ? { name: names[0] } : {};
  const bornHere = found[PUBLIC_KEY] ?? found[INCARNATION] ?? found[SEAL_KEY];
  if (rumor.id > 1) {
    return prev === undefined || bornHere !== undefined ? undefined : { saidAt, signature, prev, ...named };
  }
  const birth = birthOf(found);
  return prev !== undefined || birth === undefined ? undefined : { saidAt, signature, birth, ...named };
}

/** "" where it is no string. */
function readName(reader: Reader): string {
  if (reader.holdsBytes) return reader.string(Infinity);
  reader.skip();
  return '';
}

const isName = (name: string | undefined): name is string =>
  name !== undefined && name !== '' && name.isWellFormed() && byteLength(name) <= MAX_NAME_BYTES;

function birthOf(found: readonly (Uint8Array | undefined)[]): Birth | undefined {
  const publicKey = found[PUBLIC_KEY];
  const incarnation = found[INCARNATION];
  const sealKey = found[SEAL_KEY];
  if (publicKey === undefined || incarnation === undefined || sealKey === undefined) return undefined;
  return { publicKey, incarnation, sealKey };
}

function extensions({ saidAt, signature, prev, birth, name }: Claims): Uint8Array {
  writer.uint(SAID_AT, saidAt);
  if (birth !== undefined) writer.octets(PUBLIC_KEY, birth.publicKey);
  if (signature.length > 0) writer.octets(SIGNATURE, signature);
  if (birth !== undefined) {
    writer.octets(INCARNATION, birth.incarnation);
    writer.octets(SEAL_KEY, birth.sealKey);
  }
  if (prev !== undefined) writer.octets(PREV, prev);
  if (name !== undefined) writer.string(NAME, name);
  return writer.finish();
}

function rumorDatagram(rumor: Rumor): number {
  const size = rumorSize(rumor, byteLength(rumor.origin), byteLength(rumor.text)) + HOPS_FIELD;
  return 1 + varintSize(size) + size + GROUP_FIELD;
}
