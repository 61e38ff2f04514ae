/**
 * A client at the peer's end of a channel: calls in, answers and events out. The same for WebSocket and IPC.
 *
 * 1. At most MAX_CALLS_IN_FLIGHT calls run at once; the next is refused with `busy`.
 * 2. After `close`, and after a message that is none of the protocol's, nothing is sent any more.
 */
import { toPeerSchema, type ToClient } from './channelMessages.ts';
import { dispatch } from './dispatch.ts';
import type { Endpoint } from './endpoint.ts';
import type { NumberedEvent } from './eventHub.ts';
import { createGatherer, type After } from './gatherer.ts';
import { refused, type Problem, type Result } from './result.ts';

/** A page makes a handful at a time; a client that makes more without waiting would only fill memory. */
export const MAX_CALLS_IN_FLIGHT = 256;

export interface SessionOptions {
  readonly endpoint: Endpoint;
  readonly send: (message: ToClient) => void;
  readonly after: After;
  /** The client sent something that is not part of the protocol: the binding ends the channel. */
  readonly onNonsense: () => void;
  /** The service threw: a bug. The client is answered `internal`. */
  readonly onBug: (error: unknown) => void;
}

export interface Session {
  receive(data: unknown): void;
  close(): void;
}

export function openSession({ endpoint, send, after, onNonsense, onBug }: SessionOptions): Session {
  const { service, hub, table } = endpoint;
  let detach: (() => void) | undefined;
  let inFlight = 0;
  let closed = false;
  const gatherer = createGatherer<NumberedEvent<unknown>>((events) => send({ events }), after);

  const close = (): void => {
    closed = true;
    detach?.();
    detach = undefined;
    gatherer.close();
  };
  const deliver = (message: ToClient): void => {
    gatherer.flush();
    if (!closed) send(message);
  };

  const serve = async (id: number, call: string, input: unknown): Promise<void> => {
    if (inFlight >= MAX_CALLS_IN_FLIGHT) {
      deliver({ id, result: refused('busy', 'Too many calls wait for their answers; wait for some and try again.') });
      return;
    }
    inFlight += 1;
    try {
      const result: Result<unknown> = await dispatch(service, call, input, table);
      deliver({ id, result });
    } catch (error) {
      deliver({ id, result: { ok: false, problem: internalProblem } });
      onBug(error);
    } finally {
      inFlight -= 1;
    }
  };

  return {
    receive(data) {
      if (closed) return;
      const parsed = toPeerSchema.safeParse(data);
      if (!parsed.success) {
        close();
        onNonsense();
        return;
      }
      const message = parsed.data;
      if ('call' in message) {
        void serve(message.id, message.call, message.input);
        return;
      }
      detach?.();
      detach = hub.attach(
        message.run === null ? undefined : { run: message.run, seq: message.resumeFrom },
        (position, missed) => deliver({ ...position, missed }),
        message.gather === true ? (event) => gatherer.add(event) : deliver,
      );
    },
    close,
  };
}

/** What a client hears of a bug of ours; where and why stands in the peer's log. */
export const internalProblem: Problem = {
  code: 'internal',
  message: 'The peer failed to do that; its log says why. Please report it.',
};
