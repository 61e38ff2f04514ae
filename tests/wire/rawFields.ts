/** Protobuf fields written and walked without the codec under test: plain, slow, and throwing where bytes are wrong. */

export interface RawField {
  readonly field: number;
  readonly wire: number;
  /** Without tag and, for wire type 2, without length. */
  readonly payload: Uint8Array;
  /** Tag and all. */
  readonly whole: Uint8Array;
}

export function varint(value: number | bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(value);
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

export const uintField = (field: number, value: number | bigint): Uint8Array =>
  concat(varint(field * 8), varint(value));

export const bytesField = (field: number, payload: Uint8Array): Uint8Array =>
  concat(varint(field * 8 + 2), varint(payload.length), payload);

export const textField = (field: number, text: string): Uint8Array => bytesField(field, new TextEncoder().encode(text));

export const fromHex = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export function walk(bytes: Uint8Array): RawField[] {
  const fields: RawField[] = [];
  let at = 0;
  const number = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('truncated');
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return Number(value);
    }
  };
  while (at < bytes.length) {
    const start = at;
    const tag = number();
    let from = at;
    if (tag % 8 === 0) number();
    else if (tag % 8 === 1) at += 8;
    else if (tag % 8 === 5) at += 4;
    else if (tag % 8 === 2) {
      const size = number();
      from = at;
      at += size;
    } else throw new Error(`wire type ${tag % 8}`);
    if (at > bytes.length) throw new Error('truncated');
    fields.push({
      field: Math.floor(tag / 8),
      wire: tag % 8,
      payload: bytes.slice(from, at),
      whole: bytes.slice(start, at),
    });
  }
  return fields;
}
