/**
 * How much of what we sent to one peer was lost, as far as that can be measured from here.
 *
 * 1. Counted is only what has to be answered: pings, and rumors, which are acknowledged. What waits for its answer isn't counted yet.
 * 2. Lost is a ping without an answer in time, and each sending of a rumor that had to be repeated or was given up.
 * 3. Which way it was lost nobody can tell from one end; an answer that came too late counts as lost too. So this is the
 *    most that was lost, both ways together, over the last LOSS_SPAN_MS.
 */
import { SlidingSum } from './slidingSum.ts';

/** A quiet link is pinged every 15 s or so: long enough for some of those, short enough to show that it got better. */
export const LOSS_SPAN_MS = 120_000;

export class Answers {
  readonly #answered = new SlidingSum(LOSS_SPAN_MS);
  readonly #lost = new SlidingSum(LOSS_SPAN_MS);

  answered(count: number, now: number): void {
    this.#answered.add(count, now);
  }

  lost(now: number): void {
    this.#lost.add(1, now);
  }

  /** `of`: how many should have been answered. */
  loss(now: number): { readonly lost: number; readonly of: number } {
    const lost = this.#lost.total(now);
    return { lost, of: lost + this.#answered.total(now) };
  }
}
