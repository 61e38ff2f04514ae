/** What the lab's network needs of whoever has a socket on it, ours or the course's. */
import { bytesOf, type Address } from '../gossiper/names.ts';

/**
 * A string as its bytes, one character U+0000–U+00FF for each. Both kinds of node name what they hold in this form, so
 * that logs are compared byte for byte and neither side's decoding of text is trusted.
 */
export type ByteString = string;

/** Of a string in the gossiper's form (names.ts). */
export function toByteString(text: string): ByteString {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  let chars = '';
  for (const byte of bytesOf(text)) chars += String.fromCharCode(byte);
  return chars;
}

/** One run of a node, from start to crash. */
export interface LabNode {
  receive(from: Address, datagram: Uint8Array): void;
  /** 1 to 8,000 bytes. */
  say(text: string): void;
  /** In private. Nothing where it knows nobody of that name. */
  write(text: string, to: ByteString): void;
  /** The machine slept until now. */
  woke(): void;
}

/** Its log: what of each origin it holds, ID 1 first. */
export type Holdings = ReadonlyMap<ByteString, readonly ByteString[]>;
