/**
 * Opens the database file of a log, or says why not.
 *
 * 1. A damaged file is never written to nor deleted: it is set aside under a dated name, whole (with its -wal).
 * 2. Where a plain fsync leaves data in the drive (macOS), the one that doesn't is used.
 * 3. What opening costs doesn't grow with the rumors: the whole file is checked only while it is small.
 */
import { existsSync, renameSync, statSync } from 'node:fs';
import type * as sqlite from 'node:sqlite';
import { textOf } from '../../wire/text.ts';
import { isDamage } from './diskProblem.ts';
import { blob, integer, originOf } from './rows.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION, versionOf, type MigrationTools } from './schema.ts';
import { makeSearchIndex } from './searchIndex.ts';

/** 16 MB; with these and the rest of a peer the process stays below 200 MB. */
const CACHE_KIB = 16_384;
/** A checkpoint waits for the disk: at 16 MB of WAL a busy chat has one every few seconds, and a start after a crash reads that much. */
const CHECKPOINT_PAGES = 4_000;
/** A check of the whole file reads it once: 50 ms at this size. */
const MAX_CHECKED_BYTES = 16 * 1024 * 1024;

export type Opened =
  | { readonly kind: 'open'; readonly db: DatabaseSync }
  | { readonly kind: 'damaged' }
  /** Written by a later version of ours. */
  | { readonly kind: 'newer'; readonly version: number };

export type Sqlite = typeof sqlite;
type DatabaseSync = sqlite.DatabaseSync;

/** Undefined: this runtime has none (Electron before 35, Node before 22.13). */
export async function loadSqlite(): Promise<Sqlite | undefined> {
  try {
    return await import('node:sqlite');
  } catch {
    return undefined;
  }
}

/** `maxPages` makes the disk full early: for tests. Throws what the disk throws (diskProblem.ts), but not damage. */
export function openDatabase({ DatabaseSync }: Sqlite, path: string, tools: MigrationTools, maxPages?: number): Opened {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    db.exec('PRAGMA busy_timeout = 2000');
    const version = versionOf(db);
    if (version > SCHEMA_VERSION) {
      db.close();
      return { kind: 'newer', version };
    }
    if (!isOurs(db, version) || !looksWhole(db, path)) throw new NotWhole(); // before anything is written: invariant 1
    db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA fullfsync = ON;
      PRAGMA cache_size = -${CACHE_KIB};
      PRAGMA mmap_size = 0;
      PRAGMA temp_store = MEMORY;
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA journal_size_limit = 33554432;
    `);
    migrate(db, tools);
    makeSearchIndex(db);
    readSome(db);
    if (maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${maxPages}`);
    return { kind: 'open', db };
  } catch (error) {
    if (db?.isOpen === true) db.close();
    if (error instanceof NotWhole || isDamage(error)) return { kind: 'damaged' };
    throw error;
  }
}

class NotWhole extends Error {}

function isOurs(db: DatabaseSync, version: number): boolean {
  const tables = integer(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']);
  if (version === 0) return tables === 0;
  return db.prepare('PRAGMA application_id').get()?.['application_id'] === APPLICATION_ID;
}

function looksWhole(db: DatabaseSync, path: string): boolean {
  if (statSync(path).size > MAX_CHECKED_BYTES) return true;
  return db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
}

/** The ends of each table and index: where a crash of the disk would most likely show. */
function readSome(db: DatabaseSync): void {
  db.prepare('SELECT * FROM origins').all();
  db.prepare('SELECT * FROM rumors ORDER BY key DESC LIMIT 100').all();
  db.prepare("SELECT * FROM rumors WHERE text <> x'' ORDER BY shown_at DESC, key DESC LIMIT 100").all();
  db.prepare('SELECT * FROM rumors ORDER BY origin_no DESC, id DESC LIMIT 10').all();
  db.prepare('SELECT * FROM privates ORDER BY key DESC LIMIT 100').all();
  db.prepare('SELECT * FROM privates WHERE delivery < 2 ORDER BY key').all();
}

/** Renames the file and its companions; returns the new name. `now`: ms since 1970. */
export function setAside(path: string, now: number): string {
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  const base = path.replace(/\.db$/, '');
  let aside = `${base}-damaged-${stamp}.db`;
  for (let n = 2; existsSync(aside); n++) aside = `${base}-damaged-${stamp}-${n}.db`;
  for (const companion of ['', '-wal', '-shm']) {
    if (existsSync(path + companion)) renameSync(path + companion, aside + companion);
  }
  return aside;
}

/** The identity under which this database last spoke, and how far. */
export interface LastIncarnation {
  readonly origin: string;
  /** What it was called last, where it took another name than its first. */
  readonly name: string | undefined;
  /** 8 bytes. */
  readonly incarnation: Uint8Array;
  readonly nextId: number;
}

export function lastIncarnation(db: DatabaseSync): LastIncarnation | undefined {
  const row = db
    .prepare(
      `SELECT i.origin AS origin, i.incarnation AS incarnation, coalesce(o.next_id, 1) AS next, o.name AS name
       FROM incarnations i LEFT JOIN origins o ON o.origin = i.origin ORDER BY i.no DESC LIMIT 1`,
    )
    .get();
  if (row === undefined || row['incarnation'] === null) return undefined;
  return {
    origin: originOf(row['origin']),
    name: row['name'] === null ? undefined : textOf(blob(row['name'])),
    incarnation: blob(row['incarnation']),
    nextId: integer(row['next']),
  };
}

/** Which copy of the database this is (profile/mark.ts). */
export function generationOf(db: DatabaseSync): string | undefined {
  const token = db.prepare('SELECT token FROM generation').get()?.['token'];
  return typeof token === 'string' ? token : undefined;
}

/** The group that its rumors are signed for; null: none; undefined: not recorded yet. */
export function groupOfLog(db: DatabaseSync): string | null | undefined {
  const name = db.prepare('SELECT name FROM signed_for').get()?.['name'];
  return typeof name === 'string' || name === null ? name : undefined;
}

/** On the disk when it returns. The group stays what it was first. */
export function recordStart(db: DatabaseSync, token: string, group: string | null): void {
  db.exec('PRAGMA synchronous = FULL; BEGIN IMMEDIATE; DELETE FROM generation');
  db.prepare('INSERT INTO generation (token) VALUES (?)').run(token);
  db.prepare('INSERT INTO signed_for SELECT ? WHERE NOT EXISTS (SELECT 1 FROM signed_for)').run(group);
  db.exec('COMMIT; PRAGMA synchronous = NORMAL');
}
