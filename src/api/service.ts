/** The two ends of the API: what a peer offers (`Service`) and what a client holds (`Client`). */
import type { Result } from '../gossiper/result.ts';
import type { CallInput, CallName, CallOutput, CallParsed, Event } from './contract.ts';

/** A peer, as dispatch() sees it. The peer folder does not know of this type; main and cli check that it fits. */
export type Service = {
  [N in CallName]: (input: CallParsed<N>) => Result<CallOutput<N>> | Promise<Result<CallOutput<N>>>;
} & {
  /** Every event from now on, in order; returns its unsubscribe. */
  subscribe(listener: (event: Event) => void): () => void;
};

/** A peer, as the interface sees it, over IPC or WebSocket. */
export interface Client {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>>;
  /**
   * Events in order. `missed` is called when some were lost for good (after a long break): read everything again.
   * `connection` tells whether the peer can be reached now.
   */
  subscribe(handlers: ClientHandlers): () => void;
}

export type ClientHandlers = HandlersOf<Event>;

export interface HandlersOf<Told> {
  event(event: Told): void;
  missed(): void;
  connection(state: 'connecting' | 'open' | 'closed' | 'refused'): void;
}
