/** The core's `Crypto` port on node:crypto. */
import { hash, sign, verify, type KeyObject } from 'node:crypto';
import type { Crypto } from '../gossiper/ports.ts';
import { publicKeyFrom } from './keyBytes.ts';
import { open, seal } from './seal.ts';

/** Key objects kept, as making one costs about a third of a verification; the most recently used stay. */
export const KEPT_KEYS = 512;

/** SHA-256, 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

/** Without `key`, signing is a bug: a peer without a key has no `birth`. Without `sealKey` nothing can be opened. */
export function createCrypto(key?: KeyObject, sealKey?: KeyObject): Crypto {
  const kept = new Map<string, KeyObject | undefined>();

  const publicKeyOf = (bytes: Uint8Array): KeyObject | undefined => {
    const name = Buffer.from(bytes).toString('latin1');
    let found = kept.get(name);
    if (kept.delete(name)) {
      kept.set(name, found);
      return found;
    }
    found = publicKeyFrom('ed25519', bytes);
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
    seal,
    open: (sealed, bound) => (sealKey === undefined ? undefined : open(sealKey, sealed, bound)),
  };
}
