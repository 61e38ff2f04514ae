/**
 * The names that must not be mixed up, each made only by its parser.
 *
 * Strings that came over the wire are bytes to a Go Peerster and need not be UTF-8. Here they are JavaScript strings in
 * "surrogateescape" form (PEP 383): a byte that is not part of valid UTF-8 is the lone surrogate U+DC00 + byte. The
 * mapping is one to one, so a relayed rumor keeps its bytes. Show such a string with `toWellFormed()`.
 */
import { MAX_ORIGIN_BYTES } from './limits.ts';

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Who first said a rumor: `A` for a course peer, `Alex~mfrggzdfmztwq2lk` for a profile with a key. */
export type Origin = Brand<string, 'Origin'>;

/** Where a peer is reached: `ip:port` (IPv4) or `[ip]:port` (IPv6), in its canonical spelling. */
export type Address = Brand<string, 'Address'>;

/** 8 random bytes as 16 hex digits that name one run of a peer: a restart is a new instance. */
export type Instance = Brand<string, 'Instance'>;

/** The first 8 bytes of SHA-256("peerster-group-1" ‖ name), as 16 hex digits. */
export type GroupMark = Brand<string, 'GroupMark'>;

const encoder = new TextEncoder();
const isPlainAscii = /^[\x20-\x7e]*$/;

/** Bytes of a surrogateescape string. Time: linear. A lone surrogate outside U+DC80–U+DCFF counts as U+FFFD. */
export function byteLength(text: string): number {
  if (isPlainAscii.test(text)) return text.length;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (isPair(unit, text.charCodeAt(i + 1))) {
      bytes += 4;
      i++;
    } else bytes += unit >= 0xdc80 && unit <= 0xdcff ? 1 : 3;
  }
  return bytes;
}

const isPair = (high: number, low: number): boolean =>
  high >= 0xd800 && high < 0xdc00 && low >= 0xdc00 && low <= 0xdfff;

/** Bytes of a surrogateescape string; the inverse of `textOf`. */
export function bytesOf(text: string): Uint8Array {
  if (text.isWellFormed()) return encoder.encode(text);
  const bytes = new Uint8Array(byteLength(text));
  let at = 0;
  for (const point of text) {
    const code = point.codePointAt(0) ?? 0;
    if (code >= 0xdc80 && code <= 0xdcff) bytes[at++] = code - 0xdc00;
    else at += encoder.encodeInto(point, bytes.subarray(at)).written;
  }
  return bytes;
}

/** Origins are compared as their bytes, as every peer sorts them alike whatever its language: < 0, 0 or > 0. */
export function compareOrigins(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  let i = 0;
  while (i < shorter && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  if (i === shorter) return a.length - b.length;
  const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
  if (x < 0xd800 && y < 0xd800) return x - y; // UTF-16 and UTF-8 order agree below the surrogates
  const [left, right] = [bytesOf(a), bytesOf(b)];
  for (let j = 0; j < Math.min(left.length, right.length); j++) {
    const difference = (left[j] ?? 0) - (right[j] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** 1 to 255 bytes. The wire's strings arrive here already in surrogateescape form. */
export function parseOrigin(text: string): Origin | undefined {
  if (text.length === 0 || text.length > MAX_ORIGIN_BYTES) return undefined;
  return byteLength(text) <= MAX_ORIGIN_BYTES ? (text as Origin) : undefined;
}

const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const ipv6 = /^[0-9a-f:.]+(%[\w.-]{1,32})?$/i;

/**
 * `127.0.0.1:5000` or `[::1]:5000`; port 1 to 65535. IPv6 is lower-cased, not otherwise normalised: the socket that
 * reports an address is the one that normalises it. A zone is an interface's name, in which case counts.
 */
export function parseAddress(text: string): Address | undefined {
  const match = /^(?:\[([^\]]{2,80})\]|([^:]{1,15})):(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const port = Number(match[3]);
  if (port < 1 || port > 65_535) return undefined;
  const four = match[2];
  if (four !== undefined) {
    const octets = ipv4.exec(four)?.slice(1).map(Number);
    if (octets === undefined || octets.some((octet) => octet > 255)) return undefined;
    return `${octets.join('.')}:${port}` as Address;
  }
  const six = match[1] ?? '';
  if (!ipv6.test(six) || !six.includes(':')) return undefined;
  const [host = '', zone] = six.split('%');
  return `[${host.toLowerCase()}${zone === undefined ? '' : `%${zone}`}]:${port}` as Address;
}

const hex16 = /^[0-9a-f]{16}$/;
export const parseInstance = (hex: string): Instance | undefined => (hex16.test(hex) ? (hex as Instance) : undefined);
export const parseGroupMark = (hex: string): GroupMark | undefined =>
  hex16.test(hex) ? (hex as GroupMark) : undefined;
