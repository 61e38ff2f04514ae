/**
 * Which files are known here, and where each chunk of them lies: in SQLite, or in maps where there is none.
 *
 * 1. What is written in a turn is committed at its end (`commit`): a crash loses at most a turn, which is fetched again.
 * 2. A chunk has one place in each file that has it: what happens to one file is nothing to the others.
 * 3. What lies under a number that is no file's (a reading that was broken off, a file that goes) is known, and goes.
 * 4. Where writing fails, the turn is undone as a whole, and the next one can be written again.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Hash } from '../../gossiper/files/file.ts';

export interface FileRow {
  readonly no: number;
  readonly root: Hash;
  /** As others call it. */
  name: string;
  /** Bytes; null: not known yet. */
  size: number | null;
  readonly own: boolean;
  listed: boolean;
  /** ms since 1970. */
  readonly at: number;
  /** Where its content lies, or what there is of it. */
  path: string;
  /** `dropped`: what there is of it may go when room is needed. */
  state: 'shared' | 'fetching' | 'paused' | 'failed' | 'dropped';
  /** When it was dropped last, ms since 1970: that is when it was used last. */
  droppedAt?: number;
  code: string;
  message: string;
  /** Of the file at `path` when it was shared: ms since 1970. */
  modified: number;
  /** Origins that have it. */
  holders: readonly string[];
  /** What was fetched before this run: checked as a whole at the end. */
  resumed: boolean;
}

export interface Place {
  readonly file: number;
  readonly position: number;
}

export interface FileTable {
  files(): FileRow[];
  keep(row: FileRow): void;
  /** No file of that number is there from now on; what is added under it goes unless one is kept. */
  forget(no: number): void;
  /** Numbers of which something is left. */
  forgotten(): number[];
  /** What is left of a forgotten one, which may take several calls: true when all is gone. */
  drop(no: number): boolean;
  /** Some of the places. */
  placesOf(hash: Hash): Place[];
  metafile(hash: Hash): Uint8Array | undefined;
  addChunk(hash: Hash, place: Place): void;
  addMetafile(hash: Hash, file: number, data: Uint8Array): void;
  /** Of one file; of content that is in it several times one. */
  positions(file: number): Iterable<number>;
  commit(): void;
  close(): void;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS files (no INTEGER PRIMARY KEY, root TEXT NOT NULL UNIQUE, row TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS forgotten (no INTEGER PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS chunks (
    hash BLOB NOT NULL, file INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (hash, file)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS chunks_of_file ON chunks (file, position);
  CREATE TABLE IF NOT EXISTS metafiles (
    hash BLOB NOT NULL, file INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (hash, file)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS metafiles_of_file ON metafiles (file);
  PRAGMA user_version = 2;
`;
/** Files with the same chunk that are asked for it, one after the other. */
const MAX_PLACES = 8;
/** Rows that one call of `drop` deletes: some milliseconds. */
const DROPPED_AT_ONCE = 2_000;

export function createSqliteTable(db: DatabaseSync): FileTable {
  db.exec(
    'PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8192',
  );
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  const isNew = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'files'").get() === undefined;
  if (!isNew && version !== 2) throw new Error('of another version');
  db.exec(SCHEMA);
  const one = {
    places: db.prepare(`SELECT file, position FROM chunks WHERE hash = ? LIMIT ${MAX_PLACES}`),
    metafile: db.prepare('SELECT data FROM metafiles WHERE hash = ? LIMIT 1'),
    chunk: db.prepare('INSERT OR REPLACE INTO chunks (hash, file, position) VALUES (?, ?, ?)'),
    addMetafile: db.prepare('INSERT OR REPLACE INTO metafiles (hash, file, data) VALUES (?, ?, ?)'),
    row: db.prepare('INSERT OR REPLACE INTO files (no, root, row) VALUES (?, ?, ?)'),
    positions: db.prepare('SELECT position FROM chunks WHERE file = ? ORDER BY position'),
    dropChunks: db.prepare(
      'DELETE FROM chunks WHERE file = ?1 AND hash IN (SELECT hash FROM chunks WHERE file = ?1 LIMIT ?2)',
    ),
    dropMetafiles: db.prepare('DELETE FROM metafiles WHERE file = ?'),
    dropFile: db.prepare('DELETE FROM files WHERE no = ?'),
    forget: db.prepare('INSERT OR IGNORE INTO forgotten (no) VALUES (?)'),
    remember: db.prepare('DELETE FROM forgotten WHERE no = ?'),
  };
  let isOpen = false;
  /** Invariant 4. What failed may have undone it already. */
  const guarded = <T>(deed: () => T): T => {
    try {
      return deed();
    } catch (error) {
      isOpen = false;
      try {
        db.exec('ROLLBACK');
      } catch {
        // no transaction is left
      }
      throw error;
    }
  };
  const write = <T>(deed: () => T): T =>
    guarded(() => {
      if (!isOpen) db.exec('BEGIN');
      isOpen = true;
      return deed();
    });
  const commit = (): void => {
    if (isOpen) guarded(() => db.exec('COMMIT'));
    isOpen = false;
  };
  return {
    files: () =>
      db
        .prepare('SELECT row FROM files ORDER BY no')
        .all()
        .map(({ row }) => JSON.parse(String(row)) as FileRow),
    keep: (row) =>
      write(() => {
        one.row.run(row.no, row.root, JSON.stringify(row));
        one.remember.run(row.no);
      }),
    forget: (no) =>
      write(() => {
        one.dropFile.run(no);
        one.forget.run(no);
      }),
    forgotten: () =>
      db
        .prepare('SELECT no FROM forgotten')
        .all()
        .map(({ no }) => Number(no)),
    drop: (no) =>
      write(() => {
        const { changes } = one.dropChunks.run(no, DROPPED_AT_ONCE);
        if (Number(changes) === DROPPED_AT_ONCE) return false;
        one.dropMetafiles.run(no);
        one.remember.run(no);
        return true;
      }),
    placesOf: (hash) =>
      one.places.all(bytesOf(hash)).map((row) => ({ file: Number(row['file']), position: Number(row['position']) })),
    metafile: (hash) => one.metafile.get(bytesOf(hash))?.['data'] as Uint8Array | undefined,
    addChunk: (hash, { file, position }) => write(() => void one.chunk.run(bytesOf(hash), file, position)),
    addMetafile: (hash, file, data) => write(() => void one.addMetafile.run(bytesOf(hash), file, data)),
    *positions(file) {
      for (const row of one.positions.iterate(file)) yield Number(row['position']);
    },
    commit,
    close() {
      try {
        commit();
      } finally {
        db.close();
      }
    },
  };
}

const bytesOf = (hash: Hash): Uint8Array => Buffer.from(hash, 'hex');

export function createMapTable(): FileTable {
  const files = new Map<number, FileRow>();
  const forgotten = new Set<number>();
  /** By hash, then by file. */
  const places = new Map<Hash, Map<number, number>>();
  const metafiles = new Map<Hash, Map<number, Uint8Array>>();
  const put = <T>(all: Map<Hash, Map<number, T>>, hash: Hash, file: number, value: T): void => {
    const known = all.get(hash);
    if (known === undefined) all.set(hash, new Map([[file, value]]));
    else known.set(file, value);
  };
  return {
    files: () => [...files.values()],
    keep(row) {
      files.set(row.no, { ...row });
      forgotten.delete(row.no);
    },
    forget(no) {
      files.delete(no);
      forgotten.add(no);
    },
    forgotten: () => [...forgotten],
    drop(no) {
      for (const all of [places, metafiles])
        for (const [hash, of] of all) if (of.delete(no) && of.size === 0) all.delete(hash);
      forgotten.delete(no);
      return true;
    },
    placesOf: (hash) =>
      [...(places.get(hash) ?? [])].slice(0, MAX_PLACES).map(([file, position]) => ({ file, position })),
    metafile: (hash) => metafiles.get(hash)?.values().next().value,
    addChunk: (hash, { file, position }) => put(places, hash, file, position),
    addMetafile: (hash, file, data) => put(metafiles, hash, file, data),
    *positions(file) {
      for (const of of places.values()) {
        const position = of.get(file);
        if (position !== undefined) yield position;
      }
    },
    commit: () => undefined,
    close: () => undefined,
  };
}
