/** Any Go message by its description, on the product's own field reader and writer: what the product ignores, too. */
import { bytesOfHex, hexOf } from '../../src/gossiper/hex.ts';
import { Reader } from '../../src/wire/reader.ts';
import { Writer } from '../../src/wire/writer.ts';
import type { GoField, GoMessage, Kind } from './goMessages.ts';

export type GoValue = string | number | readonly GoValue[] | GoFields;
/** What was on the wire, by name; bytes as hex. A field that wasn't there has no entry. */
export interface GoFields {
  readonly [name: string]: GoValue;
}

export function decodeGo(message: GoMessage, bytes: Uint8Array): GoFields {
  const reader = new Reader(bytes);
  const fields = readMessage(reader, message, bytes);
  if (reader.why !== undefined) throw new Error(reader.why);
  return fields;
}

function readMessage(reader: Reader, message: GoMessage, bytes: Uint8Array): GoFields {
  const fields: Record<string, GoValue> = {};
  while (reader.next()) {
    const field = message[reader.field - 1];
    if (field === undefined) throw new Error(`field ${reader.field} is in no such message`);
    fields[field.name] = readField(reader, field, fields[field.name], bytes);
  }
  return fields;
}

function readField(reader: Reader, { kind, many }: GoField, before: GoValue | undefined, bytes: Uint8Array): GoValue {
  if (many === 'packed') {
    const numbers: number[] = [];
    reader.numbers(numbers, 10_000);
    return numbers;
  }
  const value = readValue(reader, kind, bytes);
  return many === 'each' ? [...(Array.isArray(before) ? (before as GoValue[]) : []), value] : value;
}

function readValue(reader: Reader, kind: Kind, bytes: Uint8Array): GoValue {
  if (kind === 'string') return reader.string(Infinity);
  if (kind === 'hex') return hexOf(reader.octets(Infinity));
  if (kind === 'uint') return reader.safeInteger();
  if (kind === 'sint') {
    const zigzag = reader.safeInteger();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }
  if (kind === 'float') {
    reader.skip();
    return new DataView(bytes.buffer, bytes.byteOffset).getFloat32(reader.at - 4, true);
  }
  const outer = reader.enter();
  const fields = readMessage(reader, kind, bytes);
  reader.leave(outer);
  return fields;
}

export function encodeGo(message: GoMessage, fields: GoFields): Uint8Array {
  const writer = new Writer();
  writeMessage(writer, message, fields);
  return writer.finish();
}

function writeMessage(writer: Writer, message: GoMessage, fields: GoFields): void {
  message.forEach((field, index) => {
    const value = field === undefined ? undefined : fields[field.name];
    if (field === undefined || value === undefined) return;
    if (field.many === 'packed') writer.packed(index + 1, value as number[]);
    else if (field.many === 'each')
      for (const one of value as GoValue[]) writeValue(writer, index + 1, field.kind, one);
    else writeValue(writer, index + 1, field.kind, value);
  });
}

function writeValue(writer: Writer, field: number, kind: Kind, value: GoValue): void {
  if (kind === 'string') writer.string(field, value as string);
  else if (kind === 'hex') writer.octets(field, bytesOfHex(value as string) ?? new Uint8Array(0));
  else if (kind === 'uint') writer.uint(field, value as number);
  else if (kind === 'sint')
    writer.uint(field, (value as number) < 0 ? -2 * (value as number) - 1 : 2 * (value as number));
  else if (kind === 'float') {
    const float = new DataView(new ArrayBuffer(4));
    float.setFloat32(0, value as number, true);
    writer.raw(Uint8Array.of(field * 8 + 5));
    writer.raw(new Uint8Array(float.buffer));
  } else {
    const mark = writer.message(field, 50);
    writeMessage(writer, kind, value as GoFields);
    writer.close(mark);
  }
}
