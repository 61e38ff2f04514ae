/**
 * What is asked of one holder at a time, and when it counts as lost.
 *
 * 1. At most `window` requests are out. It grows by one with each answer until something shows that the way is full, then by
 *    one each round trip (slow start and congestion avoidance, Jacobson 1988).
 * 2. A way that loses at random is not a full one: only more than TOLERATED of the last requests lost, or round trips that
 *    grew many times, shrink it (the loss threshold of BBRv2). At most once a round trip.
 * 3. Lost is what was asked before REORDERED others that were answered, or what is older than the timeout of RFC 6298.
 *    Round trips are measured on what was asked once only (Karn).
 * 4. A holder that gives no answer to SILENT requests in a row is asked one thing each ASK_AGAIN_MS, as in the course.
 */
import { SlidingSum } from '../slidingSum.ts';

export const MAX_WINDOW = 64;
/** A course peer serves one after the other. */
export const MAX_COURSE_WINDOW = 4;
export const ASK_AGAIN_MS = 5_000;
const TOLERATED = 1 / 6;
const REORDERED = 6;
/** Over five hops that each lose a fifth, one request in nine is answered. */
const SILENT = 64;
const FIRST_WINDOW = 8;
/** However much is lost: 32 KiB on their way hurt nobody. */
const LEAST_WINDOW = 4;
const MIN_TIMEOUT_MS = 60;
const MIN_COURSE_TIMEOUT_MS = 1_000;
const FIRST_TIMEOUT_MS = 1_000;
/** A round trip that is this much longer than the shortest is spent waiting in buffers. */
const QUEUED = 8;
const QUEUED_MS = 30;
const SHRINK = 0.7;
/** How much the last outcome counts of the share that is lost. */
const GAIN = 1 / 32;
/** Over which speed is told: ms. */
const SPEED_SPAN_MS = 4_000;

export class Stream {
  readonly #most: number;
  readonly #leastTimeout: number;
  readonly #bytes = new SlidingSum(SPEED_SPAN_MS);
  readonly #since: number;
  #window = FIRST_WINDOW;
  #isSlowStart = true;
  #smoothed: number | undefined;
  #variance = 0;
  #shortest = Infinity;
  #lost = 0;
  #shrunkAt = -Infinity;
  #order = 0;
  #newestAnswered = 0;
  #silent = 0;
  /** It gave something, once. */
  hasGiven = false;
  /** Requests out. */
  out = 0;
  /** Nothing is asked before: monotonic ms. */
  pausedUntil = -Infinity;

  constructor(isCourse: boolean, now: number) {
    this.#most = isCourse ? MAX_COURSE_WINDOW : MAX_WINDOW;
    this.#leastTimeout = isCourse ? MIN_COURSE_TIMEOUT_MS : MIN_TIMEOUT_MS;
    this.#window = Math.min(FIRST_WINDOW, this.#most);
    this.#since = now;
  }

  get window(): number {
    return this.#silent >= SILENT ? 1 : Math.floor(this.#window);
  }

  /** Requests in a row that had no answer. */
  get silent(): number {
    return this.#silent;
  }

  room(now: number): number {
    return now < this.pausedUntil ? 0 : this.window - this.out;
  }

  /** ms until a request counts as lost. */
  get timeout(): number {
    if (this.#smoothed === undefined) return FIRST_TIMEOUT_MS;
    return Math.min(ASK_AGAIN_MS, Math.max(this.#leastTimeout, this.#smoothed + 4 * this.#variance));
  }

  bytesPerSecond(now: number): number {
    return this.#bytes.perSecond(now, this.#since);
  }

  /** The number of the request that leaves now. */
  asked(): number {
    this.out += 1;
    return ++this.#order;
  }

  /** `isOnce`: it was asked this holder once only, `sentAt`. `bytes`: 0 where it said that it lacks it. */
  answered(order: number, sentAt: number, isOnce: boolean, bytes: number, now: number): void {
    this.out -= 1;
    this.#silent = 0;
    this.pausedUntil = -Infinity;
    this.#newestAnswered = Math.max(this.#newestAnswered, order);
    this.#lost -= GAIN * this.#lost;
    this.#bytes.add(bytes, now);
    if (bytes > 0) this.hasGiven = true;
    if (isOnce) this.#measure(now - sentAt);
    const smoothed = this.#smoothed ?? 0;
    if (smoothed > QUEUED * this.#shortest + QUEUED_MS) this.#shrink(now);
    else this.#window = Math.min(this.#most, this.#window + (this.#isSlowStart ? 1 : 1 / this.#window));
  }

  isLost(order: number, sentAt: number, now: number): boolean {
    return order + REORDERED <= this.#newestAnswered || now - sentAt >= this.timeout;
  }

  lost(now: number): void {
    this.out -= 1;
    this.#silent += 1;
    this.#lost += GAIN * (1 - this.#lost);
    if (this.#silent >= SILENT) this.pausedUntil = now + ASK_AGAIN_MS;
    if (this.#lost > TOLERATED) this.#shrink(now);
  }

  /** A request that is of no use any more: it tells nothing about the way. */
  dropped(): void {
    this.out -= 1;
  }

  #shrink(now: number): void {
    this.#isSlowStart = false;
    if (now - this.#shrunkAt < (this.#smoothed ?? 0)) return;
    this.#shrunkAt = now;
    this.#window = Math.max(Math.min(LEAST_WINDOW, this.#most), this.#window * SHRINK);
  }

  #measure(sample: number): void {
    this.#shortest = Math.min(this.#shortest, sample);
    if (this.#smoothed === undefined) {
      this.#smoothed = sample;
      this.#variance = sample / 2;
      return;
    }
    this.#variance += (Math.abs(sample - this.#smoothed) - this.#variance) / 4;
    this.#smoothed += (sample - this.#smoothed) / 8;
  }
}
