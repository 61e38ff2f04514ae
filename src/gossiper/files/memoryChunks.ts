/** Chunks in memory: the lab, and a peer that keeps nothing. */
import { hexOf } from '../hex.ts';
import type { ChunkStore, Crypto } from '../ports.ts';
import { CHUNK_BYTES, type Hash, type Node, type SharedFile } from './file.ts';
import { TreeBuilder } from './tree.ts';

export interface MemoryChunks extends ChunkStore {
  /** Cuts and keeps it: the file that others may fetch. */
  add(name: string, bytes: Uint8Array, listed: boolean): SharedFile;
  /** Performs a `chunk` effect. */
  put(root: Hash, node: Node, hash: Hash, data: Uint8Array): void;
  /** All chunks of a download in their order; undefined where one is missing. */
  bytesOf(root: Hash): Uint8Array | undefined;
  /** Its chunks go, and what only it needed. */
  drop(root: Hash): void;
}

export function createMemoryChunks(crypto: Pick<Crypto, 'sha256'>): MemoryChunks {
  const chunks = new Map<Hash, Uint8Array>();
  const shared = new Map<Hash, SharedFile>();
  const placed = new Map<Hash, Map<number, Hash>>();
  return {
    read: (hash) => chunks.get(hash),
    has: (hash) => chunks.has(hash),
    isPlaced: (root, index) => placed.get(root)?.has(index) ?? false,
    shared: () => [...shared.values()],
    add(name, bytes, listed) {
      const builder = new TreeBuilder(crypto.sha256, ({ hash, data }) => chunks.set(hash, data));
      for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
        const chunk = bytes.slice(at, at + CHUNK_BYTES);
        const hash = crypto.sha256(chunk);
        chunks.set(hexOf(hash) as Hash, chunk);
        builder.add(hash);
      }
      const file: SharedFile = { root: builder.finish(), name, size: bytes.length, listed };
      shared.set(file.root, file);
      return file;
    },
    put(root, { level, index }, hash, data) {
      chunks.set(hash, data);
      if (level > 0) return;
      const of = placed.get(root) ?? new Map<number, Hash>();
      placed.set(root, of.set(index, hash));
    },
    bytesOf(root) {
      const of = placed.get(root) ?? new Map<number, Hash>();
      const parts: Uint8Array[] = [];
      for (let index = 0; index < of.size; index++) {
        const hash = of.get(index);
        const part = hash === undefined ? undefined : chunks.get(hash);
        if (part === undefined) return undefined;
        parts.push(part);
      }
      const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of parts) {
        bytes.set(part, at);
        at += part.length;
      }
      return bytes;
    },
    drop(root) {
      placed.delete(root);
    },
  };
}
