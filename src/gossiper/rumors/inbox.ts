/**
 * Rumors on their way into the log: out of order, or in order but not yet checked.
 *
 * 1. `staged` of an origin is a run without holes that starts at its next ID: what one signature can vouch for.
 * 2. `waiting` holds rumors beyond a hole: at most MAX_WAITING_PER_ORIGIN of one origin, and MAX_WAITING in all, where the
 *    origin whose hole was there first makes room: it may never be filled. What is dropped is sent again.
 * 3. Nothing in here is acknowledged.
 */
import { MAX_WAITING, MAX_WAITING_PER_ORIGIN, MAX_WAITING_SIZE } from '../limits.ts';
import type { Address, Origin } from '../names.ts';
import type { Claims, Rumor } from '../packet.ts';
import { sizeOf } from './holdings.ts';

export interface Incoming {
  readonly rumor: Rumor;
  /** Undefined: a copy without (readable) extensions. */
  readonly claims: Claims | undefined;
  readonly from: Address;
  readonly hops: number | undefined;
  readonly pulled: boolean;
}

export class Inbox {
  readonly #staged = new Map<Origin, Incoming[]>();
  readonly #waiting = new Map<Origin, Map<number, Incoming>>();
  #waitingCount = 0;
  #waitingSize = 0;

  get isEmpty(): boolean {
    return this.#staged.size === 0;
  }

  get waitingCount(): number {
    return this.#waitingCount;
  }

  /** Whether rumors of this origin wait behind a hole. */
  hasHole(origin: Origin): boolean {
    return this.#waiting.has(origin);
  }

  /** The ID after what is held (`next`) and staged. */
  nextExpected(origin: Origin, next: number): number {
    return next + (this.#staged.get(origin)?.length ?? 0);
  }

  /** `held` = the log's next ID of that origin. False: it is there already, or there is no room. */
  take(incoming: Incoming, held: number): boolean {
    const { origin, id } = incoming.rumor;
    const expected = this.nextExpected(origin, held);
    if (id < expected) return false;
    if (id > expected) return this.#wait(incoming, held);
    this.#stage(incoming);
    this.#advance(origin, expected + 1);
    return true;
  }

  /** Everything staged, origin by origin; the inbox forgets it. */
  *drain(): IterableIterator<readonly [Origin, readonly Incoming[]]> {
    for (const [origin, run] of this.#staged) {
      this.#staged.delete(origin);
      yield [origin, run];
    }
  }

  /** After `drain` took only a part: moves what now follows from `waiting`, and forgets what is held by now. */
  settle(origin: Origin, held: number): void {
    const line = this.#waiting.get(origin);
    if (line === undefined) return;
    for (const id of line.keys()) if (id < held) this.#remove(origin, line, id);
    this.#advance(origin, this.nextExpected(origin, held));
  }

  #stage(incoming: Incoming): void {
    const run = this.#staged.get(incoming.rumor.origin);
    if (run === undefined) this.#staged.set(incoming.rumor.origin, [incoming]);
    else run.push(incoming);
  }

  #advance(origin: Origin, from: number): void {
    const line = this.#waiting.get(origin);
    if (line === undefined) return;
    for (let id = from; ; id++) {
      const found = line.get(id);
      if (found === undefined) return;
      this.#remove(origin, line, id);
      this.#stage(found);
    }
  }

  #wait(incoming: Incoming, held: number): boolean {
    const { origin, id } = incoming.rumor;
    if (id >= held + MAX_WAITING_PER_ORIGIN || this.#waiting.get(origin)?.has(id) === true) return false;
    const size = sizeOf(incoming.rumor);
    const isFull = (): boolean => this.#waitingCount >= MAX_WAITING || this.#waitingSize + size > MAX_WAITING_SIZE;
    while (this.#waitingCount > 0 && isFull()) this.#forgetOldest();
    const line = this.#waiting.get(origin) ?? new Map<number, Incoming>();
    line.set(id, incoming);
    this.#waiting.set(origin, line);
    this.#waitingCount += 1;
    this.#waitingSize += size;
    return true;
  }

  #forgetOldest(): void {
    for (const [origin, line] of this.#waiting) {
      for (const id of line.keys()) this.#remove(origin, line, id);
      return;
    }
  }

  #remove(origin: Origin, line: Map<number, Incoming>, id: number): void {
    const gone = line.get(id);
    if (gone === undefined) return;
    line.delete(id);
    this.#waitingCount -= 1;
    this.#waitingSize -= sizeOf(gone.rumor);
    if (line.size === 0) this.#waiting.delete(origin);
  }
}
