/**
 * Bytes to strings in surrogateescape form (gossiper/names.ts), the inverse of its `bytesOf`.
 *
 * 1. Lossless: bytesOf(textOf(bytes)) is bytes, whatever the bytes.
 * 2. Linear time, and no exception on the way: invalid UTF-8 from strangers costs no more than a small factor.
 */
const REPLACEMENT = '\ufffd';
/** Up to here a loop beats the call into the runtime's decoder (docs/adr/010). */
const SHORT = 32;
const CHUNK = 4_096;

// Not fatal, as exceptions are slow: a decoded U+FFFD tells that the bytes may be invalid. The mark of byte order is text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The string of bytes[from … to). */
export function textOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  const short = to - from <= SHORT ? shortAscii(bytes, from, to) : undefined;
  if (short !== undefined) return short;
  const text = decoder.decode(bytes.subarray(from, to));
  return text.includes(REPLACEMENT) ? escaped(bytes, from, to) : text;
}

/** Eight at a time: half the time of one by one. Undefined: not ASCII. */
function shortAscii(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = '';
  let at = from;
  for (; at + 8 <= to; at += 8) {
    const [a = 0, b = 0, c = 0, d = 0] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    const [e = 0, f = 0, g = 0, h = 0] = [bytes[at + 4], bytes[at + 5], bytes[at + 6], bytes[at + 7]];
    if ((a | b | c | d | e | f | g | h) >= 0x80) return undefined;
    text += String.fromCharCode(a, b, c, d, e, f, g, h);
  }
  for (; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

function escaped(bytes: Uint8Array, from: number, to: number): string {
  const units = new Uint16Array(to - from);
  let count = 0;
  for (let at = from; at < to;) {
    const size = sequenceAt(bytes, at, to);
    if (size === 0) {
      units[count++] = 0xdc00 + (bytes[at] ?? 0);
      at += 1;
      continue;
    }
    const point = pointAt(bytes, at, size);
    if (point < 0x1_0000) units[count++] = point;
    else {
      units[count++] = 0xd7c0 + (point >> 10);
      units[count++] = 0xdc00 + (point & 0x3ff);
    }
    at += size;
  }
  let text = '';
  for (let at = 0; at < count; at += CHUNK) {
    text += String.fromCharCode(...units.subarray(at, Math.min(at + CHUNK, count)));
  }
  return text;
}

/** Bytes of the valid UTF-8 sequence at `at` (Unicode 16, table 3-7); 0 when there is none. */
function sequenceAt(bytes: Uint8Array, at: number, to: number): 0 | 1 | 2 | 3 | 4 {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + size > to) return 0;
  const second = bytes[at + 1] ?? 0;
  // Overlong forms, surrogates, and points above U+10FFFF show in the second byte.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < size; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return size;
}

function pointAt(bytes: Uint8Array, at: number, size: 1 | 2 | 3 | 4): number {
  const lead = bytes[at] ?? 0;
  if (size === 1) return lead;
  let point = lead & (0x7f >> size);
  for (let i = 1; i < size; i++) point = (point << 6) | ((bytes[at + i] ?? 0) & 0x3f);
  return point;
}
