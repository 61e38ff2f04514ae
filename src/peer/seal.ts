/**
 * Sealing to an X25519 key (docs/protocol.md §11): an ephemeral key, HKDF-SHA-256, ChaCha20-Poly1305.
 *
 * 1. `sealed` = ephemeral public key (32) ‖ ciphertext ‖ tag (16). Key and nonce are HKDF-SHA-256 of the shared secret, with
 *    both public keys as salt; the ephemeral key is never used again, so neither is the nonce.
 * 2. `bound` must be the same when it is opened; it isn't in what is sent.
 *
 * The cipher is @noble/ciphers' (docs/adr/014): Electron's OpenSSL has none.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, type KeyObject } from 'node:crypto';
import { publicBytes, publicKeyFrom } from './keyBytes.ts';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CONTEXT = 'peerster-seal-1';

/** What is longer is no message. */
const OVERHEAD = KEY_BYTES + TAG_BYTES;

export function seal(recipient: Uint8Array, bytes: Uint8Array, bound: Uint8Array): Uint8Array {
  const publicKey = publicKeyFrom('x25519', recipient);
  if (publicKey === undefined) throw new Error('a verified ID 1 holds 32 bytes of seal key');
  const { privateKey } = generateKeyPairSync('x25519');
  const ephemeral = publicBytes(privateKey);
  const hidden = cipher(diffieHellman({ privateKey, publicKey }), ephemeral, recipient, bound).encrypt(bytes);
  return new Uint8Array(Buffer.concat([ephemeral, hidden]));
}

/** Any bytes at all; undefined where they were not sealed to this key. */
export function open(privateKey: KeyObject, sealed: Uint8Array, bound: Uint8Array): Uint8Array | undefined {
  if (sealed.length < OVERHEAD) return undefined;
  const ephemeral = sealed.slice(0, KEY_BYTES);
  const publicKey = publicKeyFrom('x25519', ephemeral);
  if (publicKey === undefined) return undefined;
  try {
    const secret = diffieHellman({ privateKey, publicKey });
    const recipient = publicBytes(createPublicKey(privateKey));
    return cipher(secret, ephemeral, recipient, bound).decrypt(sealed.subarray(KEY_BYTES));
  } catch {
    return undefined; // a point of small order, or a wrong tag: a stranger's bytes may be anything
  }
}

function cipher(secret: Buffer, ephemeral: Uint8Array, recipient: Uint8Array, bound: Uint8Array) {
  const salt = Buffer.concat([ephemeral, recipient]);
  const both = new Uint8Array(hkdfSync('sha256', secret, salt, CONTEXT, KEY_BYTES + NONCE_BYTES));
  return chacha20poly1305(both.subarray(0, KEY_BYTES), both.subarray(KEY_BYTES), bound);
}
