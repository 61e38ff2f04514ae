/** Simple mode's only message: `1 OriginalName  2 RelayPeerAddr  3 Contents`. */
import { MAX_ORIGIN_BYTES, MAX_TEXT_BYTES } from '../gossiper/limits.ts';
import type { Simple } from '../gossiper/packet.ts';
import type { Reader } from './reader.ts';
import type { Writer } from './writer.ts';

export function readSimple(reader: Reader): Simple {
  let originalName = '';
  let relayPeerAddr = '';
  let contents = '';
  while (reader.next()) {
    if (reader.field === 1) originalName = reader.string(MAX_ORIGIN_BYTES);
    else if (reader.field === 2) relayPeerAddr = reader.string(MAX_ORIGIN_BYTES);
    else if (reader.field === 3) contents = reader.string(MAX_TEXT_BYTES);
    else reader.skip();
  }
  return { type: 'simple', originalName, relayPeerAddr, contents };
}

export function writeSimple(writer: Writer, simple: Simple): void {
  writer.string(1, simple.originalName);
  writer.string(2, simple.relayPeerAddr);
  writer.string(3, simple.contents);
}
