/** The course's files on disk and on the wire: chunks of 8192 bytes, and one metafile that concatenates their hashes. */
import { hexOf } from '../../gossiper/hex.ts';
import type { Hash } from '../../gossiper/files/file.ts';

export const CHUNK_BYTES = 8_192;
const HASH_BYTES = 32;
/** As many chunks as a metafile of one chunk has place for: 2 MiB. */
export const MAX_FILE_BYTES = (CHUNK_BYTES / HASH_BYTES) * CHUNK_BYTES;

type Sha256 = (bytes: Uint8Array) => Uint8Array;

interface Cut {
  readonly root: Hash;
  readonly metafile: Uint8Array;
  readonly chunks: readonly { readonly hash: string; readonly data: Uint8Array }[];
}

export function cut(bytes: Uint8Array, sha256: Sha256): Cut {
  const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, n) => {
    const data = bytes.slice(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
    return { data, hash: sha256(data) };
  });
  const metafile = joined(chunks.map(({ hash }) => hash));
  const root = hexOf(sha256(metafile)) as Hash; // 32 bytes
  return { root, metafile, chunks: chunks.map(({ data, hash }) => ({ data, hash: hexOf(hash) })) };
}

/** What names the file. */
export const rootOf = (bytes: Uint8Array, sha256: Sha256): Hash => cut(bytes, sha256).root;

/** The hashes in a metafile; undefined: it is none. */
export function chunksIn(metafile: Uint8Array): string[] | undefined {
  const count = metafile.length / HASH_BYTES;
  if (!Number.isInteger(count) || count === 0 || metafile.length > CHUNK_BYTES) return undefined;
  return Array.from({ length: count }, (_, n) => hexOf(metafile, n * HASH_BYTES, (n + 1) * HASH_BYTES));
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
