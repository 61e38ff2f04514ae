/**
 * Numbers the events of one peer, so that a client whose connection broke gets exactly those that it missed.
 *
 * 1. Sequence numbers are 1, 2, 3 … within a run; another run (a restarted peer) starts again, under another name.
 * 2. The newest KEPT_EVENTS events can be had again. A client that asks for older ones has missed some for good.
 * 3. `attach` hands over what was kept and what comes next without a gap and without a repetition.
 */
import type { Event } from './contract.ts';

/** About 20 s of 200 messages a second, longer than a reload or a changed network takes. 2 MB as people write, 35 MB at worst. */
export const KEPT_EVENTS = 4_096;

export interface NumberedEvent<Told = Event> {
  readonly seq: number;
  readonly event: Told;
}

/** How far a client got, and in which run. */
export interface Position {
  readonly run: string;
  readonly seq: number;
}

export interface EventHub<Told = Event> {
  readonly run: string;
  /**
   * `from` absent: only what comes from now on. `begin` is called first: events after `position` follow, and `missed`
   * says that some before it were lost for good. Returns what ends it.
   */
  attach(
    from: Position | undefined,
    begin: (position: Position, missed: boolean) => void,
    listener: (event: NumberedEvent<Told>) => void,
  ): () => void;
  /** Calls `listener` once, when the hub closes; returns what prevents it. */
  onClose(listener: () => void): () => void;
  close(): void;
}

/** `run` names this run of the peer: random, as a client of an old run must not resume into this one's events. */
export function createEventHub<Told = Event>(
  service: { subscribe(listener: (event: Told) => void): () => void },
  run: string,
  kept = KEPT_EVENTS,
): EventHub<Told> {
  const ring: NumberedEvent<Told>[] = [];
  const listeners = new Set<(event: NumberedEvent<Told>) => void>();
  const onClosed = new Set<() => void>();
  let seq = 0;

  const unsubscribe = service.subscribe((event) => {
    seq += 1;
    const numbered = { seq, event };
    ring[seq % kept] = numbered;
    for (const listener of listeners) listener(numbered);
  });

  return {
    run,
    attach(from, begin, listener) {
      const canResume = from !== undefined && from.run === run && from.seq <= seq && seq - from.seq <= kept;
      begin({ run, seq: canResume ? from.seq : seq }, from !== undefined && !canResume);
      // `seq` may grow while this runs, if the listener makes the peer do something.
      for (let at = canResume ? from.seq : seq; at < seq; at++) {
        const event = ring[(at + 1) % kept];
        if (event !== undefined) listener(event);
      }
      // A set of functions forgets a second registration of the same one, so each attachment gets its own.
      const own = (event: NumberedEvent<Told>): void => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    onClose(listener) {
      const own = (): void => listener();
      onClosed.add(own);
      return () => onClosed.delete(own);
    },
    close() {
      unsubscribe();
      listeners.clear();
      for (const listener of onClosed) listener();
      onClosed.clear();
    },
  };
}
