/** The time that is now, for words such as "5 min ago": one timer for all of them. */
import { useSyncExternalStore } from 'react';

const TICK_MS = 5_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** `asWords` makes what is shown of the time; its component renders only when that changed. */
export const useNow = <T extends string | number | boolean>(asWords: (now: number) => T): T =>
  useSyncExternalStore(subscribe, () => asWords(now));
