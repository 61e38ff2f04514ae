/**
 * The world as the core sees it (house.md, "Ports of the core"). Everything here is synchronous and free of protocol.
 * Each port has a real and an in-memory implementation, and one test suite that both pass.
 */
import type { Hash, SharedFile } from './files/file.ts';
import type { Address, GroupMark, Origin } from './names.ts';
import type { Birth, Claims, Digest, Rumor } from './packet.ts';

/** What checking a rumor's signature and chain has shown so far. */
export type Trust = 'verified' | 'unverified';

/** How a rumor came: said here, pushed as a live rumor, or fetched because a clock showed that it was missing. */
export type Arrival = 'said' | 'rumor' | 'catchUp';

export interface LogEntry {
  readonly rumor: Rumor;
  readonly trust: Trust;
  /** What it calls its origin from this ID on; of verified rumors only. A log gives it back by `nameOf`, not with the entry. */
  readonly name?: string;
  readonly how: Arrival;
  /** The neighbour that sent it; absent when said here. */
  readonly from?: Address;
  /** Hops travelled, where every hop was ours. */
  readonly hops?: number;
  /** Its origin's claim, ms since 1970; absent for a course rumor. */
  readonly saidAt?: number;
  /** Wall clock here, ms since 1970. */
  readonly arrivedAt: number;
  /** Where it stands in the timeline, ms since 1970; never lower than that of the same origin's ID before it. */
  readonly shownAt: number;
}

/** How far rumors of ours got (reach.ts): IDs 1 … n of the origin. */
export interface Reach {
  readonly sentUpTo: number;
  readonly heldUpTo: number;
}

/** What the core keeps of an origin in memory; the log can say it without reading its rumors. */
export interface OriginSummary {
  readonly origin: Origin;
  /** IDs 1 … nextId − 1 are held, without a hole. */
  readonly nextId: number;
  /** Of its ID 1, once verified. */
  readonly birth?: Birth;
  /** Of its newest rumor. */
  readonly shownAt: number;
  /** Of ours. */
  readonly reach?: Reach;
}

/**
 * The rumors held. Only contiguous prefixes are ever stored: `append` is called in order of ID for each origin, by the
 * host, for `append` effects. What was appended is visible to `range` at once, however late it reaches a disk.
 */
export interface RumorLog {
  origins(): readonly OriginSummary[];
  /** Up to `limit` rumors of `origin` from `fromId` on, ascending, without holes; empty when it is not held. */
  range(origin: Origin, fromId: number, limit: number): readonly Rumor[];
  append(entry: LogEntry): void;
  /** Replaces the stored rumor of the same (origin, id) by this one, which is verified; a different text that was shown until now is kept as evidence. `name`: as in LogEntry. */
  upgrade(rumor: Rumor, name?: string): void;
  /** Keeps a rumor that contradicts the one held as evidence of a fork. Bounded: the log may forget old evidence. */
  evidence(rumor: Rumor, trust: Trust, from: Address | undefined): void;
  /** Grows: what is lost of it in a crash is learned again. */
  reached(origin: Origin, reach: Reach): void;
  /** What an origin was called at this ID, or is now: by its newest verified name rumor until there. Undefined: as in its origin. */
  nameOf(origin: Origin, atId?: number): string | undefined;
  /** The identity from now on; on disk before the first rumor of this incarnation is. */
  incarnation(identity: Identity): void;
}

/**
 * What is held of files, by the hash of its content: chunks and metafiles of what is shared, was fetched, or is being
 * fetched. What a `chunk` effect brought is visible at once.
 */
export interface ChunkStore {
  /** At most CHUNK_BYTES, and of this hash: a file that changed since it was shared doesn't have it any more. */
  read(hash: Hash): Uint8Array | undefined;
  has(hash: Hash): boolean;
  /** Whether this chunk of a download is in its place already. */
  isPlaced(root: Hash, index: number): boolean;
  /** Files that are whole here and offered to others, at the start. Later ones come by `share`. */
  shared(): readonly SharedFile[];
}

export interface Crypto {
  /** 32 bytes. */
  sha256(bytes: Uint8Array): Uint8Array;
  /** Ed25519 with the profile's key: 64 bytes. Called only where `Identity.birth` is present. */
  sign(bytes: Uint8Array): Uint8Array;
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
  /** To an X25519 key, with a new ephemeral key each time: that key (32), what is hidden, and a tag (16). `bound` isn't in it. */
  seal(sealKey: Uint8Array, bytes: Uint8Array, bound: Uint8Array): Uint8Array;
  /** With the profile's X25519 key. Undefined: sealed to another, bound to something else, or damaged. */
  open(sealed: Uint8Array, bound: Uint8Array): Uint8Array | undefined;
}

/** The parts of the wire format that the protocol itself needs; the wire folder implements it. */
export interface RumorCodec {
  /** What a signature covers: "peerster-rumor-1" ‖ group (8 bytes) ‖ fields 1–3 and 16–31 without 18, ascending. */
  signedBytes(group: GroupMark, rumor: Rumor): Uint8Array;
  /** Undefined: it carries no claims of ours, or not in the shape that protocol.md §3 asks for (prev exactly from ID 2 on, birth exactly at 1). */
  claims(rumor: Rumor): Claims | undefined;
  /** Fields 16–31 for these claims, ascending; without field 18 when `signature` is empty. */
  extensions(claims: Claims): Uint8Array;
  /** What a digest's signature covers: "peerster-digest-1" ‖ group (8 bytes) ‖ its fields without the signature. */
  signedDigest(group: GroupMark, digest: Omit<Digest, 'signature'>): Uint8Array;
  /** Bytes of the datagram that carries this rumor with a group mark and a hop count. */
  rumorDatagram(rumor: Rumor): number;
}

/** Chance is an argument. */
export interface Random {
  /** In [0, 1). */
  float(): number;
  /** Unpredictable to others: instances, incarnations and nonces come from here. */
  bytes(count: number): Uint8Array;
}

/** Who we are: with a key (`birth`), or a bare course name. */
export interface Identity {
  readonly origin: Origin;
  /** Now; the origin keeps the first one. */
  readonly name: string;
  readonly birth?: Birth;
}
