/** Who a peer is: a bare course name, or a profile's keys under a name and an incarnation. */
import { randomBytes } from 'node:crypto';
import { INCARNATION_BYTES, makeIdentity } from '../../gossiper/identity.ts';
import type { Identity } from '../../gossiper/ports.ts';
import { done, refused, type Result } from '../../gossiper/result.ts';
import { sha256 } from '../crypto.ts';
import type { Keys } from './keys.ts';

export type Who =
  | { readonly kind: 'course'; readonly identity: Identity }
  | { readonly kind: 'profile'; readonly identity: Identity; readonly keys: Keys; readonly isNew: boolean };

/** A new incarnation, unless one is given. */
export function mint(
  name: string,
  keys: Keys,
  incarnation: Uint8Array = randomBytes(INCARNATION_BYTES),
): Result<Identity> {
  const identity = makeIdentity(name, keys, new Uint8Array(incarnation), { sha256 });
  return identity === undefined
    ? refused('name-too-long', 'The name is too long for an origin with its tag. Choose a shorter one.')
    : done(identity);
}
