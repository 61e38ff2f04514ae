/**
 * What was sent to one peer and not acknowledged yet, and how much more may be (protocol.md §6, "Window").
 *
 * 1. At most `window` rumors are in flight, and at most the byte limit of its kind; 1 to a fresh address, doubled by each acknowledgement.
 * 2. What is in flight isn't sent again before its timeout. A timeout halves the window.
 * 3. Round trips are measured on acknowledgements of rumors sent once only (Karn), none of which waited behind a hole, by
 *    the rumor sent last; and smoothed as in RFC 6298.
 */
import type { Origin } from '../names.ts';
import { keyOf } from './holdings.ts';

export interface Sent {
  readonly origin: Origin;
  readonly id: number;
  readonly bytes: number;
  sentAt: number;
  /** 1 = sent once. */
  tries: number;
  /** Asked for, not pushed: whoever asked is listening, so its timeout is shorter. */
  readonly pulled: boolean;
  /** It timed out behind another of its origin. */
  late: boolean;
}

/** Above the 5 ms by which its acknowledgement may be delayed, and a pause of the receiver's. */
const MIN_PULL_TIMEOUT_MS = 50;
/** However slow a peer was. */
export const MAX_TIMEOUT_MS = 3_000;
/** Smoothing of RFC 6298: an eighth of each new sample. */
const GAIN = 1 / 8;

export class Flight {
  readonly #sent = new Map<string, Sent>();
  #bytes = 0;
  window = 1;
  /** ms; undefined until measured. Includes the receiver's delay in acknowledging. */
  roundTrip: number | undefined;

  get count(): number {
    return this.#sent.size;
  }

  has(origin: Origin, id: number): boolean {
    return this.#sent.has(keyOf(origin, id));
  }

  get(origin: Origin, id: number): Sent | undefined {
    return this.#sent.get(keyOf(origin, id));
  }

  values(): IterableIterator<Sent> {
    return this.#sent.values();
  }

  /** How many more rumors may leave, where each is about `bytes` long. */
  room(limit: { readonly rumors: number; readonly bytes: number }): number {
    if (this.#bytes >= limit.bytes) return 0;
    return Math.max(0, Math.min(this.window, limit.rumors) - this.#sent.size);
  }

  add(origin: Origin, id: number, bytes: number, pulled: boolean, now: number): void {
    this.#sent.set(keyOf(origin, id), { origin, id, bytes, sentAt: now, pulled, tries: 1, late: false });
    this.#bytes += bytes;
  }

  /** Forgets what this peer now holds, and says what that was. */
  acknowledge(holds: (sent: Sent) => boolean, now: number, limit: { readonly rumors: number }): Sent[] {
    const acknowledged: Sent[] = [];
    for (const sent of this.#sent.values()) if (holds(sent)) acknowledged.push(sent);
    for (const sent of acknowledged) this.drop(sent);
    const isClean = acknowledged.every((sent) => sent.tries === 1 && !sent.late);
    if (acknowledged.length > 0 && isClean) this.#measure(now - Math.max(...acknowledged.map((sent) => sent.sentAt)));
    if (acknowledged.length > 0) this.window = Math.min(limit.rumors, this.window * 2);
    return acknowledged;
  }

  drop(sent: Sent): void {
    if (this.#sent.delete(keyOf(sent.origin, sent.id))) this.#bytes -= sent.bytes;
  }

  halve(): void {
    this.window = Math.max(1, this.window >> 1);
  }

  clear(): void {
    this.#sent.clear();
    this.#bytes = 0;
  }

  /** ms until a rumor that was asked for counts as lost. */
  get pullTimeout(): number {
    return Math.min(MAX_TIMEOUT_MS, Math.max(MIN_PULL_TIMEOUT_MS, 3 * (this.roundTrip ?? 0)));
  }

  #measure(sample: number): void {
    this.roundTrip = this.roundTrip === undefined ? sample : this.roundTrip + GAIN * (sample - this.roundTrip);
  }
}
