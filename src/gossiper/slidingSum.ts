/**
 * A sum over about the last `span` ms in two numbers: that of the present half of the span, and that of the half before.
 * Adding costs O(1) and no memory, however much is added.
 */
export class SlidingSum {
  readonly #half: number;
  #startedAt = -Infinity;
  #now = 0;
  #before = 0;

  constructor(span: number) {
    this.#half = span / 2;
  }

  add(amount: number, now: number): void {
    this.#turn(now);
    this.#now += amount;
  }

  /** Of at least the last half of the span, at most the whole. */
  total(now: number): number {
    this.#turn(now);
    return this.#now + this.#before;
  }

  /** On average; `since`: when counting began, as a sum that is younger than its span covers less. */
  perSecond(now: number, since: number): number {
    const total = this.total(now);
    const covered = Math.min(this.#half + now - this.#startedAt, now - since);
    return total === 0 ? 0 : total / Math.max(1, covered / 1_000);
  }

  #turn(now: number): void {
    const halves = Math.floor((now - this.#startedAt) / this.#half);
    if (halves < 1) return;
    this.#before = halves === 1 ? this.#now : 0;
    this.#now = 0;
    this.#startedAt = halves === 1 ? this.#startedAt + this.#half : now;
  }
}
