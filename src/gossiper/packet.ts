/**
 * What peers say to each other, decoded. The wire folder turns bytes into these and back; nothing below re-checks
 * what its type says.
 */
import type { Address, GroupMark, Instance, Origin } from './names.ts';

/** One datagram between peers: exactly one message, and the mark of the group that it belongs to, if any. */
export interface Packet {
  readonly group?: GroupMark;
  readonly message: Message;
}

export type Message =
  Simple | RumorMessage | Status | Private | DataRequest | DataReply | SearchRequest | SearchReply | Control;

export interface Simple {
  readonly type: 'simple';
  readonly originalName: string;
  readonly relayPeerAddr: string;
  readonly contents: string;
}

export interface RumorMessage {
  readonly type: 'rumor';
  readonly rumor: Rumor;
  /** Hops travelled so far, where every hop was ours: field 32, written anew at each hop and never stored. */
  readonly hops?: number;
}

/** The unit of gossip. Identified by (origin, id); ids of an origin are 1, 2, 3 … without holes. */
export interface Rumor {
  readonly origin: Origin;
  /** 1 to 2^32 − 1. */
  readonly id: number;
  /** At most MAX_TEXT_BYTES bytes; "" is a route rumor. */
  readonly text: string;
  /** Fields 16–31 exactly as they arrived: at most MAX_EXTENSION_BYTES; empty for a course peer's rumor. */
  readonly extensions: Uint8Array;
}

/** What one of our rumors says about itself in its extensions. A claim until its signature was checked. */
export interface Claims {
  /** When it was said, by its origin's clock: ms since 1970. */
  readonly saidAt: number;
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array;
  /** First 16 bytes of SHA-256 of what the rumor before it signed; absent at id 1 only. */
  readonly prev?: Uint8Array;
  /** At id 1 only. */
  readonly birth?: Birth;
  /** What its origin is called from this id on: only where the text is "", and only what can be a name at all. */
  readonly name?: string;
}

/** What an incarnation's first rumor carries, so that everyone who holds any of its rumors can check them. */
export interface Birth {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 8 bytes. */
  readonly incarnation: Uint8Array;
  /** X25519, 32 bytes. */
  readonly sealKey: Uint8Array;
}

/** `nextId` ≥ 1: the sender holds 1 … nextId − 1 of `origin`. */
export interface Want {
  readonly origin: Origin;
  readonly nextId: number;
}

export interface Status {
  readonly type: 'status';
  readonly want: readonly Want[];
  /** The first seed's second field; present (even if "") exactly when it was on the wire. */
  readonly route?: string;
  readonly hello?: Hello;
  /** Without it an origin that `want` lacks is one of which the sender holds nothing; with it, only inside the range. */
  readonly range?: Range;
  /** How many rumors, of the origins in `want`, the sender would like now. */
  readonly credit?: number;
  /** 0 < nonce < 2^53. */
  readonly ping?: number;
  readonly pong?: number;
  /** What the sender asks of the link towards it: push rumors at once, or only announce them. */
  readonly link?: 'eager' | 'lazy';
}

/** Makes the sender's address one of ours, and says whose clock the status is. */
export interface Hello {
  readonly version: number;
  readonly origin: Origin;
  readonly instance: Instance;
  /** A set of bits, none defined yet. */
  readonly capabilities: number;
  /** Grows with each status of this instance; a lower one is stale. */
  readonly clockSeq: number;
}

/** Origins o with from ≤ o < to in byte order; without `to`, all from `from` on. `from` = `to` is no origin at all. */
export interface Range {
  readonly from: string;
  readonly to?: string;
}

export interface Private {
  readonly type: 'private';
  readonly origin: Origin;
  readonly id: number;
  readonly text: string;
  readonly destination: Origin;
  readonly hopLimit: number;
  /** True: fields 3 and 4 are Destination and Text, as the first seed's Peerster writes them. */
  readonly seedOrder?: boolean;
}

export interface DataRequest {
  readonly type: 'dataRequest';
  readonly origin: Origin;
  readonly destination: Origin;
  readonly hopLimit: number;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

export interface DataReply {
  readonly type: 'dataReply';
  readonly origin: Origin;
  readonly destination: Origin;
  readonly hopLimit: number;
  readonly hash: Uint8Array;
  /** At most 8,192 bytes; empty: the sender lacks it. */
  readonly data: Uint8Array;
  /** Field 16, beside a root metafile: bytes of the whole file, which say how deep the tree is. */
  readonly size?: number;
}

export interface SearchRequest {
  readonly type: 'searchRequest';
  readonly origin: Origin;
  readonly budget: number;
  readonly keywords: readonly string[];
}

export interface SearchReply {
  readonly type: 'searchReply';
  readonly origin: Origin;
  readonly destination: Origin;
  readonly hopLimit: number;
  readonly results: readonly SearchResult[];
}

export interface SearchResult {
  readonly fileName: string;
  readonly metafileHash: Uint8Array;
  /** 1-based; a seed peer counts from 0, and what it sends is kept as it came. */
  readonly chunkMap: readonly number[];
  readonly chunkCount: number;
  /** Field 16: in bytes. */
  readonly size?: number;
  /** Field 17: the sender holds all of it, whatever fits into the map. */
  readonly isWhole?: boolean;
}

/** Field 17: packets of ours that are no status. */
export interface Control {
  readonly type: 'control';
  readonly control: ControlMessage;
}

export type ControlMessage =
  /** Addresses of peers that the sender reached itself. */
  | { readonly kind: 'peers'; readonly addresses: readonly Address[] }
  | { readonly kind: 'digest'; readonly digest: Digest }
  /** Can you hear me, and can I be reached from a port that I never wrote to? 0 < nonce < 2^53. */
  | { readonly kind: 'tryMe'; readonly nonce: number }
  /** Yes; you are seen as `seen`. `probed`: a probe comes from a fresh port. */
  | { readonly kind: 'tried'; readonly nonce: number; readonly seen: Address; readonly probed: boolean }
  | { readonly kind: 'probe'; readonly nonce: number }
  /** Of a later version. */
  | { readonly kind: 'unknown'; readonly body: Uint8Array };

/** Trying someone from outside (witness.ts). */
export type Trial = Extract<ControlMessage, { kind: 'tryMe' | 'tried' | 'probe' }>;

/** What `origin` says that it holds, signed: passed on to those who don't hear it themselves. */
export interface Digest {
  readonly origin: Origin;
  /** ms since 1970 by its clock when it said so; each later one of an origin is higher. */
  readonly at: number;
  /** 1 to MAX_DIGEST_ENTRIES; of an origin that isn't listed nothing is said. */
  readonly holds: readonly Want[];
  /** At most MAX_DIGEST_LINKS peers that it reaches itself; absent: it says nothing of them. */
  readonly links?: readonly DigestLink[];
  /** Of its key: its tag proves them, as in its ID 1, which it may not have said yet. */
  readonly publicKey: Uint8Array;
  readonly incarnation: Uint8Array;
  readonly signature: Uint8Array;
}

export interface DigestLink {
  readonly origin: Origin;
  /** ms, 1 or more; absent: not measured. */
  readonly roundTrip?: number;
  /** It pushes rumors along it, and doesn't only announce them. */
  readonly isEager: boolean;
}

/** From a client to the UIPort. */
export type ClientMessage =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'private'; readonly text: string; readonly destination: string }
  | { readonly type: 'share'; readonly file: string }
  | {
      readonly type: 'download';
      readonly file: string;
      readonly hash: Uint8Array;
      /** Absent: from whoever a search found. */
      readonly destination?: string;
    }
  | { readonly type: 'search'; readonly keywords: readonly string[]; readonly budget?: number };

/** Who sent a datagram and what it said. */
export interface Received {
  readonly from: Address;
  readonly packet: Packet;
  /** Of the datagram: what we may send back to a stranger is bounded by what it sent. */
  readonly bytes: number;
}
