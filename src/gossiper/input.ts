/** What happens to a gossiper, and what it wants done about it. It performs nothing itself. */
import type { Address, GroupMark, Instance, Origin } from './names.ts';
import type { Message, Packet, Received, Rumor, Status } from './packet.ts';
import type { Identity, LogEntry, Trust } from './ports.ts';

/** Both clocks of the host. Timeouts use `monotonic`; what people see uses `wall`. */
export interface Instant {
  /** ms since some fixed moment; never goes back, and stands still or not while the machine sleeps. */
  readonly monotonic: number;
  /** ms since 1970; may jump. */
  readonly wall: number;
}

export type Rule = 'none' | 'mute' | 'block';
export type PolicyName = 'eager' | 'coinFlip';

export interface Config {
  readonly identity: Identity;
  readonly instance: Instance;
  readonly mode: 'rumors' | 'simple';
  readonly policy: PolicyName;
  /** Absent: a peer started with the course's flags, in no group. */
  readonly group?: GroupMark;
  /** With which mark rumors are signed and checked where there is no group: that of `lobby`. */
  readonly lobby: GroupMark;
  /** Take unmarked packets and send to unmarked addresses. Always true without a group. */
  readonly openToCourse: boolean;
  /** 0 = off. */
  readonly antiEntropyMs: number;
  /** 0 = none. */
  readonly routeRumorMs: number;
  /** What Simple.RelayPeerAddr says of us. */
  readonly ownAddress: Address;
  readonly peers: readonly Address[];
  /** Emit `trace` effects: the course's log lines are made of them. */
  readonly trace: boolean;
}

export type Input =
  /** First input, once. */
  | { readonly kind: 'start' }
  | ({ readonly kind: 'received' } & Received)
  /** Well-formed text, 1 to MAX_TEXT_BYTES bytes: whoever takes it from a person has checked. Always yields `delivered`. */
  | { readonly kind: 'say'; readonly text: string }
  /** A peer that the user named: tried from now on, and never forgotten. */
  | { readonly kind: 'addPeer'; readonly address: Address }
  | { readonly kind: 'removePeer'; readonly address: Address }
  | { readonly kind: 'ruleForPeer'; readonly address: Address; readonly rule: Rule }
  | { readonly kind: 'ruleForOrigin'; readonly origin: Origin; readonly rule: Rule }
  | { readonly kind: 'setPolicy'; readonly policy: PolicyName }
  | { readonly kind: 'timer'; readonly timer: string }
  /** The machine slept or the process was stopped: what seemed to be timing out did not. */
  | { readonly kind: 'woke' };

export type Effect =
  | { readonly kind: 'send'; readonly to: Address; readonly packet: Packet }
  /** Into the log. Own entries (`how: 'said'`) must be on disk before any `send` of the same call leaves. */
  | { readonly kind: 'append'; readonly entry: LogEntry }
  /** For people: chat rumors (in order, after their `append`), and simple messages, which no log keeps. */
  | { readonly kind: 'delivered'; readonly entry: LogEntry }
  | { readonly kind: 'upgrade'; readonly rumor: Rumor }
  | { readonly kind: 'evidence'; readonly rumor: Rumor; readonly trust: Trust; readonly from: Address | undefined }
  /** Replaces a timer of the same name. `afterMs` 0: when everything that has already arrived was handled. */
  | { readonly kind: 'arm'; readonly timer: string; readonly afterMs: number }
  | { readonly kind: 'disarm'; readonly timer: string }
  | { readonly kind: 'incarnation'; readonly identity: Identity }
  /** The view of this peer changed, or it is gone. */
  | { readonly kind: 'peer'; readonly address: Address }
  | { readonly kind: 'trace'; readonly event: Trace };

/** What the course's log lines tell, in the order in which they are to be printed. */
export type Trace =
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'got'; readonly from: Address; readonly message: Message }
  /** After every client message and every peer message. */
  | { readonly type: 'peers'; readonly addresses: readonly Address[] }
  | { readonly type: 'mongering'; readonly to: Address }
  | { readonly type: 'coin'; readonly to: Address }
  | { readonly type: 'inSync'; readonly status: Status; readonly from: Address };

/** A peer, for people. Each time is monotonic ms. */
export interface PeerView {
  readonly address: Address;
  readonly kind: 'unknown' | 'ours' | 'course';
  /** From its hello, until a signed rumor says more. */
  readonly origin?: Origin;
  readonly state: 'waiting' | 'reachable' | 'unreachable';
  readonly configured: boolean;
  readonly validated: boolean;
  readonly rule: Rule;
  readonly lastHeard?: number;
  /** ms, measured. */
  readonly roundTrip?: number;
  /** How many rumors it holds that we lack, and we that it lacks, by its last clock. */
  readonly behind: number;
  readonly ahead: number;
  readonly link: 'eager' | 'lazy';
}

/** Monotonic counters, for metrics and tests. */
export interface Counters {
  received: number;
  sent: number;
  sentBytes: number;
  wrongGroup: number;
  rateLimited: number;
  blocked: number;
  duplicates: number;
  forks: number;
  forged: number;
  unverified: number;
  refused: number;
  retransmitted: number;
  verifications: number;
}
