/**
 * One datagram from a client to the UIPort: `1 Text  2 Destination?  3 File?  4 Request?  5 Keywords  6 Budget?`, in all
 * the ways that course clients write it (protocol.md §1).
 *
 * 1. An empty optional field, and a budget of 0, is an absent one.
 * 2. The wire types tell the layouts apart: a number is the budget, at 5 or 6; strings are the keywords, at 5 or, where
 *    5 has none, at 6; a string at 6 beside keywords at 5 is the budget in decimal.
 * 3. A field 8 gives away the first seed's layout, which has its own meaning of 3 to 8.
 * 4. Keywords are separated by commas, repeated, or both; empty ones don't count.
 * 5. Lengths of texts and names are judged by the API's dispatch, which can tell a person what is wrong; here the
 *    datagram is the bound.
 */
import type { ClientMessage } from '../gossiper/packet.ts';
import { unreachable } from '../gossiper/result.ts';
import { HASH_BYTES } from './files.ts';
import { bytesOfHex } from '../gossiper/hex.ts';
import { Reader } from './reader.ts';
import { MAX_KEYWORDS } from './search.ts';
import { textOf } from './text.ts';
import { Writer } from './writer.ts';

const SEED_MARK = 8;
const NONE = new Uint8Array(0);

/** What a client asks for; undefined: nothing that makes sense. Never a throw. */
export function decodeClientMessage(bytes: Uint8Array): ClientMessage | undefined {
  const fields = readFields(bytes);
  if (fields === undefined) return undefined;
  return fields.seed ? meaning(seedLayout(fields)) : meaning(courseLayout(fields));
}

/** Fields as they lie in the datagram: the last string and number of each, and all strings of those that repeat. */
interface Fields {
  readonly seed: boolean;
  readonly octets: ReadonlyMap<number, readonly Uint8Array[]>;
  readonly numbers: ReadonlyMap<number, number>;
}

function readFields(bytes: Uint8Array): Fields | undefined {
  const reader = new Reader(bytes);
  const octets = new Map<number, Uint8Array[]>();
  const numbers = new Map<number, number>();
  let seed = false;
  while (reader.nextOrPadding()) {
    const { field, wire } = reader;
    if (field === SEED_MARK) seed = true;
    if (field > SEED_MARK) reader.skip();
    else if (wire === 0) numbers.set(field, reader.uint64());
    else {
      const values = octets.get(field) ?? [];
      values.push(reader.octets(Infinity));
      octets.set(field, values);
    }
  }
  return reader.why === undefined ? { seed, octets, numbers } : undefined;
}

/** What both layouts say, empty where absent; `undefined` is what can't be understood. */
interface Request {
  readonly text: string;
  readonly destination: string;
  /** To be shared, or the name to download as. */
  readonly file: string;
  readonly hash: Uint8Array | undefined;
  readonly keywords: readonly string[];
  readonly budget: number | undefined;
}

function courseLayout(fields: Fields): Request {
  const at5 = keywordsAt(fields, 5);
  const swapped = at5.length === 0;
  return {
    text: stringAt(fields, 1),
    destination: stringAt(fields, 2),
    file: stringAt(fields, 3),
    hash: hashOf(lastAt(fields, 4)),
    keywords: swapped ? keywordsAt(fields, 6) : at5,
    budget: fields.numbers.get(6) ?? fields.numbers.get(5) ?? (swapped ? 0 : decimal(stringAt(fields, 6))),
  };
}

function seedLayout(fields: Fields): Request {
  const shared = stringAt(fields, 5);
  return {
    text: stringAt(fields, 1),
    destination: stringAt(fields, 2),
    file: shared === '' ? stringAt(fields, 3) : shared,
    hash: shared === '' ? hashOf(lastAt(fields, 4)) : NONE,
    keywords: keywordsAt(fields, 7),
    budget: fields.numbers.get(SEED_MARK) ?? 0,
  };
}

function meaning({ text, destination, file, hash, keywords, budget }: Request): ClientMessage | undefined {
  if (keywords.length > MAX_KEYWORDS || budget === undefined || hash === undefined) return undefined;
  if (keywords.length > 0) return budget === 0 ? { type: 'search', keywords } : { type: 'search', keywords, budget };
  if (hash.length > 0) {
    if (file === '') return undefined;
    return destination === '' ? { type: 'download', file, hash } : { type: 'download', file, hash, destination };
  }
  if (file !== '') return { type: 'share', file };
  if (text === '') return undefined;
  return destination === '' ? { type: 'text', text } : { type: 'private', text, destination };
}

const lastAt = (fields: Fields, field: number): Uint8Array => fields.octets.get(field)?.at(-1) ?? NONE;
const stringAt = (fields: Fields, field: number): string => textOf(lastAt(fields, field));

function keywordsAt(fields: Fields, field: number): readonly string[] {
  const keywords: string[] = [];
  for (const octets of fields.octets.get(field) ?? []) {
    for (const keyword of textOf(octets).split(',')) if (keyword !== '') keywords.push(keyword);
  }
  return keywords;
}

/** 32 bytes, or their 64 hex digits; undefined: something else. */
function hashOf(octets: Uint8Array): Uint8Array | undefined {
  if (octets.length === 0 || octets.length === HASH_BYTES) return octets;
  return octets.length === 2 * HASH_BYTES ? bytesOfHex(textOf(octets)) : undefined;
}

function decimal(text: string): number | undefined {
  if (!/^\d{0,20}$/.test(text)) return undefined;
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}

const writer = new Writer();

/** As most course clients write it: optional fields left out where empty, keywords in one string with commas. */
export function encodeClientMessage(message: ClientMessage): Uint8Array {
  writer.string(1, 'text' in message ? message.text : '');
  switch (message.type) {
    case 'text':
      break;
    case 'private':
      writer.string(2, message.destination);
      break;
    case 'share':
      writer.string(3, message.file);
      break;
    case 'download':
      if (message.destination !== undefined) writer.string(2, message.destination);
      writer.string(3, message.file);
      writer.octets(4, message.hash);
      break;
    case 'search':
      writer.string(5, message.keywords.join(','));
      if (message.budget !== undefined) writer.uint(6, message.budget);
      break;
    default:
      return unreachable(message);
  }
  return writer.finish();
}
