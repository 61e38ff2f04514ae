/**
 * The client API: one table of what a client may ask of a peer. UDP, HTTP, WebSocket and IPC all end in `dispatch()`
 * over this table; none of them adds logic.
 *
 * Text and names came from strangers: data, never markup. They may hold lone surrogates (bytes that are not UTF-8);
 * show them with `toWellFormed()`.
 */
import { z } from 'zod';

export const MAX_PAGE = 500;
/** Of a message to one person: sealed, it has to fit a datagram. */
export const MAX_PRIVATE_TEXT_BYTES = 6_000;
/** Of a message's text: the protocol's limit, for whoever shows it while a person types. */
export const MAX_TEXT_BYTES = 8_000;
/** Of what is searched, in UTF-16 units. */
export const MAX_SEARCH = 500;
const text = z.string();
const address = z.string().max(100);
const time = z.number();
/** The same for all origins of one key; null where no key was shown (course peers, unverified messages). */
const person = text.nullable();

/** Words of a file search, and the characters of each. */
export const MAX_KEYWORDS = 16;
export const MAX_KEYWORD = 100;
/** Files that a peer offers or fetches. */
export const MAX_FILES = 10_000;
/** Of one: 10 GiB. */
export const MAX_FILE_BYTES = 10 * 1024 ** 3;

/** SHA-256 of a file's root metafile, in hex: what the network knows the file by. */
const hash = z.string().regex(/^[0-9a-fA-F]{64}$/, 'as 64 hex digits');

/** Guessed from a file's name. A `program` could do harm when it is opened: warn before. */
export const fileKindSchema = z.enum(['image', 'audio', 'video', 'text', 'document', 'archive', 'program', 'other']);

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
  /** What the author is called now, and was when this was said: equal unless they took another name since. */
  name: text,
  nameThen: text,
  /** "" for a course peer. */
  tag: text,
  person,
  own: z.boolean(),
  /**
   * Of own messages (simple mode has none): kept on this device only; `sent`: a datagram with it left; `peer`: at least one
   * other peer holds it.
   */
  reach: z.enum(['device', 'sent', 'peer']).nullable(),
  trust: z.enum(['verified', 'unverified']),
  /** How many other texts are held for which its author must answer (query `evidence`): 0 for nearly all. */
  forked: z.number().int(),
  /** `private`: sent to us alone. */
  how: z.enum(['said', 'rumor', 'catchUp', 'private']),
  /** The neighbour that sent it; null when said here. */
  from: text.nullable(),
  hops: z.number().int().nullable(),
  saidAt: time.nullable(),
  arrivedAt: time,
  shownAt: time,
  /** "": everyone. Otherwise it is private, and this is the other one's origin; our own for a note to ourselves. */
  conversation: text,
  /**
   * Of own private messages. `waiting`: not sent yet, as there is no way to them or others wait before it. `sent`: on its way, not confirmed yet. `delivered`: it is on
   * their disk. `failed`: given up after a week. `unconfirmed`: sent once to a course peer, which can't confirm; relays can
   * read it.
   */
  delivery: z.enum(['waiting', 'sent', 'delivered', 'failed', 'unconfirmed']).nullable(),
  /** It offers a file, in the last line of `text`; `caption` is what stands above that line. */
  file: z.object({ hash: text, name: text, size: z.number(), kind: fileKindSchema, caption: text }).nullable(),
});

const transfer = {
  /** In bytes. `of` null: its holder did not say, and the last part will. */
  have: z.number(),
  of: z.number().nullable(),
};

/** A file that is offered to others, or is being fetched from them. */
export const fileSchema = z.object({
  /** Names it in calls: its hash, or, while that is being computed, something of its own. */
  id: text,
  hash: text.nullable(),
  /** Not yet safe as a name on a disk; data, like every text. */
  name: text,
  /** In bytes; null where it shows only at the end. */
  size: z.number().nullable(),
  kind: fileKindSchema,
  /** It was shared here, and not fetched from others. */
  own: z.boolean(),
  /** Others find it by searching. Otherwise only who knows the hash gets it: who was sent it in private, and whoever they tell. */
  listed: z.boolean(),
  /** When it was shared, or its download was begun. */
  at: time,
  state: z.discriminatedUnion('kind', [
    /** Being read, to be shared: bytes. */
    z.object({ kind: z.literal('hashing'), done: z.number(), of: z.number() }),
    /** Whole. `path`: where, on this machine; null where it is kept in memory only. */
    z.object({ kind: z.literal('here'), path: text.nullable() }),
    z.object({
      kind: z.literal('downloading'),
      ...transfer,
      bytesPerSecond: z.number(),
      secondsLeft: z.number().nullable(),
      holders: z.array(z.object({ origin: text, name: text, bytesPerSecond: z.number() })),
    }),
    /** Nobody who has it can be reached now; it goes on by itself. */
    z.object({ kind: z.literal('waiting'), ...transfer }),
    z.object({ kind: z.literal('paused'), ...transfer }),
    /** All of it came: it is being checked and put into its place. */
    z.object({ kind: z.literal('assembling') }),
    /** `file-changed`: it isn't any more what was shared; others get nothing of it. */
    z.object({ kind: z.literal('failed'), code: text, message: text }),
  ]),
});

/** One that was just shared. `added`: by that; it wasn't offered before. */
const addedFileSchema = fileSchema.extend({ added: z.boolean() });

/** What a search of the network's files has found so far. */
export const foundFilesSchema = z.object({
  /** 0: none was started. Each new search ends the one before. */
  search: z.number().int(),
  keywords: z.array(text),
  state: z.enum(['none', 'searching', 'done']),
  /** At most 500, in the order in which they were found. */
  files: z.array(
    z.object({
      hash: text,
      name: text,
      size: z.number().nullable(),
      chunkCount: z.number().int(),
      kind: fileKindSchema,
      /** Who answered, and how many of its chunks each holds. */
      holders: z.array(z.object({ origin: text, name: text, chunks: z.number().int() })),
      /** All of its chunks together are held by those. */
      whole: z.boolean(),
    }),
  ),
});

/** Private messages with one other, or with ourselves. */
export const conversationSchema = z.object({
  /** The other one's origin: what `say` takes as `to`, and `messages` as `conversation`. */
  conversation: text,
  name: text,
  tag: text,
  person,
  /** Notes to ourselves. */
  own: z.boolean(),
  last: messageSchema,
  total: z.number().int(),
  /** Received with a key above what `read` says. */
  unread: z.number().int(),
});

/** The way that a private message to an origin takes now. */
export const routeSchema = z.object({
  origin: text,
  name: text,
  tag: text,
  /** The neighbour that is the next hop, and its name where it is one of ours. */
  via: address,
  viaName: text.nullable(),
  /** 1: the neighbour is the origin. Null where not every hop was ours. */
  hops: z.number().int().nullable(),
  /** Of the rumor from which it was learnt; 0: from a greeting. */
  id: z.number().int(),
  learntAt: time,
  /** False: that neighbour can't be reached now. */
  open: z.boolean(),
});

export const peerSchema = z.object({
  address,
  kind: z.enum(['unknown', 'ours', 'course']),
  origin: text.nullable(),
  name: text.nullable(),
  person,
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

/** `datagrams` and `bytes` in all, since it was heard first; the others on average over the last 10 s. */
const flowSchema = z.object({
  datagrams: z.number().int(),
  bytes: z.number().int(),
  datagramsPerSecond: z.number(),
  bytesPerSecond: z.number(),
});

/** What is known of the network. */
export const networkSchema = z.object({
  /** Our own links, all measured here; null: not known. */
  links: z.array(
    z.object({
      address,
      origin: text.nullable(),
      name: text.nullable(),
      person,
      kind: z.enum(['unknown', 'ours', 'course']),
      state: z.enum(['waiting', 'reachable', 'unreachable']),
      /** It proved that it is at this address. */
      validated: z.boolean(),
      /** Rumors are pushed along it; otherwise they are only announced. */
      push: z.boolean(),
      lastHeard: time.nullable(),
      /** ms. */
      roundTrip: time.nullable(),
      /** Over the last two minutes: of so many pings and rumors that had to be answered, so many were not in time. */
      loss: z.object({ lost: z.number().int(), of: z.number().int() }),
      received: flowSchema,
      sent: flowSchema,
      /** Rumors that it holds and we lack; that we hold and it lacks. By its last clock. */
      behind: z.number().int().nullable(),
      ahead: z.number().int().nullable(),
    }),
  ),
  /** What others of ours said of themselves, signed and passed on, within the last 90 s: reported, not measured. */
  reports: z.array(
    z.object({
      origin: text,
      name: text,
      person,
      heardAt: time,
      behind: z.number().int(),
      ahead: z.number().int(),
      /** At most 12 of the peers that it reaches itself. */
      links: z.array(z.object({ origin: text, name: text, person, push: z.boolean(), roundTrip: time.nullable() })),
    }),
  ),
});

/** One datagram. What a kind has nothing to say about is null. */
export const packetSchema = z.object({
  /** 1, 2, 3 … in a run of the peer; where some are missing, they were too old to be kept. */
  seq: z.number().int(),
  at: time,
  direction: z.enum(['received', 'sent']),
  address,
  bytes: z.number().int(),
  kind: z.enum([
    'rumor',
    'routeRumor',
    'status',
    'private',
    'simple',
    'introductions',
    'digest',
    'trial',
    'data',
    'search',
    'unknown',
    'malformed',
  ]),
  /** Whose it is, by name, and to whom it goes. */
  who: text.nullable(),
  to: text.nullable(),
  id: z.number().int().nullable(),
  /** Rumors: hops so far. Private messages and files: hops left. */
  hops: z.number().int().nullable(),
  /** Entries of a status or a digest, addresses of introductions, bytes of a file, results of a search. */
  count: z.number().int().nullable(),
  /** What else a status carries. */
  asks: z.array(z.enum(['ping', 'pong', 'rumors', 'push', 'announce'])),
  /** The whole datagram in base64, where it was asked for: texts of messages are in it. */
  raw: text.nullable(),
});

export const selfSchema = z.object({
  origin: text,
  name: text,
  tag: text,
  person,
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

const choices = {
  /** null: the first free one from 5000 on. */
  gossipPort: z.number().int().nullable(),
  /** An address of the machine; `0.0.0.0`: all. */
  gossipHost: z.string().max(100),
  /** 0: none. */
  antiEntropySeconds: z.number(),
  /** 0: none. */
  routeRumorSeconds: z.number(),
  /** Messages older than this many days are kept and passed on, but shown nowhere; 0: all are shown. */
  hideAfterDays: z.number(),
  /** Nothing is kept, from the next start on. */
  ephemeral: z.boolean(),
  /** Look for peers on the network, and let oneself be found there. */
  discovery: z.boolean(),
};

export const settingsSchema = z.object({
  choices: z.object(choices),
  /** Given when the peer was started: these can't be changed while it runs. */
  fixed: z.array(
    z.enum([
      'gossipPort',
      'gossipHost',
      'antiEntropySeconds',
      'routeRumorSeconds',
      'hideAfterDays',
      'ephemeral',
      'discovery',
    ]),
  ),
  /** Set, but in force only after a restart. */
  afterRestart: z.array(z.enum(['ephemeral'])),
  /** Addresses of this machine that a peer can listen on, with the names of their interfaces. */
  hosts: z.array(z.object({ address: text, name: text })),
  storage: z.object({
    /** null: nothing is kept anywhere. */
    folder: text.nullable(),
    /** Of the messages on the disk, and what is left there; null where nobody knows. */
    bytes: z.number().nullable(),
    free: z.number().nullable(),
    /** All that are kept, and how many of them `hideAfterDays` leaves out. */
    messages: z.number().int(),
    hidden: z.number().int(),
  }),
});

/** At most one is made at a time. */
export const backupSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  /** In bytes, as far as they are known. */
  z.object({ state: z.literal('working'), done: z.number(), of: z.number() }),
  /** To be fetched once, within minutes, under this id. */
  z.object({ state: z.literal('ready'), id: text, name: text, bytes: z.number() }),
  z.object({ state: z.literal('failed'), code: text, message: text }),
]);

export const findingSchema = z.object({
  check: z.enum(['socket', 'interfaces', 'multicast', 'peers', 'outside', 'groups']),
  code: z.enum([
    'bound',
    'port-taken',
    'port-busy',
    'not-running',
    'only-this-machine',
    'interfaces',
    'no-network',
    'interface-dead',
    'interface-down',
    'wrong-interface',
    'discovery-off',
    'multicast-works',
    'multicast-silent',
    'multicast-broadcast-only',
    'multicast-blocked',
    'multicast-failed',
    'no-peers',
    'peers-answer',
    'peer-gone',
    'peer-away',
    'peer-no-route',
    'peer-other-group',
    'peer-strange-group',
    'peer-one-way',
    'peer-silent',
    'direct-blocked',
    'udp-blocked',
    'sending-forbidden',
    'outside-ok',
    'inbound-blocked',
    'address-translated',
    'no-witness',
    'other-group',
  ]),
  /** `skipped`: it could not be tried. */
  state: z.enum(['ok', 'warning', 'problem', 'skipped']),
  /** What the sentence of its code has in names, addresses and numbers. */
  values: z.record(text, z.union([text, z.number()])),
  message: text,
  /** What to do; null: nothing. */
  remedy: text.nullable(),
});

/** What is wrong with the network, in the order of the checks. One examination at a time, some seconds long. */
export const doctorSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  /** `share`: 0 to 1. The first checks are done at once. */
  z.object({ state: z.literal('working'), share: z.number(), findings: z.array(findingSchema) }),
  z.object({
    state: z.literal('done'),
    at: time,
    findings: z.array(findingSchema),
    about: z.object({
      version: text,
      system: text,
      host: text,
      port: z.number().int(),
      group: text.nullable(),
      /** Each with its address. */
      interfaces: z.array(text),
    }),
  }),
]);

export const syncSchema = z.object({
  /** `alone`: no reachable peer. `catchingUp`: `have` of `of` rumors known to exist are here. */
  state: z.enum(['alone', 'inSync', 'catchingUp']),
  have: z.number().int(),
  of: z.number().int(),
  /** Reachable peers, and how many of them hold the same as we. */
  peers: z.number().int(),
  peersInSync: z.number().int(),
  /** The origins of which most is missing here, at most 5, and which peers said that they have it, at most 5 names each. */
  missing: z.array(z.object({ origin: text, name: text, count: z.number().int(), heldBy: z.array(text) })),
});

/** Someone else who is here, or was heard of through others within 90 seconds; a person of several origins is one. */
const otherSchema = z.object({
  origin: text,
  name: text,
  person,
  /** When it said so: null where it never said anything of that origin. */
  at: time.nullable(),
  /** `measured`: to this peer; `reported`: signed by it, and passed on by others. */
  how: z.enum(['measured', 'reported']),
});

export const holdersSchema = z.object({
  /** Who holds it first. `holds` null: unknown, as it never said. */
  holders: z.array(otherSchema.extend({ holds: z.boolean().nullable() })),
  /** How many these are. */
  of: z.number().int(),
});

export const holdingSchema = z.object({
  /** Our own: of messages under an earlier one ask `holders`. */
  origin: text,
  /** `upTo`: messages 1 … n are held, null where that was never said; `heard`: when anything was heard of it. */
  others: z.array(otherSchema.extend({ upTo: z.number().int().nullable(), heard: time })),
});

/** Someone whom the network tells of. */
export const nearbySchema = z.object({
  /** Names one run of it. */
  id: text,
  origin: text,
  name: text,
  tag: text,
  group: text,
  addresses: z.array(address),
  /** `here`: it is among the peers. `trying`: of our group, and not reached yet. `copy`: it runs with a copy of our profile. */
  state: z.enum(['here', 'trying', 'otherGroup', 'copy']),
});

export const noticeSchema = z.object({
  level: z.enum(['info', 'warning', 'error']),
  code: text,
  /** One sentence: what happened and what to do. */
  message: text,
});

/** A text that contradicts a message: the same origin said it under the same number. */
export const evidenceSchema = z.object({
  text,
  trust: z.enum(['verified', 'unverified']),
  from: text.nullable(),
  /** It was shown here until a signed text took its place. */
  replaced: z.boolean(),
});

const nothing = z.object({});

/** Change something. */
export const commands = {
  /** To everyone, or to one origin alone: answered once it is on disk, not when it arrived (`delivery`). */
  /** With `file`, of one that is here whole, it offers that; `text` may be empty then. */
  say: { input: z.object({ text, to: text.optional(), file: hash.optional() }), output: messageSchema },
  /** A file by its name in the folder of shared files (course: `_SharedFiles`). Answered when it is offered. */
  shareFile: { input: z.object({ name: text }), output: addedFileSchema },
  /** Not offered any more, and gone from the list. The file itself stays where it is. */
  unshareFile: { input: z.object({ id: text }), output: nothing },
  /** Without `from`: from whoever a search found, or finds. `name`: what to call it, made safe. */
  download: {
    input: z.object({ hash, name: text, from: text.optional(), size: z.number().int().min(0).optional() }),
    output: fileSchema,
  },
  pauseDownload: { input: z.object({ id: text }), output: fileSchema },
  resumeDownload: { input: z.object({ id: text }), output: fileSchema },
  /** What came of it may go when room is needed. */
  cancelDownload: { input: z.object({ id: text }), output: nothing },
  /** Asks the network for files whose name has any of the words; `*` in one stands for anything. Without `budget` it asks ever further. */
  findFiles: {
    input: z.object({
      keywords: z.array(z.string().min(1).max(MAX_KEYWORD)).min(1).max(MAX_KEYWORDS),
      budget: z.number().int().min(1).max(1_000_000).optional(),
    }),
    output: foundFilesSchema,
  },
  stopFinding: { input: nothing, output: foundFilesSchema },
  /** The first name makes the origin; a later one is said to everyone, and the origin stays. */
  setName: { input: z.object({ name: text }), output: selfSchema },
  addPeer: { input: z.object({ address: text }), output: peerSchema },
  removePeer: { input: z.object({ address: text }), output: nothing },
  setPeerRule: { input: z.object({ address: text, rule: ruleSchema }), output: peerSchema },
  setOriginRule: { input: z.object({ origin: text, rule: ruleSchema }), output: nothing },
  /** What is left out stays as it is. */
  changeSettings: { input: z.object(choices).partial(), output: settingsSchema },
  /** Of the whole profile, with its private key. An empty passphrase leaves it readable to whoever gets the file. */
  makeBackup: { input: z.object({ passphrase: z.string().max(1_000) }), output: backupSchema },
  /** Ends it, or throws away what is ready. */
  dropBackup: { input: nothing, output: backupSchema },
  /** Finds out why others can't be reached, by trying. Does nothing where that is going on. */
  examine: { input: nothing, output: doctorSchema },
  stopExamining: { input: nothing, output: doctorSchema },
  setPolicy: { input: z.object({ policy: policySchema }), output: selfSchema },
} as const;

/** Change nothing. */
export const queries = {
  self: { input: nothing, output: selfSchema },
  peers: { input: nothing, output: z.array(peerSchema) },
  sync: { input: nothing, output: syncSchema },
  /** Whom the network tells of; empty where discovery is off. */
  nearby: { input: nothing, output: z.array(nearbySchema) },
  /** Who said that they hold a message. Blocked ones and course peers are left out. */
  holders: { input: z.object({ origin: text, id: z.number().int().min(1) }), output: holdersSchema },
  /** What the others hold of this peer's own messages. */
  holding: { input: nothing, output: holdingSchema },
  /** A page of a conversation ("": everyone), oldest first: the newest, or those just before or after a cursor. */
  messages: {
    input: z.object({
      conversation: text.default(''),
      before: cursorSchema.optional(),
      after: cursorSchema.optional(),
      limit: z.number().int().min(1).max(MAX_PAGE).default(100),
    }),
    output: z.object({ messages: z.array(messageSchema), more: z.boolean(), total: z.number().int() }),
  },
  settings: { input: nothing, output: settingsSchema },
  backup: { input: nothing, output: backupSchema },
  doctor: { input: nothing, output: doctorSchema },
  /**
   * Messages with all words of `text` (what begins with one counts; in quotation marks, exactly these side by side;
   * without case and accents), newest first. A page may be short or empty and still have a `next`: go on before that.
   * `conversation`: in this one alone ("": everyone), else in all.
   */
  search: {
    input: z.object({
      text: z.string().max(MAX_SEARCH),
      conversation: text.optional(),
      before: cursorSchema.optional(),
      limit: z.number().int().min(1).max(MAX_PAGE).default(50),
    }),
    output: z.object({
      messages: z.array(messageSchema),
      next: cursorSchema.nullable(),
      /** 0 to 1: below 1, older messages are still being indexed and can't all be found yet. */
      indexed: z.number(),
    }),
  },
  /** What `forked` of a message counts: at most 21, oldest first. */
  evidence: { input: z.object({ origin: text, id: z.number().int() }), output: z.array(evidenceSchema) },
  /** Private ones, newest first, 500 at most. `read`: up to which key each was read, for `unread`. */
  conversations: {
    input: z.object({ read: z.record(text, z.number().int()).default({}) }),
    output: z.array(conversationSchema),
  },
  routes: { input: nothing, output: z.array(routeSchema) },
  /** What is offered and fetched, newest first; a download that was cancelled isn't there. */
  files: { input: nothing, output: z.array(fileSchema) },
  foundFiles: { input: nothing, output: foundFilesSchema },
  network: { input: nothing, output: networkSchema },
  /**
   * Datagrams after number `after`, oldest first. They are recorded only while somebody asks, until 10 s after the last
   * question, so the first answer is empty; the newest 5,000 are kept. A page may be shorter than `limit`: go on until it is empty.
   */
  packets: {
    input: z.object({
      after: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(MAX_PAGE).default(100),
      raw: z.boolean().default(false),
    }),
    output: z.object({
      packets: z.array(packetSchema),
      /** The number of the newest. */
      last: z.number().int(),
    }),
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
  /** A stored message became verified, or its text was replaced by a verified one, or something contradicts it, or its `delivery` changed. */
  z.object({ type: z.literal('messageChanged'), message: messageSchema }),
  /** An origin is called otherwise from now on, or its key became known: holds for its messages and peers. */
  z.object({ type: z.literal('name'), origin: text, name: text, person }),
  /** Own messages 1 … n of this origin were sent, and are held by someone else (`reach` of a message). */
  z.object({ type: z.literal('reach'), origin: text, sentUpTo: z.number().int(), heldUpTo: z.number().int() }),
  /** What the others hold of our own messages changed, or is older than 20 seconds: so "held by" needs no call for each message. */
  z.object({ type: z.literal('holding'), holding: holdingSchema }),
  /** Routes changed; told a few times a second at most. Ask again where they are shown. */
  z.object({ type: z.literal('routes') }),
  /** A file is new or changed; told a few times a second at most. */
  z.object({ type: z.literal('file'), file: fileSchema }),
  z.object({ type: z.literal('fileGone'), id: text }),
  z.object({ type: z.literal('foundFiles'), found: foundFilesSchema }),
  z.object({ type: z.literal('peer'), peer: peerSchema }),
  z.object({ type: z.literal('peerGone'), address }),
  z.object({ type: z.literal('self'), self: selfSchema }),
  z.object({ type: z.literal('sync'), sync: syncSchema }),
  z.object({ type: z.literal('settings'), settings: settingsSchema }),
  z.object({ type: z.literal('backup'), backup: backupSchema }),
  z.object({ type: z.literal('doctor'), doctor: doctorSchema }),
  /** Which messages are shown changed as a whole: read them again. */
  z.object({ type: z.literal('timelineChanged') }),
  z.object({ type: z.literal('nearby'), nearby: z.array(nearbySchema) }),
  z.object({ type: z.literal('notice'), notice: noticeSchema }),
]);

export type Message = z.infer<typeof messageSchema>;
export type Peer = z.infer<typeof peerSchema>;
export type Self = z.infer<typeof selfSchema>;
export type Conversation = z.infer<typeof conversationSchema>;
export type Route = z.infer<typeof routeSchema>;
export type SharedFile = z.infer<typeof fileSchema>;
export type AddedFile = z.infer<typeof addedFileSchema>;
export type FileState = SharedFile['state'];
export type FoundFiles = z.infer<typeof foundFilesSchema>;
export type FoundFile = FoundFiles['files'][number];
export type Nearby = z.infer<typeof nearbySchema>;
export type Holders = z.infer<typeof holdersSchema>;
export type Holder = Holders['holders'][number];
export type Holding = z.infer<typeof holdingSchema>;
export type Network = z.infer<typeof networkSchema>;
export type NetworkLink = Network['links'][number];
export type NetworkReport = Network['reports'][number];
export type LoggedPacket = z.infer<typeof packetSchema>;
export type Sync = z.infer<typeof syncSchema>;
export type Settings = z.infer<typeof settingsSchema>;
export type Backup = z.infer<typeof backupSchema>;
export type Doctor = z.infer<typeof doctorSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type Notice = z.infer<typeof noticeSchema>;
export type Cursor = z.infer<typeof cursorSchema>;
export type Event = z.infer<typeof eventSchema>;
export type CallInput<N extends CallName> = z.input<Contract[N]['input']>;
export type CallParsed<N extends CallName> = z.output<Contract[N]['input']>;
export type CallOutput<N extends CallName> = z.output<Contract[N]['output']>;
