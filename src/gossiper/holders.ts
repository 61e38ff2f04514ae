/** Who holds a rumor, as far as they said so: to us (measured), or signed and passed on (reported). */
import type { Core } from './core.ts';
import type { Origin } from './names.ts';

export interface Holder {
  readonly origin: Origin;
  /** IDs 1 … nextId − 1 of the origin asked about were held at `at`. */
  readonly nextId: number;
  /** False: it never said whether it holds anything of that origin, and `nextId` is 1. */
  readonly isTold: boolean;
  /** When anything was heard of it last: ms since 1970, by our clock. */
  readonly heardAt: number;
  /** ms since 1970, by our clock: when that was heard. */
  readonly at: number;
  readonly how: 'measured' | 'reported';
}

/** Somebody who was silent for longer is not counted among those who are here. */
export const PRESENT_MS = 90_000;

/**
 * Everyone else of ours who is here or was heard of within PRESENT_MS, with what they hold of `origin` (nextId 1: nothing
 * that they told).
 */
export function holdersOf(core: Core, origin: Origin): Holder[] {
  const found = new Map<Origin, Holder>();
  const note = (holder: Holder): void => {
    const known = found.get(holder.origin);
    if (known === undefined || holder.nextId > known.nextId || (!known.isTold && holder.isTold))
      found.set(holder.origin, holder);
  };
  for (const peer of core.peers.all()) {
    if (peer.kind !== 'ours' || peer.origin === undefined || peer.state !== 'reachable' || !isProven(peer)) continue;
    if (peer.clockAt === -Infinity) continue;
    const said = peer.unsaid.get(origin) ?? peer.clock.get(origin);
    note({
      origin: peer.origin,
      nextId: said ?? 1,
      isTold: said !== undefined || peer.clockIsWhole,
      heardAt: Math.round(peer.heardAt ?? peer.clockAt),
      at: Math.round(peer.clockAt), // within a run its log only grows
      how: 'measured',
    });
  }
  for (const [reporter, { heardAt, next }] of core.digests.reports) {
    if (core.now.wall - heardAt > PRESENT_MS) continue;
    const said = next.get(origin);
    note({
      origin: reporter,
      nextId: said?.nextId ?? 1,
      isTold: said !== undefined,
      heardAt,
      at: said?.saidAt ?? heardAt,
      how: 'reported',
    });
  }
  found.delete(core.identity.origin);
  return [...found.values()];
}

const isProven = ({ validated, configured }: { validated: boolean; configured: boolean }): boolean =>
  validated || configured;
