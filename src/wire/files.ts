/**
 * File chunks: `DataRequest 1 Origin  2 Destination  3 HopLimit  4 HashValue`, and the same with `5 Data` in reply. Ours:
 * `16 size` beside a root metafile (protocol.md §3).
 */
import type { Origin } from '../gossiper/names.ts';
import type { DataReply, DataRequest } from '../gossiper/packet.ts';
import { readOrigin } from './origin.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export const HASH_BYTES = 32;
/** A chunk, or a metafile: what the course fixes (protocol.md §1). */
export const MAX_DATA_BYTES = 8_192;
/** Ours, in a reply and in a search result. */
export const SIZE = 16;
const NONE = new Uint8Array(0);

export function readDataRequest(reader: Reader): DataRequest | undefined {
  const fields = readFields(reader, false);
  return fields && { type: 'dataRequest', ...fields.head, hash: fields.hash };
}

export function readDataReply(reader: Reader): DataReply | undefined {
  const fields = readFields(reader, true);
  if (fields === undefined) return undefined;
  const { head, hash, data, size } = fields;
  return { type: 'dataReply', ...head, hash, data, ...(size === undefined ? {} : { size }) };
}

interface Fields {
  readonly head: { readonly origin: Origin; readonly destination: Origin; readonly hopLimit: number };
  readonly hash: Uint8Array;
  readonly data: Uint8Array;
  readonly size: number | undefined;
}

function readFields(reader: Reader, withData: boolean): Fields | undefined {
  let origin: Origin | undefined;
  let destination: Origin | undefined;
  let hopLimit = 0;
  let hash: Uint8Array = NONE;
  let data: Uint8Array = NONE;
  let size: number | undefined;
  while (reader.next()) {
    if (reader.field === 1) origin = readOrigin(reader);
    else if (reader.field === 2) destination = readOrigin(reader);
    else if (reader.field === 3) hopLimit = reader.uint32();
    else if (reader.field === 4) hash = reader.exactly(HASH_BYTES);
    else if (reader.field === 5 && withData) data = reader.octets(MAX_DATA_BYTES);
    else if (reader.field === SIZE && withData) size = reader.safeInteger();
    else reader.skip();
  }
  if (origin !== undefined && destination !== undefined && hash.length === HASH_BYTES) {
    return { head: { origin, destination, hopLimit }, hash, data, size };
  }
  reader.fail('malformed');
  return undefined;
}

export function writeDataRequest(writer: Writer, request: DataRequest): void {
  writeHead(writer, request);
}

export function writeDataReply(writer: Writer, reply: DataReply): void {
  writeHead(writer, reply);
  writer.octets(5, reply.data);
  if (reply.size !== undefined) writer.uint(SIZE, reply.size);
}

function writeHead(writer: Writer, message: DataRequest | DataReply): void {
  writer.string(1, message.origin);
  writer.string(2, message.destination);
  writer.uint(3, message.hopLimit);
  writer.octets(4, message.hash);
}
