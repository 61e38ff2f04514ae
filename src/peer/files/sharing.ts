/** Files that are being read to be shared: each by a thread, two at a time, and told with its progress. */
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { CHUNK_BYTES, FANOUT, HASH_BYTES, MAX_FILE_CHUNKS, type Hash } from '../../gossiper/files/file.ts';
import { hexOf } from '../../gossiper/hex.ts';
import { done, type Result } from '../../gossiper/result.ts';
import type { FileView } from '../views.ts';
import { fileKind } from './fileKind.ts';
import { CANCELLED, CHANGED, readProblem, TOO_LARGE } from './fileProblems.ts';
import type { FileTable } from './fileTable.ts';
import { hashFile } from './hashFile.ts';

const MAX_BYTES = MAX_FILE_CHUNKS * CHUNK_BYTES;
const AT_ONCE = 2;

export interface Read {
  readonly root: Hash;
  readonly bytes: number;
  /** When the file was changed last, before it was read: ms since 1970. */
  readonly modified: number;
}

export interface Sharing {
  /** Reads it; its chunks are in the table under `no` then. Nothing is left there where it fails. */
  read(path: string, no: number, listed: boolean): Promise<Result<Read>>;
  /** False: there is no such job. */
  cancel(id: string): boolean;
  views(): FileView[];
  close(): void;
}

export function createSharing(table: FileTable, tell: (view: FileView, isOver: boolean) => void): Sharing {
  const jobs = new Map<string, { view: FileView; readonly abort: AbortController }>();
  let running = 0;
  const waiting: (() => void)[] = [];
  let count = 0;

  const turn = async (): Promise<void> => {
    if (running >= AT_ONCE) await new Promise<void>((resolve) => void waiting.push(resolve));
    running += 1;
  };
  const over = (): void => {
    running -= 1;
    waiting.shift()?.();
  };

  return {
    async read(path, no, listed) {
      const before = factsOf(path);
      if (!before.ok) return before;
      const { size, modified } = before.value;
      if (size > MAX_BYTES) return { ok: false, problem: TOO_LARGE };
      const id = `reading-${++count}`;
      const abort = new AbortController();
      const name = basename(path);
      const at = Date.now();
      const view = (hashed: number): FileView => ({
        id,
        hash: null,
        name,
        size,
        kind: fileKind(name),
        own: true,
        listed,
        at,
        state: { kind: 'hashing', done: hashed, of: size },
      });
      const job = { view: view(0), abort };
      jobs.set(id, job);
      await turn();
      const hashed = await hashFile({
        path,
        signal: abort.signal,
        onProgress(bytes) {
          job.view = view(bytes);
          tell(job.view, false);
        },
        onMetafile({ node, hash, data }) {
          table.addMetafile(hash, no, data);
          if (node.level > 1) return;
          for (let at = 0; at < data.length; at += HASH_BYTES)
            table.addChunk(hexOf(data, at, at + HASH_BYTES) as Hash, {
              file: no,
              position: node.index * FANOUT + at / HASH_BYTES,
            });
          table.commit();
        },
      });
      over();
      jobs.delete(id);
      tell(job.view, true);
      if (hashed.kind === 'aborted') return { ok: false, problem: CANCELLED };
      if (hashed.kind === 'failed') return { ok: false, problem: readProblem(hashed.code, hashed.message) };
      const after = factsOf(path);
      if (!after.ok || after.value.size !== hashed.bytes || after.value.modified !== modified)
        return { ok: false, problem: CHANGED };
      return done({ root: hashed.root, bytes: hashed.bytes, modified });
    },
    cancel(id) {
      jobs.get(id)?.abort.abort();
      return jobs.has(id);
    },
    views: () => [...jobs.values()].map(({ view }) => view),
    close() {
      for (const { abort } of jobs.values()) abort.abort();
    },
  };
}

export function factsOf(path: string): Result<{ size: number; modified: number }> {
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) return { ok: false, problem: readProblem('EISDIR', '') };
    if (!facts.isFile()) return { ok: false, problem: readProblem('ENOENT', '') };
    return done({ size: facts.size, modified: facts.mtimeMs });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return { ok: false, problem: readProblem(code, message) };
  }
}
