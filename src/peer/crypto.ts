/** The core's `Crypto` port on node:crypto, and keys as the 32 bytes that the wire and the key file carry. */
import { createPrivateKey, createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto';
import type { Crypto } from '../gossiper/ports.ts';

/** Key objects kept, as making one costs about a third of a verification; the most recently used stay. */
export const KEPT_KEYS = 512;

/** RFC 8410: what comes before the 32 bytes of a key in PKCS #8 and in SubjectPublicKeyInfo. */
const PREFIX = {
  ed25519: {
    private: Buffer.from('302e020100300506032b657004220420', 'hex'),
    public: Buffer.from('302a300506032b6570032100', 'hex'),
  },
  x25519: {
    private: Buffer.from('302e020100300506032b656e04220420', 'hex'),
    public: Buffer.from('302a300506032b656e032100', 'hex'),
  },
} as const;

export function privateKeyFrom(kind: keyof typeof PREFIX, bytes: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PREFIX[kind].private, bytes]), format: 'der', type: 'pkcs8' });
}

/** The last 32 bytes of either encoding are the key. */
export const privateBytes = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }).subarray(-32));
export const publicBytes = (key: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));

/** SHA-256, 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** Without `key`, signing is a bug: a peer without a key has no `birth`. */
export function createCrypto(key?: KeyObject): Crypto {
  const kept = new Map<string, KeyObject | undefined>();

  const publicKeyOf = (bytes: Uint8Array): KeyObject | undefined => {
    const name = Buffer.from(bytes).toString('latin1');
    let found = kept.get(name);
    if (kept.delete(name)) {
      kept.set(name, found);
      return found;
    }
    found = parsePublicKey(bytes);
    kept.set(name, found);
    if (kept.size > KEPT_KEYS) {
      const [oldest] = kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
    }
    return found;
  };

  return {
    sha256,
    sign(bytes) {
      if (key === undefined) throw new Error('a peer without a key signs nothing');
      return sign(null, bytes, key);
    },
    verify(publicKey, bytes, signature) {
      const object = publicKeyOf(publicKey);
      return object !== undefined && verify(null, bytes, object, signature);
    },
  };
}

/** Undefined: no Ed25519 key. A stranger's bytes may be anything. */
function parsePublicKey(bytes: Uint8Array): KeyObject | undefined {
  if (bytes.length !== 32) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([PREFIX.ed25519.public, bytes]), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
