/**
 * Numbers the events of one peer, so that a client whose connection broke gets exactly those that it missed.
 *
 * 1. Sequence numbers are 1, 2, 3 … within a run; another run (a restarted peer) starts again, under another name.
 * 2. The newest KEPT_EVENTS events can be had again. A client that asks for older ones has missed some for good.
 * 3. `attach` hands over what was kept and what comes next without a gap and without a repetition.
 */
import type { Event } from './contract.ts';
import type { Service } from './service.ts';

/** About 20 s of 200 messages a second, longer than a reload or a changed network takes. 2 MB as people write, 35 MB at worst. */
export const KEPT_EVENTS = 4_096;

export interface NumberedEvent {
  readonly seq: number;
  readonly event: Event;
}

/** How far a client got, and in which run. */
export interface Position {
  readonly run: string;
  readonly seq: number;
}

export interface EventHub {
  readonly run: string;
  /**
   * `from` absent: only what comes from now on. `begin` is called first: events after `position` follow, and `missed`
   * says that some before it were lost for good. Returns what ends it.
   */
  attach(
    from: Position | undefined,
    begin: (position: Position, missed: boolean) => void,
    listener: (event: NumberedEvent) => void,
  ): () => void;
  close(): void;
}

/** `run` names this run of the peer: random, as a client of an old run must not resume into this one's events. */
export function createEventHub(service: Pick<Service, 'subscribe'>, run: string, kept = KEPT_EVENTS): EventHub {
  const ring: NumberedEvent[] = [];
  const listeners = new Set<(event: NumberedEvent) => void>();
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
      const own = (event: NumberedEvent): void => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    close() {
      unsubscribe();
      listeners.clear();
    },
  };
}
