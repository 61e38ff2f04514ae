/** A channel over connections that break: it opens the next one, waiting longer each time, until it is closed. */
import type { Channel } from './channel.ts';
import type { ToPeer } from './channelMessages.ts';

/** Soon after a peer's restart the page is back; later attempts cost next to nothing. */
export const FIRST_WAIT_MS = 250;
export const LONGEST_WAIT_MS = 10_000;

/** One connection, for as long as it lasts. */
export interface Connection {
  send(message: ToPeer): void;
  close(): void;
}

export interface ConnectionHandlers {
  opened(): void;
  message(data: unknown): void;
  /** Once, also where it never opened. `refused`: the peer does not want this client, and trying again is no use. */
  ended(why: 'broken' | 'refused'): void;
}

export interface ReconnectingOptions {
  /** Calls its handlers later, never before it returned. */
  readonly open: (handlers: ConnectionHandlers) => Connection;
  /** Calls `then` after `ms`; returns what prevents it. */
  readonly after: (ms: number, then: () => void) => () => void;
  /** In [0, 1): a peer's many pages must not come back in the same moment. */
  readonly random: () => number;
}

/** Doubles from FIRST_WAIT_MS to LONGEST_WAIT_MS, less up to a half of it by chance. `attempt` counts from 0. */
export const waitBefore = (attempt: number, chance: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt, 30)) * (1 - chance / 2);

export function reconnectingChannel({ open, after, random }: ReconnectingOptions): Channel {
  /** The newest connection, and whether messages can go over it. */
  let current: Connection | undefined;
  let isOpen = false;
  return {
    send(message) {
      if (isOpen) current?.send(message);
    },
    listen(listener) {
      let stopped = false;
      let attempt = 0;
      let cancelWait: (() => void) | undefined;

      const connect = (): void => {
        let ended = false;
        listener.state('connecting');
        current = open({
          opened() {
            if (stopped || ended) return;
            attempt = 0;
            isOpen = true;
            listener.state('open');
          },
          message(data) {
            if (!stopped && !ended) listener.message(data);
          },
          ended(why) {
            if (stopped || ended) return;
            ended = true;
            isOpen = false;
            listener.state(why === 'refused' ? 'refused' : 'closed');
            if (why === 'broken') cancelWait = after(waitBefore(attempt++, random()), connect);
          },
        });
      };
      connect();

      return () => {
        stopped = true;
        cancelWait?.();
        isOpen = false;
        current?.close();
      };
    },
  };
}
