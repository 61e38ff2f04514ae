/**
 * Reads protobuf fields one after another (protocol.md §1). Bytes in, values out, never a throw.
 *
 * 1. After the first failure nothing more is read: `next` is false and `why` says what was wrong, so a decoder's loops
 *    end by themselves and only its outermost caller has to look.
 * 2. A byte is read once per nesting level, and no message nests deeper than three: linear time.
 * 3. What is returned shares no memory with the datagram.
 */
import { hexOf } from '../gossiper/hex.ts';
import { textOf } from './text.ts';

/** Why a datagram was refused; the host counts them. */
export type Refusal =
  /** Not the bytes of a packet, or a value that its type does not allow. */
  | 'malformed'
  /** Right, but above one of the limits. */
  | 'tooLong'
  /** A kind that only some course years have (fields 9 and 10). */
  | 'ignoredKind'
  /** No message in it at all. */
  | 'empty';

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const NOTHING = new Uint8Array(0);

export class Reader {
  /** Of the field that `next` found. */
  field = 0;
  wire = 0;
  /** Where that field's tag begins. */
  fieldAt = 0;
  /** The next byte to read. */
  at = 0;
  why: Refusal | undefined;
  private end: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  fail(why: Refusal): void {
    this.why ??= why;
    this.at = 0;
    this.end = 0;
  }

  /** Goes to the next field of the message being read; false at its end. The field must then be read or skipped. */
  next(): boolean {
    if (this.at >= this.end) return false;
    this.fieldAt = this.at;
    let tag = this.bytes[this.at] ?? 0;
    if (tag < 0x80) this.at++;
    else tag = this.number(0xffff_ffff);
    this.field = tag >>> 3;
    this.wire = tag & 7;
    if (this.field === 0) this.fail('malformed');
    return this.why === undefined;
  }

  /** `next` for a whole datagram, where zero bytes that follow the last field are padding and not read. */
  nextOrPadding(): boolean {
    if (this.bytes[this.at] !== 0) return this.next();
    for (let at = this.at; at < this.end; at++) if (this.bytes[at] !== 0) return this.next();
    this.at = this.end;
    return false;
  }

  /** Whether the field is a string, bytes or a message. */
  get holdsBytes(): boolean {
    return this.wire === BYTES;
  }

  /** Passes over the field, whatever it is. */
  skip(): void {
    if (this.wire === VARINT) this.number(Infinity);
    else if (this.wire === BYTES) this.take(this.length());
    else if (this.wire === FIXED64) this.take(8);
    else if (this.wire === FIXED32) this.take(4);
    else this.fail('malformed');
  }

  uint32(): number {
    return this.expect(VARINT) ? this.number(0xffff_ffff) : 0;
  }

  /** A uint64 that a JavaScript number holds exactly; another is malformed. */
  safeInteger(): number {
    return this.expect(VARINT) ? this.number(Number.MAX_SAFE_INTEGER) : 0;
  }

  /** A uint64; above 2^53 − 1 it is read as that. */
  uint64(): number {
    return this.expect(VARINT) ? Math.min(this.number(Infinity), Number.MAX_SAFE_INTEGER) : 0;
  }

  /** A string in surrogateescape form of at most `limit` bytes. */
  string(limit: number): string {
    const size = this.sized(limit);
    const from = this.at;
    this.at += size;
    return size === 0 ? '' : textOf(this.bytes, from, this.at);
  }

  /** A copy of at most `limit` bytes. */
  octets(limit: number): Uint8Array {
    const size = this.sized(limit);
    const from = this.at;
    this.at += size;
    return this.copy(from, this.at);
  }

  /** A copy of exactly `size` bytes; another size is malformed. */
  exactly(size: number): Uint8Array {
    const found = this.sized(Infinity);
    const from = this.at;
    this.at += found;
    if (found !== size) this.fail('malformed');
    return found === size ? this.copy(from, from + size) : NOTHING;
  }

  /** Exactly `size` bytes as hex digits; another size is malformed. */
  hex(size: number): string {
    const found = this.sized(Infinity);
    const from = this.at;
    this.at += found;
    if (found !== size) this.fail('malformed');
    return hexOf(this.bytes, from, from + found);
  }

  /** A copy of what lies between two positions that were read before. */
  copy(from: number, to: number): Uint8Array {
    // Not slice(): for a Node Buffer that shares memory.
    return to > from ? new Uint8Array(this.bytes.subarray(from, to)) : NOTHING;
  }

  /** Appends numbers, packed or one of them, to `into`; more than `limit` in all are too long. */
  numbers(into: number[], limit: number): void {
    if (this.wire !== BYTES) {
      into.push(this.uint64());
      if (into.length > limit) this.fail('tooLong');
      return;
    }
    const outer = this.enter();
    while (this.at < this.end) {
      into.push(Math.min(this.number(Infinity), Number.MAX_SAFE_INTEGER));
      if (into.length > limit) this.fail('tooLong');
    }
    this.leave(outer);
  }

  /** Begins to read the field as a message; pass what it returns to `leave` when `next` is false. */
  enter(): number {
    const outer = this.end;
    const size = this.sized(Infinity);
    this.end = this.at + size;
    return outer;
  }

  leave(outer: number): void {
    if (this.why === undefined) this.end = outer;
  }

  private expect(wire: number): boolean {
    if (this.wire !== wire) this.fail('malformed');
    return this.why === undefined;
  }

  private sized(limit: number): number {
    if (!this.expect(BYTES)) return 0;
    const size = this.length();
    if (this.why === undefined && size > limit) this.fail('tooLong');
    return this.why === undefined ? size : 0;
  }

  /** The length of a field that lies wholly inside its message. */
  private length(): number {
    const size = this.number(0xffff_ffff);
    if (size <= this.end - this.at) return size;
    this.fail('malformed');
    return 0;
  }

  private take(size: number): void {
    if (size > this.end - this.at) this.fail('malformed');
    else if (this.why === undefined) this.at += size;
  }

  /** A varint of at most ten bytes, 64 bits and `limit`. Above 2^53 it is rounded. */
  private number(limit: number): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < 10 && this.at < this.end; count++) {
      const byte = this.bytes[this.at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value <= limit && (count < 9 || byte <= 1)) return value;
        break;
      }
      scale *= 128;
    }
    this.fail('malformed');
    return 0;
  }
}
