/** Named timers: arming one replaces the one of that name. Node's timers run on the monotonic clock. */

/** What setTimeout takes. */
const LONGEST_MS = 2 ** 31 - 1;

export interface Timers {
  arm(name: string, afterMs: number): void;
  disarm(name: string): void;
  clear(): void;
}

export function createTimers(fire: (name: string) => void): Timers {
  const armed = new Map<string, NodeJS.Timeout>();
  const disarm = (name: string): void => {
    clearTimeout(armed.get(name));
    armed.delete(name);
  };
  return {
    arm(name, afterMs) {
      disarm(name);
      const timer = setTimeout(
        () => {
          armed.delete(name);
          fire(name);
        },
        Math.min(afterMs, LONGEST_MS),
      );
      armed.set(name, timer);
    },
    disarm,
    clear() {
      for (const timer of armed.values()) clearTimeout(timer);
      armed.clear();
    },
  };
}
