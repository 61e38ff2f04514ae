/**
 * `1 Origin  2 ID  3 Text`, and ours (protocol.md §3):
 *
 * 1. Fields 16–31 belong to the rumor: kept byte for byte, tags included, in the order they came in, which must be
 *    ascending (a field may repeat). Above MAX_EXTENSION_BYTES the rumor is refused.
 * 2. Fields 32–47 belong to the hop: 32 is the hop count, the others and every unknown field are dropped.
 */
import { MAX_EXTENSION_BYTES, MAX_TEXT_BYTES } from '../gossiper/limits.ts';
import type { Origin } from '../gossiper/names.ts';
import type { Rumor, RumorMessage } from '../gossiper/packet.ts';
import { readOrigin } from './origin.ts';
import type { Reader } from './reader.ts';
import { type Writer, varintSize } from './writer.ts';

const FIRST_EXTENSION = 16;
const LAST_EXTENSION = 31;
const HOPS = 32;
const NONE = new Uint8Array(0);

export function readRumor(reader: Reader): RumorMessage | undefined {
  let origin: Origin | undefined;
  let id = 0;
  let text = '';
  let hops: number | undefined;
  let extensions: Uint8Array = NONE;
  // The extensions being passed over lie from … to; nearly always that is all of them.
  let from = 0;
  let to = 0;
  let highest = 0;
  while (reader.next()) {
    const { field, fieldAt } = reader;
    if (field === 1) origin = readOrigin(reader);
    else if (field === 2) id = reader.uint32();
    else if (field === 3) text = reader.string(MAX_TEXT_BYTES);
    else if (field === HOPS) hops = reader.uint32();
    else reader.skip();
    if (field < FIRST_EXTENSION || field > LAST_EXTENSION) continue;
    if (field < highest) reader.fail('malformed');
    highest = field;
    if (fieldAt !== to) {
      extensions = joined(extensions, reader.copy(from, to));
      from = fieldAt;
    }
    to = reader.at;
    if (extensions.length + to - from > MAX_EXTENSION_BYTES) reader.fail('tooLong');
  }
  if (reader.why !== undefined) return undefined;
  if (origin === undefined || id === 0) {
    reader.fail('malformed');
    return undefined;
  }
  const rumor: Rumor = { origin, id, text, extensions: joined(extensions, reader.copy(from, to)) };
  return hops === undefined ? { type: 'rumor', rumor } : { type: 'rumor', rumor, hops };
}

export function writeRumor(writer: Writer, { rumor, hops }: RumorMessage): void {
  writeContent(writer, rumor);
  writer.raw(rumor.extensions);
  if (hops !== undefined) writer.uint(HOPS, hops);
}

/** Fields 1–3, which every Peerster knows. */
export function writeContent(writer: Writer, rumor: Rumor): void {
  writer.string(1, rumor.origin);
  writer.uint(2, rumor.id);
  writer.string(3, rumor.text);
}

/** About the bytes of a rumor; right for ASCII. */
export const guessRumor = ({ rumor, hops }: RumorMessage): number =>
  rumorSize(rumor, rumor.origin.length, rumor.text.length) + (hops === undefined ? 0 : 2 + varintSize(hops));

/** Bytes of fields 1–3 and the extensions, given the bytes of its two strings. */
export const rumorSize = (rumor: Rumor, origin: number, text: number): number =>
  3 + varintSize(origin) + origin + varintSize(rumor.id) + varintSize(text) + text + rumor.extensions.length;

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
