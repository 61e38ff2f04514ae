/** Keys as the 32 bytes that the wire and the key file carry. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

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
type Kind = keyof typeof PREFIX;

export function privateKeyFrom(kind: Kind, bytes: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PREFIX[kind].private, bytes]), format: 'der', type: 'pkcs8' });
}

/** Undefined: no such key. A stranger's bytes may be anything. */
export function publicKeyFrom(kind: Kind, bytes: Uint8Array): KeyObject | undefined {
  if (bytes.length !== 32) return undefined;
  try {
    return createPublicKey({ key: Buffer.concat([PREFIX[kind].public, bytes]), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

/** The last 32 bytes of either encoding are the key. */
export const privateBytes = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'pkcs8' }).subarray(-32));
export const publicBytes = (key: KeyObject): Uint8Array =>
  new Uint8Array(
    (key.type === 'public' ? key : createPublicKey(key)).export({ format: 'der', type: 'spki' }).subarray(-32),
  );
