/**
 * The wire of the course, written from protocol.md §1 alone and sharing no code with src/wire: what two independent
 * readings of the format agree on is likely to be what Go peers mean.
 *
 * 1. Every field that isn't optional is written, zeros and empty strings included, in ascending order.
 * 2. Everything that §1 says a Go peer must never be sent throws a `Deadly`, if the bytes alone show it.
 *
 * Strings are bytes to Go: here they are byte strings. Hashes are 64 hex digits.
 */
import { bytesOfHex, hexOf } from '../../gossiper/hex.ts';
import { unreachable } from '../../gossiper/result.ts';
import type { ByteString } from '../node.ts';
import {
  bytesIn,
  Deadly,
  lengthField,
  messageIn,
  numberField,
  numberIn,
  numbersIn,
  packedField,
  readFields,
  textField,
  textIn,
  textsIn,
  walk,
} from './fields.ts';

export interface CourseRumor {
  readonly origin: ByteString;
  readonly id: number;
  readonly text: ByteString;
}

export interface CourseWant {
  readonly origin: ByteString;
  readonly nextId: number;
}

export interface CourseResult {
  readonly name: ByteString;
  readonly root: string;
  /** Numbers from 1. */
  readonly chunks: readonly number[];
  readonly chunkCount: number;
}

/** What goes from origin to destination over next hops. */
interface Way {
  readonly origin: ByteString;
  readonly destination: ByteString;
  readonly hopLimit: number;
}

export type RoutedPacket = Way &
  (
    | { readonly type: 'private'; readonly id: number; readonly text: ByteString }
    | { readonly type: 'dataRequest'; readonly hash: string }
    | { readonly type: 'dataReply'; readonly hash: string; readonly data: Uint8Array }
    | { readonly type: 'searchReply'; readonly results: readonly CourseResult[] }
  );

export type RoutedOf<T extends RoutedPacket['type']> = Extract<RoutedPacket, { type: T }>;

export interface CourseSearch {
  readonly type: 'searchRequest';
  readonly origin: ByteString;
  readonly budget: number;
  readonly keywords: readonly ByteString[];
}

export type CoursePacket =
  | { readonly type: 'simple'; readonly name: ByteString; readonly relay: string; readonly contents: ByteString }
  | { readonly type: 'rumor'; readonly rumor: CourseRumor }
  | { readonly type: 'status'; readonly want: readonly CourseWant[] }
  | CourseSearch
  | RoutedPacket;

/** Several Go peers read into a buffer of about 10 kB. */
const MAX_DATAGRAM = 9_000;
const HASH_BYTES = 32;

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
  const [, one, two, three, four, five] = messageIn(value, KNOWN_FIELDS[number] ?? 0);
  switch (number) {
    case 1:
      return { type: 'simple', name: textIn(one), relay: textIn(two), contents: textIn(three) };
    case 2:
      return { type: 'rumor', rumor: { origin: textIn(one), id: numberIn(two), text: textIn(three) } };
    case 3:
      return { type: 'status', want: (one ?? []).map(decodeWant) };
    case 4: {
      const way = { origin: textIn(one), destination: textIn(four), hopLimit: numberIn(five) };
      return { type: 'private', ...way, id: numberIn(two), text: textIn(three) };
    }
    case 7:
      return { type: 'searchRequest', origin: textIn(one), budget: numberIn(two), keywords: textsIn(three) };
    default: {
      const way = { origin: textIn(one), destination: textIn(two), hopLimit: numberIn(three) };
      if (number === 5) return { type: 'dataRequest', ...way, hash: hashIn(four) };
      if (number === 6) return { type: 'dataReply', ...way, hash: hashIn(four), data: bytesIn(five) };
      return { type: 'searchReply', ...way, results: (four ?? []).map(decodeResult) };
    }
  }
}

/** Of each kind of packet, as numbered in GossipPacket. */
const KNOWN_FIELDS: readonly number[] = [0, 3, 3, 1, 5, 4, 5, 3, 4];

function decodeWant(entry: number | Uint8Array): CourseWant {
  const [, origin, nextId] = messageIn(entry, 2);
  if (numberIn(nextId) === 0) throw new Deadly('NextID 0');
  return { origin: textIn(origin), nextId: numberIn(nextId) };
}

function decodeResult(entry: number | Uint8Array): CourseResult {
  const [, name, root, map, chunkCount] = messageIn(entry, 4);
  const chunks = numbersIn(map);
  if (chunks.includes(0)) throw new Deadly('a ChunkMap with a 0 in it');
  return { name: textIn(name), root: hashIn(root), chunks, chunkCount: numberIn(chunkCount) };
}

function hashIn(found: readonly (number | Uint8Array)[] | undefined): string {
  const hash = bytesIn(found);
  if (hash.length !== HASH_BYTES) throw new Deadly('a hash that is not 32 bytes');
  return hexOf(hash);
}

/** Byte strings hold no character above U+00FF. */
export function encodeCourse(packet: CoursePacket): Uint8Array {
  return Uint8Array.from(fieldsOf(packet));
}

function fieldsOf(packet: CoursePacket): number[] {
  switch (packet.type) {
    case 'simple': {
      const { name, relay, contents } = packet;
      return lengthField(1, [textField(1, name), textField(2, relay), textField(3, contents)].flat());
    }
    case 'rumor': {
      const { origin, id, text } = packet.rumor;
      return lengthField(2, [textField(1, origin), numberField(2, id), textField(3, text)].flat());
    }
    case 'status': {
      const want = packet.want.map((w) => lengthField(1, [...textField(1, w.origin), ...numberField(2, w.nextId)]));
      return lengthField(3, want.flat());
    }
    case 'private': {
      const { origin, id, text, destination, hopLimit } = packet;
      const fields = [textField(1, origin), numberField(2, id), textField(3, text), textField(4, destination)];
      return lengthField(4, [...fields.flat(), ...numberField(5, hopLimit)]);
    }
    case 'dataRequest':
      return lengthField(5, [...wayFields(packet), ...hashField(4, packet.hash)]);
    case 'dataReply':
      return lengthField(6, [...wayFields(packet), ...hashField(4, packet.hash), ...lengthField(5, packet.data)]);
    case 'searchRequest': {
      const { origin, budget, keywords } = packet;
      const words = keywords.flatMap((keyword) => textField(3, keyword));
      return lengthField(7, [...textField(1, origin), ...numberField(2, budget), ...words]);
    }
    case 'searchReply':
      return lengthField(8, [...wayFields(packet), ...packet.results.flatMap(resultField)]);
    default:
      return unreachable(packet);
  }
}

const wayFields = ({ origin, destination, hopLimit }: Way): number[] => [
  ...textField(1, origin),
  ...textField(2, destination),
  ...numberField(3, hopLimit),
];

const hashField = (number: number, hash: string): number[] => lengthField(number, bytesOfHex(hash) ?? []);

const resultField = ({ name, root, chunks, chunkCount }: CourseResult): number[] =>
  lengthField(4, [textField(1, name), hashField(2, root), packedField(3, chunks), numberField(4, chunkCount)].flat());
