/** Virtual time: nothing waits, the clock jumps from one due action to the next. ms since the world began. */
import { createQueue } from './queue.ts';

/** Undoes what was scheduled; doing so twice, or after it ran, changes nothing. */
export type Cancel = () => void;

export interface Clock {
  readonly now: number;
  /**
   * Runs `action` `afterMs` from now (0: after everything already due now). A negative time counts as 0, and a shorter one
   * than MIN_DELAY_MS as that.
   */
  after(afterMs: number, action: () => void): Cancel;
  /** Runs what is due up to and including `until`, then stands at `until`. */
  runUntil(until: number): void;
  /**
   * Runs until `reached` is true (looked at after every action) or the time is `until`; says which.
   * It stands at the moment when it became true.
   */
  runUntilTrue(reached: () => boolean, until: number): boolean;
}

/** An action that keeps re-arming itself at the same moment is a bug of a node: it would hang a real one, too. */
const MAX_ACTIONS_AT_ONE_MOMENT = 1_000_000;

/**
 * A node's clock is this one with an offset, so what is left until it is due is rounded: so little of it that adding it to
 * the time changes nothing, and the node would ask for it again for ever. Real timers are coarser by far.
 */
const MIN_DELAY_MS = 0.001;

export function createClock(): Clock {
  const queue = createQueue<{ action: (() => void) | undefined }>();
  let now = 0;
  let atThisMoment = 0;

  function step(until: number): boolean {
    const at = queue.nextAt;
    if (at === undefined || at > until) return false;
    atThisMoment = at > now ? 0 : atThisMoment + 1;
    if (atThisMoment > MAX_ACTIONS_AT_ONE_MOMENT)
      throw new Error(`time stands still at ${now} ms: a loop without delay`);
    now = at;
    const due = queue.pop();
    const action = due?.action;
    if (due !== undefined) due.action = undefined;
    action?.();
    return true;
  }

  return {
    get now() {
      return now;
    },
    after(afterMs, action) {
      const due: { action: (() => void) | undefined } = { action };
      queue.push(now + (afterMs > 0 ? Math.max(MIN_DELAY_MS, afterMs) : 0), due);
      return () => {
        due.action = undefined;
      };
    },
    runUntil(until) {
      while (step(until));
      now = Math.max(now, until);
    },
    runUntilTrue(reached, until) {
      if (reached()) return true;
      while (step(until)) if (reached()) return true;
      now = Math.max(now, until);
      return false;
    },
  };
}
