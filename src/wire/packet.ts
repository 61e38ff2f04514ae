/**
 * One datagram between peers (protocol.md §1): exactly one message, and ours after it.
 *
 * 1. Any bytes at all become a packet or a reason, never a throw, in linear time.
 * 2. Fields come in any order; an unknown one is passed over; a missing one reads as zero or empty, and where that is
 *    no valid value (an origin, an ID, a hash) the packet is malformed. Of a field that repeats, the last counts.
 * 3. Zero bytes after the last field are padding, as some Go peers send it. They can only begin where a field would, so
 *    a message that ends in zeros itself (`1a 00`, an empty Status) keeps them: no field number is 0.
 * 4. What is written is what Go writes: every field, zeros and empty ones included, ascending; ours last.
 */
import { MAX_DATAGRAM_ACCEPTED } from '../gossiper/limits.ts';
import { type GroupMark, parseGroupMark } from '../gossiper/names.ts';
import type { Message, Packet } from '../gossiper/packet.ts';
import { unreachable } from '../gossiper/result.ts';
import { controlBody, readControl } from './control.ts';
import { readDataReply, readDataRequest, writeDataReply, writeDataRequest } from './files.ts';
import { bytesOfHex } from '../gossiper/hex.ts';
import { guessPrivate, readPrivate, writePrivate } from './private.ts';
import { Reader, type Refusal } from './reader.ts';
import { guessRumor, readRumor, writeRumor } from './rumor.ts';
import { readSearchReply, readSearchRequest, writeSearchReply, writeSearchRequest } from './search.ts';
import { readSimple, writeSimple } from './simple.ts';
import { guessStatus, readStatus, writeStatus } from './status.ts';
import { Writer } from './writer.ts';

/** What only some course years have: 9 and 10. */
const LAST_OF_A_YEAR = 10;
const LAST_SHARED = 8;
const GROUP = 16;
const CONTROL = 17;
const GROUP_BYTES = 8;

/** The packet in a datagram, or undefined. */
export function decodePacket(bytes: Uint8Array): Packet | undefined {
  const packet = decodeOrWhy(bytes);
  return typeof packet === 'string' ? undefined : packet;
}

/** The packet in a datagram, or the reason why there is none, to be counted. */
export function decodeOrWhy(bytes: Uint8Array): Packet | Refusal {
  if (bytes.length > MAX_DATAGRAM_ACCEPTED) return 'tooLong';
  const reader = new Reader(bytes);
  let message: Message | undefined;
  let group: GroupMark | undefined;
  while (reader.nextOrPadding()) {
    if (reader.field === GROUP) group = parseGroupMark(reader.hex(GROUP_BYTES));
    else if (reader.field <= LAST_SHARED || reader.field === CONTROL) {
      if (message !== undefined) reader.fail('malformed');
      message = readMessage(reader);
    } else if (reader.field <= LAST_OF_A_YEAR) reader.fail('ignoredKind');
    else reader.skip();
  }
  if (reader.why !== undefined) return reader.why;
  if (message === undefined) return 'empty';
  return group === undefined ? { message } : { group, message };
}

function readMessage(reader: Reader): Message | undefined {
  if (reader.field === CONTROL) return { type: 'control', control: readControl(reader.octets(Infinity)) };
  const { field } = reader;
  const outer = reader.enter();
  const message = readKind(reader, field);
  reader.leave(outer);
  return message;
}

function readKind(reader: Reader, field: number): Message | undefined {
  switch (field) {
    case 1:
      return readSimple(reader);
    case 2:
      return readRumor(reader);
    case 3:
      return readStatus(reader);
    case 4:
      return readPrivate(reader);
    case 5:
      return readDataRequest(reader);
    case 6:
      return readDataReply(reader);
    case 7:
      return readSearchRequest(reader);
    default:
      return readSearchReply(reader);
  }
}

const writer = new Writer(1_500);

/** The datagram for a packet. Its size is the caller's business (limits.ts). */
export function encodePacket({ group, message }: Packet): Uint8Array {
  if (message.type !== 'control') writeMessage(message);
  if (group !== undefined) writer.octets(GROUP, bytesOfHex(group) ?? new Uint8Array(GROUP_BYTES));
  if (message.type === 'control') writer.octets(CONTROL, controlBody(message.control));
  return writer.finish();
}

function writeMessage(message: Exclude<Message, { type: 'control' }>): void {
  switch (message.type) {
    case 'simple':
      return within(1, message.contents.length + 40, () => writeSimple(writer, message));
    case 'rumor':
      return within(2, guessRumor(message), () => writeRumor(writer, message));
    case 'status':
      return within(3, guessStatus(message), () => writeStatus(writer, message));
    case 'private':
      return within(4, guessPrivate(message), () => writePrivate(writer, message));
    case 'dataRequest':
      return within(5, 64, () => writeDataRequest(writer, message));
    case 'dataReply':
      return within(6, message.data.length + 64, () => writeDataReply(writer, message));
    case 'searchRequest':
      return within(7, 64, () => writeSearchRequest(writer, message));
    case 'searchReply':
      return within(8, message.results.length * 64 + 32, () => writeSearchReply(writer, message));
    default:
      return unreachable(message);
  }
}

/** A message in `field`, whose size is guessed. */
function within(field: number, guess: number, write: () => void): void {
  const mark = writer.message(field, guess);
  write();
  writer.close(mark);
}
