/**
 * Tells clients of changes in how peers are doing that the core doesn't announce (last heard, what is missing).
 *
 * 1. A few peers are looked at each second, in turn: what that costs doesn't grow with their number.
 */
import type { Address } from '../gossiper/names.ts';
import { every } from './clock.ts';

const LOOKED_AT = 16;
const EVERY_MS = 1_000;

/** Calls `look` for each known address from time to time. Returns what ends it. */
export function watchPeers(known: () => readonly Address[], look: (address: Address) => void): () => void {
  let next = 0;
  return every(EVERY_MS, () => {
    const addresses = known();
    for (let i = 0; i < Math.min(LOOKED_AT, addresses.length); i++) {
      const address = addresses[next++ % addresses.length];
      if (address !== undefined) look(address);
    }
  });
}
