/**
 * `SearchRequest 1 Origin  2 Budget  3 Keywords repeated` and
 * `SearchReply 1 Origin  2 Destination  3 HopLimit  4 Results repeated { 1 FileName  2 MetafileHash  3 ChunkMap  4 ChunkCount }`. Ours,
 * in a result: `16 size  17 whole` (protocol.md §3).
 */
import type { Origin } from '../gossiper/names.ts';
import type { SearchReply, SearchRequest, SearchResult } from '../gossiper/packet.ts';
import { HASH_BYTES, SIZE } from './files.ts';
import { readOrigin } from './origin.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

/** Each is matched against every shared file's name, so they bound what one datagram makes us do. */
export const MAX_KEYWORDS = 64;
/** No file name is longer, on the file systems that we write to. */
export const MAX_KEYWORD_BYTES = 255;
/** A path may come as a name; four times the longest name. */
export const MAX_FILE_NAME_BYTES = 1_020;
/** At 45 bytes each at least, more than a sent datagram holds. */
export const MAX_RESULTS = 256;
const WHOLE = 17;
/** Of one result: a metafile of the course lists at most 256 chunks; a larger one of ours needs no more datagram than this. */
export const MAX_CHUNK_MAP = 8_192;

export function readSearchRequest(reader: Reader): SearchRequest | undefined {
  let origin: Origin | undefined;
  let budget = 0;
  const keywords: string[] = [];
  while (reader.next()) {
    if (reader.field === 1) origin = readOrigin(reader);
    else if (reader.field === 2) budget = reader.uint64();
    else if (reader.field === 3) {
      keywords.push(reader.string(MAX_KEYWORD_BYTES));
      if (keywords.length > MAX_KEYWORDS) reader.fail('tooLong');
    } else reader.skip();
  }
  if (origin !== undefined) return { type: 'searchRequest', origin, budget, keywords };
  reader.fail('malformed');
  return undefined;
}

export function readSearchReply(reader: Reader): SearchReply | undefined {
  let origin: Origin | undefined;
  let destination: Origin | undefined;
  let hopLimit = 0;
  const results: SearchResult[] = [];
  while (reader.next()) {
    if (reader.field === 1) origin = readOrigin(reader);
    else if (reader.field === 2) destination = readOrigin(reader);
    else if (reader.field === 3) hopLimit = reader.uint32();
    else if (reader.field === 4) {
      results.push(readResult(reader));
      if (results.length > MAX_RESULTS) reader.fail('tooLong');
    } else reader.skip();
  }
  if (origin !== undefined && destination !== undefined) {
    return { type: 'searchReply', origin, destination, hopLimit, results };
  }
  reader.fail('malformed');
  return undefined;
}

function readResult(reader: Reader): SearchResult {
  let fileName = '';
  let metafileHash: Uint8Array = new Uint8Array(0);
  const chunkMap: number[] = [];
  let chunkCount = 0;
  let size: number | undefined;
  let isWhole = false;
  const outer = reader.enter();
  while (reader.next()) {
    if (reader.field === 1) fileName = reader.string(MAX_FILE_NAME_BYTES);
    else if (reader.field === 2) metafileHash = reader.exactly(HASH_BYTES);
    else if (reader.field === 3) reader.numbers(chunkMap, MAX_CHUNK_MAP);
    else if (reader.field === 4) chunkCount = reader.uint64();
    else if (reader.field === SIZE) size = reader.safeInteger();
    else if (reader.field === WHOLE) isWhole = reader.uint32() !== 0;
    else reader.skip();
  }
  reader.leave(outer);
  if (metafileHash.length !== HASH_BYTES) reader.fail('malformed');
  const ours = { ...(size === undefined ? {} : { size }), ...(isWhole ? { isWhole } : {}) };
  return { fileName, metafileHash, chunkMap, chunkCount, ...ours };
}

export function writeSearchRequest(writer: Writer, request: SearchRequest): void {
  writer.string(1, request.origin);
  writer.uint(2, request.budget);
  for (const keyword of request.keywords) writer.string(3, keyword);
}

export function writeSearchReply(writer: Writer, reply: SearchReply): void {
  writer.string(1, reply.origin);
  writer.string(2, reply.destination);
  writer.uint(3, reply.hopLimit);
  for (const result of reply.results) {
    const mark = writer.message(4, result.fileName.length + result.chunkMap.length + HASH_BYTES + 8);
    writer.string(1, result.fileName);
    writer.octets(2, result.metafileHash);
    writer.packed(3, result.chunkMap);
    writer.uint(4, result.chunkCount);
    if (result.size !== undefined) writer.uint(SIZE, result.size);
    if (result.isWhole === true) writer.uint(WHOLE, 1);
    writer.close(mark);
  }
}
