/** An origin's name on the wire: 1 to 255 bytes; anything else makes its message malformed. */
import { MAX_ORIGIN_BYTES } from '../gossiper/limits.ts';
import { type Origin, parseOrigin } from '../gossiper/names.ts';
import type { Reader } from './reader.ts';

export function readOrigin(reader: Reader): Origin | undefined {
  return parseOrigin(reader.string(MAX_ORIGIN_BYTES));
}
