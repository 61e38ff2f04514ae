/**
 * The client API: one table of what a client may ask of a peer. UDP, HTTP, WebSocket and IPC all end in `dispatch()`
 * over this table; none of them adds logic.
 *
 * Text and names came from strangers: data, never markup. They may hold lone surrogates (bytes that are not UTF-8);
 * show them with `toWellFormed()`.
 */
import { z } from 'zod';

export const MAX_PAGE = 500;
/** Of a message's text: the protocol's limit, for whoever shows it while a person types. */
export const MAX_TEXT_BYTES = 8_000;
const text = z.string();
const address = z.string().max(100);
const time = z.number();

export const ruleSchema = z.enum(['none', 'mute', 'block']);
export const policySchema = z.enum(['eager', 'coinFlip']);

/** Where a message stands in the timeline: by `shownAt`, then by `key`. */
export const cursorSchema = z.object({ shownAt: time, key: z.number().int() });

export const messageSchema = z.object({
  /** Unique at this peer, growing with arrival. */
  key: z.number().int(),
  origin: text,
  id: z.number().int(),
  text,
  /** The origin's name without its tag; `tag` is "" for a course peer. */
  name: text,
  tag: text,
  own: z.boolean(),
  trust: z.enum(['verified', 'unverified']),
  how: z.enum(['said', 'rumor', 'catchUp']),
  /** The neighbour that sent it; null when said here. */
  from: text.nullable(),
  hops: z.number().int().nullable(),
  saidAt: time.nullable(),
  arrivedAt: time,
  shownAt: time,
});

export const peerSchema = z.object({
  address,
  kind: z.enum(['unknown', 'ours', 'course']),
  origin: text.nullable(),
  name: text.nullable(),
  state: z.enum(['waiting', 'reachable', 'unreachable']),
  configured: z.boolean(),
  rule: ruleSchema,
  /** ms since 1970. */
  lastHeard: time.nullable(),
  /** ms, measured. */
  roundTrip: time.nullable(),
  /** Rumors that it holds and we lack; that we hold and it lacks. By its last clock. */
  behind: z.number().int(),
  ahead: z.number().int(),
});

export const selfSchema = z.object({
  origin: text,
  name: text,
  tag: text,
  /** False until a person chose a name (first start). */
  named: z.boolean(),
  /** What others can add: `ip:port` of every usable interface. */
  addresses: z.array(address),
  port: z.number().int(),
  group: text.nullable(),
  mode: z.enum(['rumors', 'simple']),
  policy: policySchema,
  /** `memory`: nothing is kept; `storageNote` says why in a sentence when that was not the person's choice. */
  storage: z.enum(['disk', 'memory']),
  storageNote: text.nullable(),
  version: text,
});

export const syncSchema = z.object({
  /** `alone`: no reachable peer. `catchingUp`: `have` of `of` rumors known to exist are here. */
  state: z.enum(['alone', 'inSync', 'catchingUp']),
  have: z.number().int(),
  of: z.number().int(),
  /** Reachable peers, and how many of them hold the same as we. */
  peers: z.number().int(),
  peersInSync: z.number().int(),
});

export const noticeSchema = z.object({
  level: z.enum(['info', 'warning', 'error']),
  code: text,
  /** One sentence: what happened and what to do. */
  message: text,
});

const nothing = z.object({});

/** Change something. */
export const commands = {
  say: { input: z.object({ text }), output: messageSchema },
  setName: { input: z.object({ name: text }), output: selfSchema },
  addPeer: { input: z.object({ address: text }), output: peerSchema },
  removePeer: { input: z.object({ address: text }), output: nothing },
  setPeerRule: { input: z.object({ address: text, rule: ruleSchema }), output: peerSchema },
  setOriginRule: { input: z.object({ origin: text, rule: ruleSchema }), output: nothing },
  setPolicy: { input: z.object({ policy: policySchema }), output: selfSchema },
} as const;

/** Change nothing. */
export const queries = {
  self: { input: nothing, output: selfSchema },
  peers: { input: nothing, output: z.array(peerSchema) },
  sync: { input: nothing, output: syncSchema },
  /** A page of the timeline, oldest first: the newest, or those just before or after a cursor. */
  messages: {
    input: z.object({
      before: cursorSchema.optional(),
      after: cursorSchema.optional(),
      limit: z.number().int().min(1).max(MAX_PAGE).default(100),
    }),
    output: z.object({ messages: z.array(messageSchema), more: z.boolean(), total: z.number().int() }),
  },
  notices: { input: nothing, output: z.array(noticeSchema) },
  /** Counter name → value. */
  metrics: { input: nothing, output: z.record(z.string(), z.number()) },
} as const;

export const contract = { ...commands, ...queries };
export type Contract = typeof contract;
export type CallName = keyof Contract;

/** Pushed to every client. */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), message: messageSchema }),
  /** A stored message became verified, or its text was replaced by a verified one. */
  z.object({ type: z.literal('messageChanged'), message: messageSchema }),
  z.object({ type: z.literal('peer'), peer: peerSchema }),
  z.object({ type: z.literal('peerGone'), address }),
  z.object({ type: z.literal('self'), self: selfSchema }),
  z.object({ type: z.literal('sync'), sync: syncSchema }),
  z.object({ type: z.literal('notice'), notice: noticeSchema }),
]);

export type Message = z.infer<typeof messageSchema>;
export type Peer = z.infer<typeof peerSchema>;
export type Self = z.infer<typeof selfSchema>;
export type Sync = z.infer<typeof syncSchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type Cursor = z.infer<typeof cursorSchema>;
export type Event = z.infer<typeof eventSchema>;
export type CallInput<N extends CallName> = z.input<Contract[N]['input']>;
export type CallParsed<N extends CallName> = z.output<Contract[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>;
