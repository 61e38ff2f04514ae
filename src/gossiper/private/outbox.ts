/**
 * Our own private messages that are not finished, and when each is sent again.
 *
 * 1. Of each correspondence (one of our origins and a destination) only the first WINDOW are in flight; where PROBE_AFTER
 *    sendings had no answer only the first is, as nobody seems to be there.
 * 2. A message waits `retryAfter` its attempts. News of its destination starts that again (`hurry`), not more than once in
 *    HURRY_MS.
 */
import type { Origin } from '../names.ts';
import type { Mail } from './mail.ts';

export const WINDOW = 16;
/** Over five hops with a fifth lost, one in nine is answered. */
export const PROBE_AFTER = 64;
/** Until a round trip was measured: over five hops with a fifth lost each needs about ten tries within three seconds. */
export const FIRST_RETRY_MS = 120;
const RETRY_BOUNDS = { least: 80, most: 1_000 } as const;
const GROWTH = 1.15;
export const LONGEST_RETRY_MS = 30_000;
export const HURRY_MS = 1_000;

export interface Pending {
  readonly mail: Mail;
  /** To one of ours: sealed, numbered, sent until it is acknowledged. Otherwise sent once. */
  readonly isSealed: boolean;
  isOnItsWay: boolean;
  attempts: number;
  /** In this run. */
  readonly waitsSince: number;
  lastSent: number;
  due: number;
  /** As it goes on the wire, and with which `base`. */
  text: { readonly base: number; readonly sealed: string } | undefined;
}

/** ms from the last of so many attempts to the next. */
export function retryAfter(attempts: number, roundTrip: number | undefined): number {
  const { least, most } = RETRY_BOUNDS;
  const first = roundTrip === undefined ? FIRST_RETRY_MS : Math.max(least, Math.min(3 * roundTrip, most));
  return Math.min(LONGEST_RETRY_MS, first * GROWTH ** Math.max(0, attempts - 1));
}

export class Correspondence {
  readonly origin: Origin;
  readonly destination: Origin;
  /** By number, ascending. */
  readonly pending = new Map<number, Pending>();
  /** Sendings since the last receipt. */
  unanswered = 0;
  /** ms, measured on a message that was sent once. */
  roundTrip: number | undefined;

  constructor(origin: Origin, destination: Origin) {
    this.origin = origin;
    this.destination = destination;
  }

  /** The lowest number that is still tried (letter.ts, invariant 3); of a correspondence that has any. */
  get base(): number {
    for (const [number, { isSealed }] of this.pending) if (isSealed) return number;
    return 1;
  }

  /** Those that may be in flight now (invariant 1). */
  *window(): IterableIterator<Pending> {
    let count = 0;
    const room = this.unanswered < PROBE_AFTER ? WINDOW : 1;
    for (const pending of this.pending.values()) {
      if (count++ === room) return;
      yield pending;
    }
  }

  /** Invariant 2. `isThere`: it is, and not only a neighbour on the way. True: something is due now. */
  hurry(now: number, isThere: boolean): boolean {
    let isDue = false;
    if (isThere) this.unanswered = 0;
    for (const pending of this.window()) {
      if (now - pending.lastSent < HURRY_MS) continue;
      if (isThere) pending.attempts = 0;
      pending.due = now;
      isDue = true;
    }
    return isDue;
  }
}

export class Outbox {
  readonly #byDestination = new Map<Origin, Correspondence[]>();
  #count = 0;

  /** Messages in it. */
  get size(): number {
    return this.#count;
  }

  sizeTo(destination: Origin): number {
    return this.to(destination).reduce((sum, { pending }) => sum + pending.size, 0);
  }

  *all(): IterableIterator<Correspondence> {
    for (const list of this.#byDestination.values()) yield* list;
  }

  to(destination: Origin): readonly Correspondence[] {
    return this.#byDestination.get(destination) ?? [];
  }

  find(origin: Origin, destination: Origin): Correspondence | undefined {
    return this.to(destination).find((one) => one.origin === origin);
  }

  add(mail: Mail, isSealed: boolean, now: number): { readonly line: Correspondence; readonly pending: Pending } {
    const { origin, destination, number, delivery } = mail;
    let line = this.find(origin, destination);
    if (line === undefined) {
      line = new Correspondence(origin, destination);
      this.#byDestination.set(destination, [...this.to(destination), line]);
    }
    const isOnItsWay = delivery === 'sent';
    const pending = {
      mail,
      isSealed,
      isOnItsWay,
      attempts: 0,
      waitsSince: now,
      lastSent: -Infinity,
      due: now,
      text: undefined,
    };
    line.pending.set(number, pending);
    this.#count += 1;
    return { line, pending };
  }

  remove(line: Correspondence, number: number): void {
    if (!line.pending.delete(number)) return;
    this.#count -= 1;
    if (line.pending.size > 0) return;
    const others = this.to(line.destination).filter((other) => other !== line);
    if (others.length === 0) this.#byDestination.delete(line.destination);
    else this.#byDestination.set(line.destination, others);
  }
}
