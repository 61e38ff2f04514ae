/**
 * Events of a peer for its clients.
 *
 * 1. A listener that throws is a bug of its owner; it harms neither the peer nor the other listeners (it is rethrown
 *    outside of them).
 * 2. What changes often (peers, sync) is told at most once in EVERY_MS per thing, and what is told is the latest.
 */
import type { PeerEvent } from './views.ts';

/** 4 a second: as often as a person can read. */
export const EVERY_MS = 250;

export interface Events {
  subscribe(listener: (event: PeerEvent) => void): () => void;
  emit(event: PeerEvent): void;
  /** Asks `make`, now or when EVERY_MS passed since it was asked last for this `thing`; undefined: nothing to tell. */
  emitSoon(thing: string, make: () => PeerEvent | undefined): void;
  close(): void;
}

export function createEvents(everyMs = EVERY_MS): Events {
  const listeners = new Set<(event: PeerEvent) => void>();
  /** Told not long ago → what is to be told next. */
  const recent = new Map<string, { make: (() => PeerEvent | undefined) | undefined; timer: NodeJS.Timeout }>();

  const emit = (event: PeerEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  };

  const told = (thing: string): void => {
    const timer = setTimeout(() => {
      const make = recent.get(thing)?.make;
      recent.delete(thing);
      if (make !== undefined) events.emitSoon(thing, make);
    }, everyMs);
    timer.unref();
    recent.set(thing, { make: undefined, timer });
  };

  const events: Events = {
    subscribe(listener) {
      const own = (event: PeerEvent): void => listener(event); // so that one function can be subscribed twice
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    emit,
    emitSoon(thing, make) {
      const waiting = recent.get(thing);
      if (waiting !== undefined) {
        waiting.make = make;
        return;
      }
      told(thing);
      const event = make();
      if (event !== undefined) emit(event);
    },
    close() {
      for (const { timer } of recent.values()) clearTimeout(timer);
      recent.clear();
      listeners.clear();
    },
  };
  return events;
}
