/**
 * How far our own rumors got: kept per origin of our key, as earlier incarnations may still be on their way.
 *
 * 1. IDs 1 … sentUpTo each left in a datagram at least once; 1 … heldUpTo are held by someone else. Both only grow.
 * 2. What anyone can write on a datagram proves nothing: only clocks of peers that the user named, or that showed that
 *    their address is real, count.
 */
import type { Core } from './core.ts';
import type { Origin } from './names.ts';
import type { Birth } from './packet.ts';
import { isStranger, type Peer } from './peers.ts';
import type { Identity, OriginSummary, Reach } from './ports.ts';
import { nextOf } from './rumors/clock.ts';

/** Sent past one that was not: more than a window to a peer that fetches the rest first. Others count as sent once held. */
export const MAX_SENT_AHEAD = 1_024;

interface Marks {
  sentUpTo: number;
  heldUpTo: number;
  readonly sentAhead: Set<number>;
}

export class OwnReach {
  readonly #marks = new Map<Origin, Marks>();
  readonly #changed = new Set<Origin>();

  /** `origins`: what the log holds of everyone. */
  constructor(identity: Identity, origins: readonly OriginSummary[]) {
    this.own(identity.origin);
    for (const { origin, birth, reach } of origins) {
      if (origin === identity.origin || isSameKey(birth, identity.birth)) this.own(origin, reach);
    }
  }

  /** From now on this origin is one of ours. */
  own(origin: Origin, { sentUpTo, heldUpTo }: Reach = { sentUpTo: 0, heldUpTo: 0 }): void {
    if (this.#marks.has(origin) && sentUpTo === 0) return;
    this.#marks.set(origin, { sentUpTo, heldUpTo, sentAhead: new Set() });
  }

  owns(origin: Origin): boolean {
    return this.#marks.has(origin);
  }

  of(origin: Origin): Reach | undefined {
    const marks = this.#marks.get(origin);
    return marks === undefined ? undefined : { sentUpTo: marks.sentUpTo, heldUpTo: marks.heldUpTo };
  }

  sent(origin: Origin, id: number): void {
    const marks = this.#marks.get(origin);
    if (marks === undefined || id <= marks.sentUpTo) return;
    if (id > marks.sentUpTo + 1) {
      if (marks.sentAhead.size < MAX_SENT_AHEAD) marks.sentAhead.add(id);
      return;
    }
    this.#sentTo(origin, marks, id);
  }

  /** Someone else holds 1 … id. */
  held(origin: Origin, id: number): void {
    const marks = this.#marks.get(origin);
    if (marks === undefined || id <= marks.heldUpTo) return;
    marks.heldUpTo = id;
    this.#changed.add(origin);
    if (id > marks.sentUpTo) this.#sentTo(origin, marks, id);
  }

  /** What changed since it was asked last. */
  takeChanged(): Origin[] {
    if (this.#changed.size === 0) return [];
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }

  #sentTo(origin: Origin, marks: Marks, id: number): void {
    marks.sentUpTo = id;
    while (marks.sentAhead.delete(marks.sentUpTo + 1)) marks.sentUpTo += 1;
    for (const ahead of marks.sentAhead) if (ahead <= marks.sentUpTo) marks.sentAhead.delete(ahead);
    this.#changed.add(origin);
  }
}

/** Invariant 2. What a peer claims beyond what we hold ourselves says nothing of ours. */
export function learnReach(core: Core, peer: Peer, origins: Iterable<Origin>): void {
  if (isStranger(peer)) return;
  for (const origin of origins) {
    if (!core.reach.owns(origin)) continue;
    core.reach.held(origin, Math.min(nextOf(peer.clock, origin), core.holdings.next(origin)) - 1);
  }
}

export const isSameKey = (a: Birth | undefined, b: Birth | undefined): boolean =>
  a !== undefined && b !== undefined && a.publicKey.every((byte, i) => byte === b.publicKey[i]);
