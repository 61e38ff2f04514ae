/**
 * Files that this peer fetches from others.
 *
 * 1. A file appears under its name only when it is whole; until then it is a hidden file beside it.
 * 2. What was fetched in an earlier run is read once more as a whole before it gets its name.
 * 3. Of what nobody wants any more (cancelled downloads) at most the quota stays; the longest unused goes first.
 */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  chunksOf,
  FANOUT,
  MAX_FILE_CHUNKS,
  parseHash,
  type FileHolder,
  type Hash,
  type WantedFile,
} from '../../gossiper/files/file.ts';
import type { Effect, Input } from '../../gossiper/input.ts';
import { MAX_DOWNLOADS } from '../../gossiper/limits.ts';
import { parseOrigin } from '../../gossiper/names.ts';
import { done, refused, type Problem, type Result } from '../../gossiper/result.ts';
import type { Peer } from '../service.ts';
import type { FileView } from '../views.ts';
import { refusedBy, SIMPLE, TOO_LARGE, TOO_MANY, UNKNOWN_FILE, writeProblem } from './fileProblems.ts';
import type { FileRow } from './fileTable.ts';
import type { FoundFiles } from './found.ts';
import { hashFile } from './hashFile.ts';
import { discard, newPart, sharedOf, type Known } from './known.ts';
import type { FilesOptions } from './options.ts';
import { putInPlace } from './putInPlace.ts';
import { beyondQuota } from './quota.ts';

export interface Fetching {
  readonly calls: Pick<Peer, 'download' | 'pauseDownload' | 'resumeDownload' | 'cancelDownload'>;
  /** For a gossiper that just started: what is to be fetched. */
  resume(): Input[];
  /** A chunk of a file that is fetched came. */
  chunk(effect: Extract<Effect, { kind: 'chunk' }>): void;
  /** All of its chunks are here. */
  fetched(root: Hash): void;
  changed(root: Hash): void;
  close(): void;
}

export function createFetching(options: FilesOptions, known: Known, found: FoundFiles): Fetching {
  const { table, folders, input, gossiper } = options;
  const { chunks } = known;
  const checks = new AbortController();

  /** Creates it. Where it was there before and is gone, so is what is known of its chunks. */
  function openPart(row: FileRow): FileRow {
    const isThere = existsSync(row.path);
    closeSync(openSync(row.path, 'a'));
    return isThere ? row : known.anew(row);
  }

  const holdersOf = (row: FileRow): FileHolder[] => {
    const holders = new Map<string, FileHolder>();
    for (const text of [...row.holders, ...options.offers(row.root).origins]) {
      const origin = parseOrigin(text);
      if (origin !== undefined) holders.set(origin, { origin, chunks: undefined });
    }
    for (const { origin, chunks: held } of found.holdersOf(row.root)) holders.set(origin, { origin, chunks: held });
    holders.delete(options.own());
    return [...holders.values()];
  };

  /** To the folder of today, since the one where it was may be why it failed. On another disk it is fetched anew. */
  function movePart(row: FileRow): void {
    if (dirname(row.path) === folders.downloads) return;
    mkdirSync(folders.downloads, { recursive: true });
    const path = newPart(folders.downloads, row.root);
    try {
      renameSync(row.path, path);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!['EXDEV', 'ENOENT', 'ENOTDIR'].includes(code)) return;
      discard(row.path);
    }
    row.path = path;
  }

  const begin = (before: FileRow): Result<FileView> => {
    let row = before;
    try {
      if (row.state === 'failed') movePart(row);
      mkdirSync(dirname(row.path), { recursive: true });
      row = openPart(row);
    } catch (error) {
      known.fail(row, writeProblem(error, dirname(row.path)));
      return done(known.tell(row));
    }
    if (row !== before) input({ kind: 'cancelDownload', root: row.root }); // what it has is gone
    row.state = 'fetching';
    known.keep(row);
    table.commit();
    chunks.open(row);
    input({ kind: 'download', file: wanted(row), holders: holdersOf(row) });
    return done(known.tell(row));
  };

  /** It can't be written, or what was written isn't it. */
  const stop = (row: FileRow, problem: Problem): void => {
    known.fail(row, problem);
    setImmediate(() => {
      if (known.isClosed()) return;
      input({ kind: 'failDownload', root: row.root, problem });
      known.tell(row);
      options.notify({ level: 'error', ...problem });
    });
  };

  /** Invariant 3. */
  function makeRoom(): void {
    const leftovers = known
      .rows()
      .filter(({ state }) => state === 'dropped')
      .map((row) => ({ no: row.no, at: row.droppedAt ?? row.at, bytes: bytesOnDisk(row.path), row }));
    for (const { row } of beyondQuota(leftovers, options.quota)) {
      discard(row.path);
      known.drop(row);
    }
  }

  /** Invariants 1 and 2. */
  const assemble = async (row: FileRow): Promise<void> => {
    if (row.resumed && !(await isWhole(row))) return;
    if (known.isClosed() || row.state !== 'fetching') return;
    try {
      chunks.close(row.no);
      const size = gossiper().download(row.root)?.file.size ?? row.size;
      if (size !== null && statSync(row.path).size !== size) throw new Error('it was changed');
      const path = putInPlace(row.path, dirname(row.path), row.name);
      const whole = statSync(path);
      Object.assign(row, { path, size: whole.size, modified: whole.mtimeMs, state: 'shared', resumed: false });
    } catch (error) {
      stop(row, writeProblem(error, dirname(row.path)));
      return;
    }
    known.keep(row);
    table.commit();
    input({ kind: 'assembled', file: sharedOf(row) });
    known.tell(row);
  };

  /** Reads what lies on the disk once more; what is damaged is fetched again. */
  const isWhole = async (row: FileRow): Promise<boolean> => {
    const bad: number[] = [];
    const hashed = await hashFile({
      path: row.path,
      signal: checks.signal,
      onProgress: () => undefined,
      onMetafile({ node, hash }) {
        if (node.level > 1 || table.metafile(hash) !== undefined) return;
        chunks.unplace(row, node.index * FANOUT, (node.index + 1) * FANOUT);
        bad.push(node.index);
      },
    });
    if (hashed.kind === 'done' && hashed.root === row.root) return true;
    if (known.isClosed() || row.state !== 'fetching') return false;
    if (hashed.kind === 'done' && bad.length > 0) input({ kind: 'damaged', root: row.root, chunks: bad });
    else {
      const reason = hashed.kind === 'failed' ? hashed.message : 'it was changed';
      stop(row, writeProblem(new Error(reason), dirname(row.path)));
    }
    return false;
  };

  /** A download that isn't over. */
  const unfinished = (id: string): FileRow | undefined => {
    const row = known.find(id);
    return row === undefined || row.own || row.state === 'shared' || row.state === 'dropped' ? undefined : row;
  };

  return {
    calls: {
      download({ hash, name, from, size }) {
        if (options.isSimple) return refusedBy(SIMPLE);
        const root = parseHash(hash);
        const origin = from === undefined ? undefined : parseOrigin(from);
        if (root === undefined) return refused('bad-hash', 'A file is named by 64 hex digits. Copy them again.');
        if (from !== undefined && origin === undefined)
          return refused('bad-origin', 'That is not the name of anybody here.');
        if (name.trim() === '') return refused('name-empty', 'Say what the file is to be called.');
        if (size !== undefined && chunksOf(size) > MAX_FILE_CHUNKS) return refusedBy(TOO_LARGE);
        const holders = origin === undefined ? [] : [origin];
        const before = known.find(root);
        if (before?.state === 'fetching') {
          if (origin !== undefined)
            input({ kind: 'download', file: wanted(before), holders: [{ origin, chunks: undefined }] });
          return done(known.tell(before));
        }
        if (before !== undefined && known.isUnchanged(before)) return done(known.tell(before));
        if (gossiper().downloads().length >= MAX_DOWNLOADS) return refusedBy(TOO_MANY);
        if (before !== undefined && !before.own) {
          before.holders = [...new Set([...before.holders, ...holders])];
          return begin(before);
        }
        return begin(
          known.add({
            root,
            name,
            size: size ?? found.sizeOf(root) ?? null,
            own: false,
            listed: !options.offers(root).isPrivate,
            path: newPart(folders.downloads, root),
            state: 'fetching',
            modified: 0,
            holders,
          }),
        );
      },
      pauseDownload({ id }) {
        const row = known.find(id);
        if (row?.state !== 'fetching') return refusedBy(UNKNOWN_FILE);
        row.state = 'paused';
        known.keep(row);
        input({ kind: 'pauseDownload', root: row.root });
        return done(known.tell(row));
      },
      resumeDownload({ id }) {
        const row = unfinished(id);
        return row === undefined ? refusedBy(UNKNOWN_FILE) : begin(row);
      },
      cancelDownload({ id }) {
        const row = unfinished(id);
        if (row === undefined) return refusedBy(UNKNOWN_FILE);
        input({ kind: 'cancelDownload', root: row.root });
        row.state = 'dropped';
        row.droppedAt = Date.now();
        known.keep(row);
        chunks.close(row.no);
        options.emit({ type: 'fileGone', id: row.root });
        makeRoom();
        return done({});
      },
    },
    resume() {
      const inputs: Input[] = [];
      for (const before of known.rows()) {
        if (before.state !== 'fetching' && before.state !== 'paused') continue;
        let row = before;
        try {
          row = openPart(row);
          chunks.open(row);
        } catch (error) {
          known.fail(row, writeProblem(error, dirname(row.path)));
          continue;
        }
        inputs.push({ kind: 'download', file: wanted(row), holders: holdersOf(row) });
        if (row.state === 'paused') inputs.push({ kind: 'pauseDownload', root: row.root });
      }
      return inputs;
    },
    chunk({ root, node, hash, data }) {
      const row = known.find(root);
      if (row?.state !== 'fetching') return;
      try {
        chunks.put(row, node, hash, data);
      } catch (error) {
        stop(row, writeProblem(error, dirname(row.path)));
      }
    },
    fetched(root) {
      const row = known.find(root);
      if (row !== undefined) void assemble(row);
    },
    changed(root) {
      const row = known.find(root);
      const live = gossiper().download(root);
      if (row === undefined || row.state === 'dropped') return;
      if (live?.state.kind === 'failed' && row.state === 'fetching') known.fail(row, live.state.problem);
      if (row.size === null && live?.file.size !== undefined) {
        row.size = live.file.size;
        known.keep(row);
      }
      options.emitSoon(`file ${root}`, () => {
        const now = known.find(root);
        return now === undefined || now.state === 'dropped' ? undefined : { type: 'file', file: known.view(now) };
      });
    },
    close: () => checks.abort(),
  };
}

const wanted = ({ root, name, size, listed }: FileRow): WantedFile => ({ root, name, size: size ?? undefined, listed });

/** What is fetched out of order has holes, which take no room. */
function bytesOnDisk(path: string): number {
  try {
    return statSync(path).blocks * 512;
  } catch {
    return 0;
  }
}
