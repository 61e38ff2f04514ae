/**
 * What one peer holds, as far as we know: the next ID of each origin.
 *
 * 1. `held` has the origins that we hold something of ourselves, `unheld` the others: anyone can make those up, so they are
 *    bounded for all clocks together (bounds.ts, invariant 3), and looked through without looking each name up.
 * 2. Of a name that we don't hold one string and one object serve all clocks, as long as one of them has it.
 */
import type { Origin } from '../names.ts';

/** An origin that we hold nothing of, and that others say they hold. */
export interface UnheldName {
  readonly origin: Origin;
  /** How many have it. */
  clocks: number;
  /** The highest next ID, by the look through all clocks that was numbered `look`. */
  best: number;
  look: number;
}

/** Those of all clocks. */
export class Unheld {
  readonly #names = new Map<Origin, UnheldName>();
  #total = 0;
  #looks = 0;

  /** Entries in all clocks. */
  get total(): number {
    return this.#total;
  }

  get(origin: Origin): UnheldName | undefined {
    return this.#names.get(origin);
  }

  take(origin: Origin): UnheldName {
    const name = this.#names.get(origin) ?? { origin, clocks: 0, best: 0, look: 0 };
    if (name.clocks === 0) this.#names.set(origin, name);
    name.clocks += 1;
    this.#total += 1;
    return name;
  }

  giveBack(name: UnheldName): void {
    name.clocks -= 1;
    this.#total -= 1;
    if (name.clocks === 0) this.#names.delete(name.origin);
  }

  /** All names that these clocks have, with `best`: right until the next call. */
  best(clocks: Iterable<PeerClock>): UnheldName[] {
    const look = ++this.#looks;
    const names: UnheldName[] = [];
    for (const { unheld } of clocks)
      for (const [name, next] of unheld)
        if (name.look !== look) {
          name.look = look;
          name.best = next;
          names.push(name);
        } else if (next > name.best) name.best = next;
    return names;
  }
}

export class PeerClock implements ReadonlyMap<Origin, number> {
  readonly held = new Map<Origin, number>();
  readonly unheld = new Map<UnheldName, number>();
  readonly #of: Unheld;

  constructor(of: Unheld) {
    this.#of = of;
  }

  get size(): number {
    return this.held.size + this.unheld.size;
  }

  get(origin: Origin): number | undefined {
    const next = this.held.get(origin);
    if (next !== undefined || this.unheld.size === 0) return next;
    const name = this.#of.get(origin);
    return name === undefined ? undefined : this.unheld.get(name);
  }

  has(origin: Origin): boolean {
    return this.get(origin) !== undefined;
  }

  /** Of an origin that we hold. */
  setHeld(origin: Origin, next: number): void {
    this.held.set(origin, next);
  }

  /** Of one that we don't. */
  setUnheld(origin: Origin, next: number): void {
    const name = this.#of.get(origin);
    if (name !== undefined && this.unheld.has(name)) this.unheld.set(name, next);
    else this.unheld.set(this.#of.take(origin), next);
  }

  /** We hold some of it now. */
  nowHeld(name: UnheldName): void {
    const next = this.unheld.get(name);
    if (next === undefined) return;
    this.#forget(name);
    this.held.set(name.origin, next);
  }

  delete(origin: Origin): void {
    if (this.held.delete(origin)) return;
    const name = this.#of.get(origin);
    if (name !== undefined) this.#forget(name);
  }

  clear(): void {
    this.held.clear();
    for (const name of this.unheld.keys()) this.#forget(name);
  }

  /** Forgets up to `count` unheld ones: those that other clocks have too first, and no others if `onlyCopies`. */
  dropUnheld(count: number, onlyCopies: boolean): Origin[] {
    const dropped: Origin[] = [];
    for (const copies of onlyCopies ? [true] : [true, false])
      for (const name of this.unheld.keys()) {
        if (dropped.length >= count) return dropped;
        if (copies && name.clocks === 1) continue;
        dropped.push(name.origin);
        this.#forget(name);
      }
    return dropped;
  }

  *entries(): MapIterator<[Origin, number]> {
    yield* this.held;
    for (const [{ origin }, next] of this.unheld) yield [origin, next];
  }

  *keys(): MapIterator<Origin> {
    yield* this.held.keys();
    for (const { origin } of this.unheld.keys()) yield origin;
  }

  *values(): MapIterator<number> {
    yield* this.held.values();
    yield* this.unheld.values();
  }

  [Symbol.iterator](): MapIterator<[Origin, number]> {
    return this.entries();
  }

  forEach(look: (next: number, origin: Origin, clock: ReadonlyMap<Origin, number>) => void): void {
    for (const [origin, next] of this) look(next, origin, this);
  }

  #forget(name: UnheldName): void {
    if (this.unheld.delete(name)) this.#of.giveBack(name);
  }
}
