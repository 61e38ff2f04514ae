/**
 * What a file is to the protocol (docs/protocol.md §12): chunks of 8,192 bytes, a tree of metafiles over them, and the
 * hash of its root.
 *
 * 1. A metafile is the SHA-256 of 1 to FANOUT chunks, or of as many metafiles of the level below, one after the other. All are
 *    full but the last of each level. The course knows one level only: files of at most FANOUT chunks.
 * 2. A file's identity is the hash of its root metafile, however many levels there are below it.
 * 3. The number of chunks says how deep the tree is, and how long each metafile must be: one of another length is damaged.
 */
import type { Origin } from '../names.ts';

declare const brand: unique symbol;
/** SHA-256 as 64 lower-case hex digits: of a chunk or of a metafile. */
export type Hash = string & { readonly [brand]: 'Hash' };

export const CHUNK_BYTES = 8_192;
export const HASH_BYTES = 32;
/** Hashes in one metafile, which is as long as a chunk. */
export const FANOUT = CHUNK_BYTES / HASH_BYTES;
/** 10 GiB: what a person may share or fetch. Three levels of metafiles. */
export const MAX_FILE_CHUNKS = (10 * 1024 * 1024 * 1024) / CHUNK_BYTES;
export const MAX_DEPTH = 3;

/** 64 hex digits, of either case. */
export function parseHash(text: string): Hash | undefined {
  return /^[0-9a-f]{64}$/i.test(text) ? (text.toLowerCase() as Hash) : undefined;
}

/** Bytes → chunks. */
export const chunksOf = (bytes: number): number => Math.ceil(bytes / CHUNK_BYTES);

/** Levels of metafiles over so many chunks: 1 for a file of the course. */
export function depthOf(chunks: number): number {
  let depth = 1;
  for (let covered = FANOUT; covered < chunks; covered *= FANOUT) depth += 1;
  return depth;
}

/** A file that others may fetch from us. */
export interface SharedFile {
  readonly root: Hash;
  /** As others see it: a name, never a path. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Others' searches find it. One that was shared in a private conversation is given to whoever knows its hash. */
  readonly listed: boolean;
}

/** A file that someone else has. */
export interface WantedFile {
  readonly root: Hash;
  readonly name: string;
  /** In bytes; undefined: a course peer told of it, so it has one level and its size shows at the end. */
  readonly size: number | undefined;
  /** Others may learn that it exists: it was not offered in private. */
  readonly listed: boolean;
}

/** One who has a file, or parts of it. */
export interface FileHolder {
  readonly origin: Origin;
  /** 1-based, ascending; undefined: all of them, as far as we know. */
  readonly chunks: readonly number[] | undefined;
}

/** Bytes of chunk `index` of a file of this size. */
export const chunkLength = (size: number, index: number): number => Math.min(CHUNK_BYTES, size - index * CHUNK_BYTES);

/** How many hashes the metafile at this place has, in a file of so many chunks (invariant 3). */
export function hashesAt({ level, index }: Node, chunks: number): number {
  const below = Math.ceil(chunks / FANOUT ** (level - 1));
  return Math.min(FANOUT, below - index * FANOUT);
}

/** One of a file's metafiles (`level` 1 and above; the root is the highest) or chunks (`level` 0), counted from 0. */
export interface Node {
  readonly level: number;
  readonly index: number;
}
