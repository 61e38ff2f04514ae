/**
 * `1 Origin  2 ID  3 Text  4 Destination  5 HopLimit`; the first seed's Peerster writes Destination at 3 and Text at 4.
 *
 * 1. Which of the two orders it is shows only in what the names mean: where field 3 is an origin that we know and
 *    field 4 is none, it is the seed's. The decoder knows no origins, so it reads the usual order, and who knows them
 *    applies `asSeedOrder`.
 * 2. Only where field 4 can't be a destination (empty, or longer than a name) while field 3 can, the decoder itself
 *    reads the seed's order.
 */
import { MAX_PRIVATE_FIELD_BYTES } from '../gossiper/limits.ts';
import { type Origin, parseOrigin } from '../gossiper/names.ts';
import type { Private } from '../gossiper/packet.ts';
import { readOrigin } from './origin.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export function readPrivate(reader: Reader): Private | undefined {
  let origin: Origin | undefined;
  let id = 0;
  let third = '';
  let fourth = '';
  let hopLimit = 0;
  while (reader.next()) {
    if (reader.field === 1) origin = readOrigin(reader);
    else if (reader.field === 2) id = reader.uint32();
    else if (reader.field === 3) third = reader.string(MAX_PRIVATE_FIELD_BYTES);
    else if (reader.field === 4) fourth = reader.string(MAX_PRIVATE_FIELD_BYTES);
    else if (reader.field === 5) hopLimit = reader.uint32();
    else reader.skip();
  }
  const usual = parseOrigin(fourth);
  if (origin !== undefined && usual !== undefined) {
    return { type: 'private', origin, id, text: third, destination: usual, hopLimit };
  }
  const seeds = parseOrigin(third);
  if (origin !== undefined && seeds !== undefined) {
    return { type: 'private', origin, id, text: fourth, destination: seeds, hopLimit, seedOrder: true };
  }
  reader.fail('malformed');
  return undefined;
}

/**
 * The same datagram read in the seed's order: to be used where `message.text` is an origin that the caller knows, its
 * own included, and `message.destination` is not. Undefined: its text is no name, or it is in that order already.
 */
export function asSeedOrder(message: Private): Private | undefined {
  const destination = parseOrigin(message.text);
  if (destination === undefined || message.seedOrder === true) return undefined;
  return { ...message, text: message.destination, destination, seedOrder: true };
}

export function writePrivate(writer: Writer, message: Private): void {
  const seedOrder = message.seedOrder === true;
  writer.string(1, message.origin);
  writer.uint(2, message.id);
  writer.string(3, seedOrder ? message.destination : message.text);
  writer.string(4, seedOrder ? message.text : message.destination);
  writer.uint(5, message.hopLimit);
}

/** About the bytes of a private message, for the width of its length. */
export const guessPrivate = (message: Private): number =>
  message.origin.length + message.text.length + message.destination.length + 12;
