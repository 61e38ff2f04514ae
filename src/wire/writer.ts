/**
 * Writes protobuf fields one after another, as Go's dedis/protobuf does: the caller writes every field, in ascending
 * order, zeros and empty ones included (protocol.md §1).
 */
import { bytesOf } from '../gossiper/names.ts';

const VARINT = 0;
const BYTES = 2;
/** Up to here a loop beats the call into the runtime's encoder (docs/adr/010). */
const SHORT = 32;
const encoder = new TextEncoder();

/** Bytes of a varint. */
export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 128)) size++;
  return size;
}

export class Writer {
  private bytes: Uint8Array;
  private at = 0;

  constructor(capacity = 256) {
    this.bytes = new Uint8Array(capacity);
  }

  /** A copy of what was written, and the writer is empty again. */
  finish(): Uint8Array {
    const written = this.bytes.slice(0, this.at);
    this.at = 0;
    return written;
  }

  /** A whole number from 0 to 2^53 − 1. */
  uint(field: number, value: number): void {
    this.reserve(20);
    this.varint(field * 8 + VARINT);
    this.varint(value);
  }

  octets(field: number, octets: Uint8Array): void {
    this.reserve(octets.length + 20);
    this.varint(field * 8 + BYTES);
    this.varint(octets.length);
    this.bytes.set(octets, this.at);
    this.at += octets.length;
  }

  /** Bytes that are whole fields already. */
  raw(octets: Uint8Array): void {
    this.reserve(octets.length);
    this.bytes.set(octets, this.at);
    this.at += octets.length;
  }

  string(field: number, text: string): void {
    // A UTF-16 unit becomes at most three bytes.
    this.reserve(text.length * 3 + 20);
    this.varint(field * 8 + BYTES);
    if (text.length <= SHORT && this.shortAscii(text)) return;
    if (!text.isWellFormed()) {
      const octets = bytesOf(text);
      this.varint(octets.length);
      this.bytes.set(octets, this.at);
      this.at += octets.length;
      return;
    }
    const mark = this.open(text.length);
    this.at += encoder.encodeInto(text, this.bytes.subarray(this.at)).written;
    this.close(mark);
  }

  packed(field: number, values: readonly number[]): void {
    const mark = this.message(field, values.length);
    this.reserve(values.length * 10);
    for (const value of values) this.varint(value);
    this.close(mark);
  }

  /**
   * Begins a message in `field` whose size is guessed; fields written until `close` are its own. A right guess of the
   * size's varint width saves moving the message.
   */
  message(field: number, guess: number): number {
    this.reserve(20);
    this.varint(field * 8 + BYTES);
    return this.open(guess);
  }

  /** Ends the message that `mark` began. */
  close(mark: number): void {
    const start = Math.floor(mark / 16);
    const guessed = mark % 16;
    const from = start + guessed;
    const size = this.at - from;
    const width = varintSize(size);
    if (width !== guessed) {
      this.reserve(width);
      this.bytes.copyWithin(start + width, from, this.at);
    }
    const end = start + width + size;
    this.at = start;
    this.varint(size);
    this.at = end;
  }

  /** Leaves room for a length; its place and width are the mark. */
  private open(guess: number): number {
    const width = varintSize(guess);
    const mark = this.at * 16 + width;
    this.at += width;
    return mark;
  }

  private shortAscii(text: string): boolean {
    const start = this.at + 1;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) return false;
      this.bytes[start + i] = unit;
    }
    this.bytes[this.at] = text.length;
    this.at = start + text.length;
    return true;
  }

  private varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.at++] = rest;
  }

  private reserve(more: number): void {
    if (this.at + more <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + more));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
  }
}
