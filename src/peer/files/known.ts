/** The files that are known here, each with its row in the table and the chunks of it on the disk. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Hash, SharedFile } from '../../gossiper/files/file.ts';
import type { Problem } from '../../gossiper/result.ts';
import type { FileView } from '../views.ts';
import { createDiskChunks, type DiskChunks } from './diskChunks.ts';
import { CHANGED, writeProblem } from './fileProblems.ts';
import type { FileRow } from './fileTable.ts';
import { fileView } from './fileViews.ts';
import type { FilesOptions } from './options.ts';
import { factsOf } from './sharing.ts';

export interface Known {
  readonly chunks: DiskChunks;
  rows(): FileRow[];
  find(root: string): FileRow | undefined;
  /** The number of a file that is about to be read, and added. */
  nextNo(): number;
  /** It wasn't. */
  forget(no: number): void;
  /** In the place of the one with the same content, if there is one. */
  add(row: NewRow, no?: number): FileRow;
  /** The same, of which nothing is on the disk. */
  anew(row: FileRow): FileRow;
  keep(row: FileRow): void;
  drop(row: FileRow): void;
  fail(row: FileRow, problem: Problem): void;
  /** As it was when it was shared, as far as can be seen without reading it; it fails where it isn't. */
  isUnchanged(row: FileRow): boolean;
  view(row: FileRow): FileView;
  tell(row: FileRow): FileView;
  /** The table can't be written: told, and what is fetched fails. */
  trouble(error: unknown): void;
  isClosed(): boolean;
  close(): void;
}

type NewRow = Omit<FileRow, 'no' | 'code' | 'message' | 'at' | 'resumed'>;

export function createKnown({ table, folders, input, gossiper, who, emit, notify }: FilesOptions): Known {
  const rows = new Map<number, FileRow>();
  const byRoot = new Map<Hash, FileRow>();
  for (const kept of table.files()) {
    const row = { ...kept, resumed: kept.state !== 'shared' };
    rows.set(row.no, row);
    byRoot.set(row.root, row);
  }
  const dropping = new Set(table.forgotten());
  let lastNo = Math.max(0, ...rows.keys(), ...dropping);
  let isClosed = false;
  let isTroubled = false;

  const chunks = createDiskChunks({
    table,
    row: (no) => rows.get(no),
    shared: () => [...rows.values()].filter(isUnchanged).map(sharedOf),
    onChanged(row) {
      if (row.state === 'shared') failChanged(row);
    },
  });

  const view = (row: FileRow): FileView => fileView(row, gossiper().download(row.root), who);
  const tell = (row: FileRow): FileView => {
    const now = view(row);
    emit({ type: 'file', file: now });
    return now;
  };
  const keep = (row: FileRow): void => {
    rows.set(row.no, row);
    byRoot.set(row.root, row);
    attempt(() => table.keep(row));
  };
  const attempt = (deed: () => void): void => {
    try {
      deed();
    } catch (error) {
      trouble(error);
    }
  };
  /** What is known stays so until the end of this run. */
  const trouble = (error: unknown): void => {
    const problem = writeProblem(error, dirname(folders.shared));
    for (const row of rows.values()) {
      if (row.state !== 'fetching') continue;
      Object.assign(row, { state: 'failed', ...problem });
      chunks.close(row.no);
      setImmediate(() => {
        if (isClosed) return;
        input({ kind: 'failDownload', root: row.root, problem });
        tell(row);
      });
    }
    if (!isTroubled) notify({ level: 'error', ...problem });
    isTroubled = true;
  };
  const fail = (row: FileRow, { code, message }: Problem): void => {
    Object.assign(row, { state: 'failed', code, message });
    chunks.close(row.no);
    keep(row);
  };

  /** What is there is the user's own work now, also where it was fetched: it is neither written to nor removed. */
  function failChanged(row: FileRow): void {
    if (!row.own) row.path = newPart(folders.downloads, row.root);
    fail(row, CHANGED);
    setImmediate(() => {
      if (isClosed) return;
      input({ kind: 'unshare', root: row.root });
      if (byRoot.get(row.root) === row) tell(row);
    });
  }

  function isUnchanged(row: FileRow): boolean {
    if (row.state !== 'shared') return false;
    const facts = factsOf(row.path);
    if (facts.ok && facts.value.size === row.size && facts.value.modified === row.modified) return true;
    failChanged(row);
    return false;
  }

  /** Its chunks go in slices: a file of 10 GiB has a million of them. */
  const drop = (row: FileRow): void => {
    chunks.close(row.no);
    rows.delete(row.no);
    if (byRoot.get(row.root) === row) byRoot.delete(row.root);
    forget(row.no);
  };
  const forget = (no: number): void => {
    attempt(() => {
      table.forget(no);
      table.commit();
    });
    dropping.add(no);
    setImmediate(dropSome);
  };
  function dropSome(): void {
    const [no] = dropping;
    if (isClosed || no === undefined) return;
    try {
      if (table.drop(no)) dropping.delete(no);
      table.commit();
    } catch {
      return; // at the next start
    }
    setImmediate(dropSome);
  }
  setImmediate(dropSome);

  return {
    chunks,
    rows: () => [...rows.values()],
    find: (root) => byRoot.get(root.toLowerCase() as Hash),
    nextNo() {
      lastNo += 1;
      attempt(() => table.forget(lastNo)); // until its row is kept
      return lastNo;
    },
    forget,
    add(row, no = ++lastNo) {
      const made: FileRow = { ...row, no, code: '', message: '', at: Date.now(), resumed: false };
      const before = byRoot.get(row.root);
      if (before !== undefined) drop(before);
      keep(made);
      return made;
    },
    anew(row) {
      drop(row);
      const made: FileRow = { ...row, no: ++lastNo, code: '', message: '', resumed: false };
      keep(made);
      return made;
    },
    keep,
    drop,
    fail,
    isUnchanged,
    view,
    tell,
    trouble,
    isClosed: () => isClosed,
    close() {
      isClosed = true;
      chunks.closeAll();
    },
  };
}

export const sharedOf = ({ root, name, size, listed }: FileRow): SharedFile => ({
  root,
  name,
  size: size ?? 0,
  listed,
});

/** Where a file lies until it is whole; other peers may fetch the same one into the same folder. */
export const newPart = (downloads: string, root: Hash): string =>
  join(downloads, `.peerster-${root.slice(0, 24)}-${randomBytes(4).toString('hex')}.part`);

/** Removes what there is of a file that nobody wants. Where its folder can't be reached, it stays. */
export function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // nothing that a person could do here
  }
}
