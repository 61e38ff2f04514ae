/**
 * An environment: several gossipers in one process (protocol.md §4), each a full peer. A table of its own beside the
 * peer's (contract.ts), as it is asked of the set of peers; a connection to one of them names it by its id.
 */
import { z } from 'zod';
import type { Result } from '../gossiper/result.ts';
import { peerIdSchema } from './groups.ts';
import type { HandlersOf } from './service.ts';

/** Each is a socket and a log. The course's largest network has ten. */
export const MAX_GOSSIPERS = 64;

export const gossiperSchema = z.object({
  id: peerIdSchema,
  name: z.string(),
  /** `ip:port` on which it gossips. */
  address: z.string(),
  /** Reachable ones, and whether they hold the same as it. */
  peers: z.number().int(),
  sync: z.enum(['alone', 'inSync', 'catchingUp']),
});

const list = z.array(gossiperSchema);

export const environmentCommands = {
  /** `peers`: `ip:port` of those to begin with. What it said under this name before, it goes on from. */
  startGossiper: {
    input: z.object({
      name: z.string(),
      address: z.string().max(100),
      peers: z.array(z.string().max(100)).max(1_000).default([]),
    }),
    output: gossiperSchema,
  },
  /** Answered when all is on disk and its socket is free. Its folder stays. */
  stopGossiper: { input: z.object({ id: peerIdSchema }), output: list },
} as const;

export const environmentQueries = {
  /** Those that run, in the order in which they were started. */
  gossipers: { input: z.object({}), output: list },
} as const;

export const environmentContract = { ...environmentCommands, ...environmentQueries };
export type EnvironmentContract = typeof environmentContract;
export type EnvironmentCall = keyof EnvironmentContract;

export const environmentEventSchema = z.object({ type: z.literal('gossipers'), gossipers: list });

export type Gossiper = z.infer<typeof gossiperSchema>;
export type EnvironmentEvent = z.infer<typeof environmentEventSchema>;
type Input<N extends EnvironmentCall> = z.input<EnvironmentContract[N]['input']>;
type Parsed<N extends EnvironmentCall> = z.output<EnvironmentContract[N]['input']>;
type Output<N extends EnvironmentCall> = z.output<EnvironmentContract[N]['output']>;

/** The environment, as dispatch() sees it. */
export type EnvironmentService = {
  [N in EnvironmentCall]: (input: Parsed<N>) => Result<Output<N>> | Promise<Result<Output<N>>>;
} & {
  subscribe(listener: (event: EnvironmentEvent) => void): () => void;
};

/** The environment, as its page sees it. */
export interface EnvironmentClient {
  call<N extends EnvironmentCall>(name: N, input: Input<N>): Promise<Result<Output<N>>>;
  subscribe(handlers: HandlersOf<EnvironmentEvent>): () => void;
}
