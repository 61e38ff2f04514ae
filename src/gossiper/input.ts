/** What happens to a gossiper, and what it wants done about it. It performs nothing itself. */
import type { FileHolder, Hash, Node, SharedFile, WantedFile } from './files/file.ts';
import type { Address, GroupMark, Instance, Origin } from './names.ts';
import type { Message, Packet, Received, Rumor, Status, Trial } from './packet.ts';
import type { Identity, LogEntry, Reach, Trust } from './ports.ts';
import type { Delivery, Mail } from './private/mail.ts';
import type { Problem } from './result.ts';

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
  /** Of private messages that are written here. */
  readonly hopLimit: number;
  /** Say empty rumors so that others find us (routing/announceRoute.ts); `routeRumorMs` is the course's way. */
  readonly announce: boolean;
  /** What Simple.RelayPeerAddr says of us. */
  readonly ownAddress: Address;
  readonly peers: readonly Address[];
  /** Hand on the peers that we reached to others of ours, and try those that are handed to us. */
  readonly introduces: boolean;
  /** Emit `trace` effects: the course's log lines are made of them. */
  readonly trace: boolean;
}

export type Input =
  /** First input, once. */
  | { readonly kind: 'start' }
  | ({ readonly kind: 'received' } & Received)
  /** Well-formed text, 1 to MAX_TEXT_BYTES bytes: whoever takes it from a person has checked. Always yields `delivered`. */
  | { readonly kind: 'say'; readonly text: string }
  /** Well-formed, 1 to MAX_NAME_BYTES bytes, and only where the identity has a key: checked likewise. */
  | { readonly kind: 'rename'; readonly name: string }
  /** The same, to one origin: 1 to MAX_PRIVATE_TEXT_BYTES bytes, and `mayWrite` said yes. Always yields `mail`. */
  | { readonly kind: 'write'; readonly text: string; readonly to: Origin }
  /** Offered to others from now on: the chunk store has all of it. */
  | { readonly kind: 'share'; readonly file: SharedFile }
  /** Not offered any more. */
  | { readonly kind: 'unshare'; readonly root: Hash }
  /** Fetch it, from these holders and whoever else is found to have it; what is held of it already isn't fetched again. Goes on where it was paused. */
  | { readonly kind: 'download'; readonly file: WantedFile; readonly holders: readonly FileHolder[] }
  | { readonly kind: 'pauseDownload'; readonly root: Hash }
  /** Forget it. */
  | { readonly kind: 'cancelDownload'; readonly root: Hash }
  /** What a `fetched` effect asked for was done: the file is in its place; or these chunks turned out to be damaged. */
  | { readonly kind: 'assembled'; readonly file: SharedFile }
  | { readonly kind: 'damaged'; readonly root: Hash; readonly chunks: readonly number[] }
  /** It can't be written: the download stops, and says why. */
  | { readonly kind: 'failDownload'; readonly root: Hash; readonly problem: Problem }
  /** Search the network's files; ends the search before. 1 to MAX_KEYWORDS words, checked; without `budget` the ring expands. */
  | { readonly kind: 'find'; readonly search: number; readonly keywords: readonly string[]; readonly budget?: number }
  | { readonly kind: 'stopFinding' }
  /** A peer that the user named: tried from now on, and never forgotten. */
  | { readonly kind: 'addPeer'; readonly address: Address }
  /** Someone may be there (discovery): tried once, and forgotten again if nobody answers. */
  | { readonly kind: 'suggestPeer'; readonly address: Address }
  /** Ask it to try us (witness.ts); what it answers is told as `trial`. */
  | { readonly kind: 'tryMe'; readonly to: Address; readonly nonce: number }
  | { readonly kind: 'removePeer'; readonly address: Address }
  | { readonly kind: 'ruleForPeer'; readonly address: Address; readonly rule: Rule }
  | { readonly kind: 'ruleForOrigin'; readonly origin: Origin; readonly rule: Rule }
  | { readonly kind: 'setPolicy'; readonly policy: PolicyName }
  /** As `Config` has them; what changes takes effect at once. */
  | { readonly kind: 'setIntervals'; readonly antiEntropyMs: number; readonly routeRumorMs: number }
  /** The host's socket is elsewhere now: whoever we know is told from there. */
  | { readonly kind: 'moved'; readonly ownAddress: Address }
  | { readonly kind: 'timer'; readonly timer: string }
  /** The machine slept or the process was stopped: what seemed to be timing out did not. */
  | { readonly kind: 'woke' };

export type Effect =
  | { readonly kind: 'send'; readonly to: Address; readonly packet: Packet }
  /** The same, from a port of its own that is used for nothing else. */
  | { readonly kind: 'probe'; readonly to: Address; readonly packet: Packet }
  /** Somebody tried us, or says that it did. */
  | { readonly kind: 'trial'; readonly from: Address; readonly trial: Trial }
  /** Into the log. Own entries (`how: 'said'`) must be on disk before any `send` of the same call leaves. */
  | { readonly kind: 'append'; readonly entry: LogEntry }
  /** For people: chat rumors (in order, after their `append`), and simple messages, which no log keeps. */
  | { readonly kind: 'delivered'; readonly entry: LogEntry }
  /** A private message to be kept, and shown. On disk before any `send` of the same call leaves. */
  | { readonly kind: 'mail'; readonly mail: Mail }
  /** Of our own, kept earlier. */
  | {
      readonly kind: 'delivery';
      readonly origin: Origin;
      readonly destination: Origin;
      readonly number: number;
      readonly delivery: Delivery;
    }
  /** A chunk or a metafile of a download, whose hash is right: to be kept before the next input. */
  | {
      readonly kind: 'chunk';
      readonly root: Hash;
      readonly node: Node;
      readonly hash: Hash;
      readonly data: Uint8Array;
    }
  /** Every chunk of a download is held: put the file into its place, and answer by `assembled`. */
  | { readonly kind: 'fetched'; readonly root: Hash }
  /** The view of this download changed, or it is gone. */
  | { readonly kind: 'download'; readonly root: Hash }
  /** A search of ours found something. */
  | { readonly kind: 'found'; readonly search: number; readonly match: FileMatch }
  /** It won't ask any further. */
  | { readonly kind: 'searchOver'; readonly search: number }
  /** The table of routes changed for this origin. */
  | { readonly kind: 'route'; readonly origin: Origin }
  | { readonly kind: 'upgrade'; readonly rumor: Rumor; readonly name?: string }
  | { readonly kind: 'evidence'; readonly rumor: Rumor; readonly trust: Trust; readonly from: Address | undefined }
  /** Replaces a timer of the same name. `afterMs` 0: when everything that has already arrived was handled. */
  | { readonly kind: 'arm'; readonly timer: string; readonly afterMs: number }
  | { readonly kind: 'disarm'; readonly timer: string }
  | { readonly kind: 'incarnation'; readonly identity: Identity }
  /** Rumors of ours were sent for the first time, or are held by someone else for the first time. */
  | ({ readonly kind: 'reach'; readonly origin: Origin } & Reach)
  /** The view of this peer changed, or it is gone. */
  | { readonly kind: 'peer'; readonly address: Address }
  | { readonly kind: 'trace'; readonly event: Trace };

/** What the course's log lines tell, in the order in which they are to be printed. */
export type Trace =
  | { readonly type: 'said'; readonly text: string; readonly destination?: Origin }
  | { readonly type: 'got'; readonly from: Address; readonly message: Message }
  /** After every client message and every peer message. */
  | { readonly type: 'peers'; readonly addresses: readonly Address[] }
  | { readonly type: 'mongering'; readonly to: Address }
  | { readonly type: 'coin'; readonly to: Address }
  /** A rumor with text set or renewed the way to its origin. */
  | { readonly type: 'route'; readonly origin: Origin; readonly via: Address }
  /** A private message to us. */
  | { readonly type: 'private'; readonly origin: Origin; readonly hopLimit: number; readonly text: string }
  | { readonly type: 'inSync'; readonly status: Status; readonly from: Address }
  /** A file was shared. */
  | { readonly type: 'metafile'; readonly root: Hash }
  | { readonly type: 'downloadingMetafile'; readonly file: string; readonly from: Origin }
  /** `chunk` from 1. */
  | { readonly type: 'downloadingChunk'; readonly file: string; readonly chunk: number; readonly from: Origin }
  | { readonly type: 'reconstructed'; readonly file: string }
  /** Once for each replier and file. */
  | { readonly type: 'foundMatch'; readonly match: FileMatch }
  | { readonly type: 'searchFinished' };

/** What one peer answered to a search. */
export interface FileMatch {
  readonly origin: Origin;
  readonly root: Hash;
  /** As it calls the file. */
  readonly name: string;
  /** In bytes; undefined where it did not say. */
  readonly size: number | undefined;
  /** Of the whole file. */
  readonly chunkCount: number;
  /** What it holds, from 1; undefined: all of them. */
  readonly chunks: readonly number[] | undefined;
}

/** A download, for people. */
export interface DownloadView {
  readonly file: WantedFile;
  readonly state:
    /** Of its metafile tree nothing is known yet. */
    | { readonly kind: 'metafile' }
    /** Chunks held, of how many; undefined: not known yet. */
    | { readonly kind: 'chunks'; readonly have: number; readonly of: number | undefined }
    | { readonly kind: 'paused'; readonly have: number; readonly of: number | undefined }
    /** All are held, the file is being put into its place. */
    | { readonly kind: 'assembling' }
    | { readonly kind: 'failed'; readonly problem: Problem };
  /** Whether anybody who may have it can be reached. */
  readonly isWaiting: boolean;
  /** Who has it, as far as known, and what came from there lately: bytes a second. */
  readonly holders: readonly { readonly origin: Origin; readonly bytesPerSecond: number }[];
  readonly bytesPerSecond: number;
}

/** A peer, for people. */
export interface PeerView {
  readonly address: Address;
  readonly kind: 'unknown' | 'ours' | 'course';
  /** From its hello, until a signed rumor says more. */
  readonly origin?: Origin;
  readonly state: 'waiting' | 'reachable' | 'unreachable';
  readonly configured: boolean;
  readonly validated: boolean;
  readonly rule: Rule;
  /** Monotonic ms; and ms since 1970, which also counts what a suspended machine slept. */
  readonly lastHeard?: number;
  readonly heardAt?: number;
  /** ms, measured. */
  readonly roundTrip?: number;
  /** How many rumors it holds that we lack, and we that it lacks, by its last clock. */
  readonly behind: number;
  readonly ahead: number;
  readonly link: 'eager' | 'lazy';
  /** Measured over the last minutes (answers.ts): of so many that should have been answered. */
  readonly loss: { readonly lost: number; readonly of: number };
}

/** The way to an origin, for people. */
export interface RouteView {
  readonly origin: Origin;
  readonly via: Address;
  /** `hello`: the neighbour is the origin. `passed`: a message of its came that way. */
  readonly how: 'hello' | 'rumor' | 'passed';
  /** Known where every hop was ours; 1: it is a neighbour. */
  readonly hops?: number;
  /** Of the rumor from which it was learnt; 0: of none. */
  readonly id: number;
  readonly learntAt: Instant;
  /** Whether that neighbour can be reached now. */
  readonly isOpen: boolean;
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
  forwarded: number;
  /** Of a blocked origin, or above the rate of its neighbour. */
  notForwarded: number;
  noRoute: number;
  hopLimitReached: number;
  mailRefused: number;
  mailForged: number;
  /** Parts of files that were given, that came and were right, and that were lost on their way. */
  chunksSent: number;
  chunksReceived: number;
  chunksAskedAgain: number;
  /** Nobody asked for them; they have another hash. */
  chunksUnasked: number;
  chunksForged: number;
}
