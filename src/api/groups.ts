/**
 * The groups that one process is in: a table of its own beside the peer's (contract.ts), as it is asked of the set of
 * peers and not of one of them. Each group is a peer, with its own key, log, folder and port; a connection talks to one.
 */
import { z } from 'zod';
import type { Result } from '../gossiper/result.ts';
import type { HandlersOf } from './service.ts';

/** The peer that the process was started for. What names no peer goes to it. */
export const FIRST_PEER = 'first';
/** Each is a socket, a database and a clock that gossips: more than anybody follows, and still a small part of a machine. */
export const MAX_GROUPS = 16;
/** Of a name, in characters: it is shown in one line. */
export const MAX_GROUP_NAME = 64;

export const peerIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/, 'as an id that "groups" lists');

export const groupSchema = z.object({
  id: peerIdSchema,
  /** null: the peer was started with the course's flags and is in no group. */
  name: z.string().nullable(),
  /** Takes packets without a mark and sends to those that send them: peers of the course. */
  open: z.boolean(),
  running: z.boolean(),
  /** Why it doesn't run, in a sentence. */
  problem: z.string().nullable(),
  /** Of its socket; null while it doesn't run. */
  port: z.number().int().nullable(),
  /** Reachable ones, and whether they hold the same as we. */
  peers: z.number().int(),
  sync: z.enum(['alone', 'inSync', 'catchingUp']),
  /** What the process was started for can't be left while it runs. */
  first: z.boolean(),
});

const id = peerIdSchema;
const list = z.array(groupSchema);

export const groupCommands = {
  /** Joins a group, which is to say: makes it, where nobody has it yet. `open`: to course peers. */
  joinGroup: { input: z.object({ name: z.string(), open: z.boolean() }), output: groupSchema },
  /**
   * The folder stays, so that joining again finds what was said, unless `forget` is asked for; then `name` has to be the
   * group's, typed by the person.
   */
  leaveGroup: { input: z.object({ id, forget: z.boolean(), name: z.string().optional() }), output: list },
  openGroup: { input: z.object({ id, open: z.boolean() }), output: groupSchema },
} as const;

export const groupQueries = {
  groups: { input: z.object({}), output: list },
} as const;

export const groupContract = { ...groupCommands, ...groupQueries };
export type GroupContract = typeof groupContract;
export type GroupCall = keyof GroupContract;

export const groupEventSchema = z.object({ type: z.literal('groups'), groups: list });

export type Group = z.infer<typeof groupSchema>;
export type GroupEvent = z.infer<typeof groupEventSchema>;
type Input<N extends GroupCall> = z.input<GroupContract[N]['input']>;
type Parsed<N extends GroupCall> = z.output<GroupContract[N]['input']>;
type Output<N extends GroupCall> = z.output<GroupContract[N]['output']>;

/** The set, as dispatch() sees it. */
export type GroupService = {
  [N in GroupCall]: (input: Parsed<N>) => Result<Output<N>> | Promise<Result<Output<N>>>;
} & {
  subscribe(listener: (event: GroupEvent) => void): () => void;
};

/** The set, as the interface sees it. */
export interface GroupClient {
  call<N extends GroupCall>(name: N, input: Input<N>): Promise<Result<Output<N>>>;
  subscribe(handlers: HandlersOf<GroupEvent>): () => void;
}
