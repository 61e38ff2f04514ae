/**
 * The ChunkStore port on a disk: chunks are read where their files lie, and what is fetched goes to its place in a hidden
 * file beside its future one.
 *
 * 1. Bytes are given only with the right hash: a file that was changed since it was shared gives nothing more (`onChanged`).
 * 2. A chunk is on the disk before the table says so.
 * 3. Reading is synchronous and small: 8 KiB, nearly always from memory. Whole files are only read by the worker.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { CHUNK_BYTES, type Hash, type Node, type SharedFile } from '../../gossiper/files/file.ts';
import { hexOf } from '../../gossiper/hex.ts';
import type { ChunkStore } from '../../gossiper/ports.ts';
import { sha256 } from '../crypto.ts';
import { Bits } from './bits.ts';
import type { FileRow, FileTable } from './fileTable.ts';

/** Files that stay open: each is a descriptor of a thousand or so that a process may have. */
const MAX_OPEN = 64;

export interface DiskChunks extends ChunkStore {
  /** Performs a `chunk` effect. Throws what the disk throws. */
  put(row: FileRow, node: Node, hash: Hash, data: Uint8Array): void;
  /** What of it is in its place, of a download that begins or goes on; forgotten with `close`. */
  open(row: FileRow): void;
  /** These chunks turned out to be damaged. */
  unplace(row: FileRow, from: number, to: number): void;
  /** Its file goes or moves: nothing of it stays open. */
  close(no: number): void;
  closeAll(): void;
}

export interface DiskChunksOptions {
  readonly table: FileTable;
  readonly row: (no: number) => FileRow | undefined;
  readonly shared: () => readonly SharedFile[];
  readonly onChanged: (row: FileRow) => void;
}

export function createDiskChunks({ table, row: rowOf, shared, onChanged }: DiskChunksOptions): DiskChunks {
  const open = new Map<number, number>();
  const placed = new Map<Hash, Bits>();
  const buffer = new Uint8Array(CHUNK_BYTES);

  const close = (no: number): void => {
    const descriptor = open.get(no);
    if (descriptor === undefined) return;
    open.delete(no);
    closeSync(descriptor);
  };

  const descriptorOf = (row: FileRow): number => {
    const known = open.get(row.no);
    if (known !== undefined) return known;
    const [oldest] = open.keys();
    if (open.size >= MAX_OPEN && oldest !== undefined) close(oldest);
    const descriptor = openSync(row.path, row.state === 'shared' ? 'r' : 'r+');
    open.set(row.no, descriptor);
    return descriptor;
  };

  const readAt = (row: FileRow, position: number): Uint8Array | undefined => {
    try {
      const length = readSync(descriptorOf(row), buffer, 0, CHUNK_BYTES, position * CHUNK_BYTES);
      return buffer.slice(0, length);
    } catch {
      return undefined; // it was moved or deleted: as good as changed
    }
  };

  return {
    read(hash) {
      const metafile = table.metafile(hash);
      if (metafile !== undefined) return metafile;
      for (const { file, position } of table.placesOf(hash)) {
        const row = rowOf(file);
        if (row === undefined || row.state === 'failed') continue;
        const data = readAt(row, position);
        if (data !== undefined && hexOf(sha256(data)) === hash) return data;
        if (row.state === 'shared')
          onChanged(row); // invariant 1
        else placed.get(row.root)?.delete(position);
      }
      return undefined;
    },
    has: (hash) => {
      if (table.metafile(hash) !== undefined) return true;
      return table.placesOf(hash).some(({ file }) => !['failed', undefined].includes(rowOf(file)?.state));
    },
    isPlaced: (root, index) => placed.get(root)?.has(index) ?? false,
    shared,
    put(row, { level, index }, hash, data) {
      if (level > 0) {
        table.addMetafile(hash, row.no, data);
        return;
      }
      let written = 0;
      while (written < data.length)
        written += writeSync(descriptorOf(row), data, written, data.length - written, index * CHUNK_BYTES + written);
      table.addChunk(hash, { file: row.no, position: index });
      placed.get(row.root)?.add(index);
    },
    open(row) {
      if (placed.has(row.root)) return;
      const bits = new Bits();
      for (const position of table.positions(row.no)) bits.add(position);
      placed.set(row.root, bits);
    },
    unplace(row, from, to) {
      const of = placed.get(row.root);
      for (let index = from; index < to; index++) of?.delete(index);
    },
    close(no) {
      close(no);
      const root = rowOf(no)?.root;
      if (root !== undefined) placed.delete(root);
    },
    closeAll() {
      for (const no of open.keys()) close(no);
      placed.clear();
    },
  };
}
