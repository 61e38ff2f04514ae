/** Marks and instances are hex strings in the core and raw bytes on the wire. Lower case; no exception on bad input. */
const digits = '0123456789abcdef';
const pairs = Array.from({ length: 256 }, (_, byte) => `${digits.charAt(byte >> 4)}${digits.charAt(byte & 15)}`);

export function hexOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let hex = '';
  for (let at = from; at < to; at++) hex += pairs[bytes[at] ?? 0] ?? '';
  return hex;
}

/** Undefined: not pairs of hex digits. Either case is read. */
export function bytesOfHex(hex: string): Uint8Array | undefined {
  if (hex.length % 2 !== 0) return undefined;
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    const high = digitAt(hex, 2 * i);
    const low = digitAt(hex, 2 * i + 1);
    if (high < 0 || low < 0) return undefined;
    bytes[i] = high * 16 + low;
  }
  return bytes;
}

function digitAt(hex: string, at: number): number {
  const unit = hex.charCodeAt(at) | 0x20;
  if (unit >= 0x30 && unit <= 0x39) return hex.charCodeAt(at) >= 0x30 ? unit - 0x30 : -1;
  return unit >= 0x61 && unit <= 0x66 ? unit - 0x57 : -1;
}
