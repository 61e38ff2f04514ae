/**
 * Who says a rumor (protocol.md §3, "Identity").
 *
 * 1. An origin with a key is `<name>~<tag>`, tag = first 16 characters of base32(SHA-256(publicKey ‖ incarnation)):
 *    whoever shows key and incarnation proves that the origin is theirs, and nobody else's rumor can verify under it.
 * 2. A new incarnation is a new origin, whose IDs start at 1: so no ID of an origin is ever used twice.
 */
import { parseOrigin, type Origin } from './names.ts';
import type { Birth } from './packet.ts';
import type { Crypto, Identity } from './ports.ts';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const TAG_LENGTH = 16;
/** Of an incarnation, in bytes. */
export const INCARNATION_BYTES = 8;

/** RFC 4648 base32, lower case, no padding: the first `length` characters. */
export function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && text.length < length) {
      text += BASE32[(held >> (bits - 5)) & 31] ?? '';
      bits -= 5;
    }
  }
  return text;
}

export function tagOf(birth: Pick<Birth, 'publicKey' | 'incarnation'>, crypto: Pick<Crypto, 'sha256'>): string {
  const seed = new Uint8Array(birth.publicKey.length + birth.incarnation.length);
  seed.set(birth.publicKey);
  seed.set(birth.incarnation, birth.publicKey.length);
  return base32(crypto.sha256(seed), TAG_LENGTH);
}

/** The same for all origins of one key, and for nobody else's: 80 bits of SHA-256(publicKey). */
export const personOf = ({ publicKey }: Pick<Birth, 'publicKey'>, crypto: Pick<Crypto, 'sha256'>): string =>
  base32(crypto.sha256(publicKey), TAG_LENGTH);

/** `tag` is "" for an origin without one: a course peer's. */
export function splitOrigin(origin: string): { readonly name: string; readonly tag: string } {
  const match = /^(.*)~([a-z2-7]{16})$/su.exec(origin);
  return match === null ? { name: origin, tag: '' } : { name: match[1] ?? '', tag: match[2] ?? '' };
}

/** Invariant 1. */
export const owns = (
  birth: Pick<Birth, 'publicKey' | 'incarnation'>,
  origin: Origin,
  crypto: Pick<Crypto, 'sha256'>,
): boolean => origin.endsWith(`~${tagOf(birth, crypto)}`);

/** An identity with a key, or undefined where the name is too long for an origin. */
export function makeIdentity(
  name: string,
  keys: Pick<Birth, 'publicKey' | 'sealKey'>,
  incarnation: Uint8Array,
  crypto: Pick<Crypto, 'sha256'>,
): Identity | undefined {
  const birth: Birth = { publicKey: keys.publicKey, sealKey: keys.sealKey, incarnation };
  const origin = parseOrigin(`${name}~${tagOf(birth, crypto)}`);
  return origin === undefined ? undefined : { origin, name, birth };
}
