/** A new life of the same key (protocol.md §3, "Identity"). */
import type { Core } from './core.ts';
import { INCARNATION_BYTES, makeIdentity } from './identity.ts';

/** From now on we speak under a new origin, from ID 1. What was said under the old one is someone else's to us. */
export function reincarnate(core: Core): void {
  const { name, birth } = core.identity;
  if (birth === undefined) throw new Error('a bare name has no incarnations');
  const incarnation = core.ports.random.bytes(INCARNATION_BYTES);
  const identity = makeIdentity(name, birth, incarnation, core.ports.crypto);
  if (identity === undefined) throw new Error('a name that fitted an origin still does');
  core.identity = identity;
  core.reach.own(identity.origin);
  core.emit({ kind: 'incarnation', identity });
}
