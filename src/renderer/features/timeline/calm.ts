/**
 * When rows get what only someone who stays with them needs: at once where few rows come, else when no more do. Rows that
 * are scrolled past, or pushed out of view by the next ones, never get it.
 *
 * 1. Rows that are mounted in one go count from the next go on: a page that opens has everything at once.
 * 2. Afterwards the last row is first, and only so many change in one idle time.
 */
const WINDOW_MS = 250;
/** In WINDOW_MS. Scrolling slowly brings fewer. */
const FEW = 8;
const CALM_AFTER_MS = 250;
const AT_ONCE = 6;

export interface CalmScheduler {
  /** Whether a row that is mounted now is to be whole at once. */
  isCalm(): boolean;
  /** Calls `settle` when it is calm, unless it was called off. */
  whenCalm(settle: () => void): () => void;
}

export interface CalmTools {
  /** ms. */
  now(): number;
  after(ms: number, then: () => void): () => void;
  whenIdle(then: () => void): void;
}

export function createCalm(tools: CalmTools): CalmScheduler {
  /** Invariant 1: `at` of each go, and how many rows it brought. */
  let gos: { readonly at: number; count: number }[] = [];
  const waiting = new Set<() => void>();
  let callOff: (() => void) | undefined;

  const settleSome = (): void => {
    if (callOff !== undefined) return; // more rows came: later
    for (const settle of [...waiting].slice(-AT_ONCE).toReversed()) {
      waiting.delete(settle);
      settle();
    }
    if (waiting.size > 0) tools.whenIdle(settleSome);
  };

  return {
    isCalm() {
      const at = tools.now();
      gos = gos.filter((go) => at - go.at < WINDOW_MS);
      const last = gos.at(-1);
      const before = gos.reduce((sum, go) => sum + (go.at === at ? 0 : go.count), 0);
      if (last?.at === at) last.count += 1;
      else gos.push({ at, count: 1 });
      return before < FEW;
    },
    whenCalm(settle) {
      waiting.add(settle);
      callOff?.();
      callOff = tools.after(CALM_AFTER_MS, () => {
        callOff = undefined;
        tools.whenIdle(settleSome);
      });
      return () => waiting.delete(settle);
    },
  };
}
