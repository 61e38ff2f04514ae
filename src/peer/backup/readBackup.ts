/**
 * Unpacks a backup into a folder beside the one that it shall become.
 *
 * 1. Nothing is taken on trust: sizes are bounded before anything is read, each part is parsed as a start would parse it,
 *    and a database that holds more than our tables (a trigger, a view) is refused.
 * 2. What fails leaves nothing behind.
 * 3. The restored folder says of itself that it is at home nowhere. So its first start begins a new incarnation
 *    (protocol.md §3, "Identity"): the backed-up peer may have said more since, or still run, and no ID is used twice.
 */
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Rumor } from '../../gossiper/packet.ts';
import { done, refused, type Result } from '../../gossiper/result.ts';
import { rumorCodec } from '../../wire/index.ts';
import { loadSqlite, openDatabase, type Sqlite } from '../log/database.ts';
import { makeFolder, openFolder, type Folder } from '../profile/folder.ts';
import { loadKeys } from '../profile/keys.ts';
import { loadSettings, saveSettings } from '../profile/settings.ts';
import { ContentsReader, type PartKind } from './contents.ts';
import { Damaged, HEADER_BYTES, readSeal, unseal } from './sealing.ts';

/** What a folder that was unpacked but not put in place is called, after the one that it is for. */
const UNPACKING = '.restoring-';
/** A restore that takes longer was killed. */
const LEFT_OVER_MS = 3_600_000;
const NOWHERE = { machine: 'backup', device: '', inode: '' } as const;
/** Thrown inside, to be a sentence outside. */
class NotUsable extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface ReadOptions {
  readonly file: string;
  readonly passphrase: string;
  /** The folder that the profile shall have in the end. */
  readonly folder: string;
}

/**
 * Gives the folder that holds the profile now. Codes: `backup-not-readable`, `backup-not-one`, `backup-newer`,
 * `passphrase-needed`, `passphrase-wrong`, `backup-damaged`, `backup-needs-sqlite`, `database-newer`, `restore-failed`.
 */
export async function readBackup({ file, passphrase, folder }: ReadOptions): Promise<Result<string>> {
  const source = await open(file, 'r').catch(() => undefined);
  if (source === undefined) {
    return refused(
      'backup-not-readable',
      `The file ${file} can't be read. Check that it is there and who may read it.`,
    );
  }
  let unpacked: string | undefined;
  let isProtected = false;
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await source.read(header, 0, HEADER_BYTES, 0);
    const opened = await readSeal(header.subarray(0, bytesRead), passphrase);
    if (!opened.ok) return opened;
    isProtected = passphrase !== '';
    makeFolder(dirname(folder));
    removeLeftOvers(folder);
    unpacked = mkdtempSync(`${folder}${UNPACKING}`);
    await unpack(new ContentsReader(unseal(opened.value, source)), unpacked, (await source.stat()).size);
    await makeUsable(unpacked);
    return done(unpacked);
  } catch (error) {
    if (unpacked !== undefined) await rm(unpacked, { recursive: true, force: true }); // invariant 2
    return whyNot(error, isProtected, folder);
  } finally {
    await source.close();
  }
}

function whyNot(error: unknown, isProtected: boolean, folder: string): Result<never> {
  if (error instanceof NotUsable) return refused(error.code, error.message);
  if (error instanceof Damaged && error.frame === 0 && isProtected) {
    return refused('passphrase-wrong', 'The passphrase is wrong, or the file is damaged. Type it again.');
  }
  if (error instanceof Damaged) {
    return refused(
      'backup-damaged',
      'That backup is damaged or not complete. Nothing was changed; use another copy of it.',
    );
  }
  if (!(error instanceof Error && 'code' in error)) throw error;
  return refused(
    'restore-failed',
    `The backup could not be unpacked beside ${folder} (${String(error.code)}). Nothing was changed; check that the disk has room and can be written.`,
  );
}

const FILES: Readonly<Record<PartKind, 'key' | 'settings' | 'messages'>> = {
  key: 'key',
  settings: 'settings',
  messages: 'messages',
};

async function unpack(contents: ContentsReader, path: string, size: number): Promise<void> {
  const folder = folderAt(path);
  const parts = await contents.parts();
  if (parts.reduce((sum, { bytes }) => sum + bytes, 0) > size) throw new Damaged(1);
  for (const { kind, bytes } of parts) {
    await pipeline(
      contents.next(bytes),
      createWriteStream(folder[FILES[kind]], { mode: 0o600, flags: 'wx', flush: true }),
    );
  }
  await contents.end();
}

async function makeUsable(path: string): Promise<void> {
  const folder = folderAt(path);
  if (!loadKeys(folder).ok) throw new Damaged(1);
  const { settings, setAside } = loadSettings(folder, 0);
  if (setAside !== undefined) rmSync(setAside);
  saveSettings(folder, { ...settings, place: NOWHERE }); // invariant 3, and only what we know of settings
  if (statSync(folder.messages, { throwIfNoEntry: false }) === undefined) return;
  const sqlite = await loadSqlite();
  if (sqlite === undefined) {
    throw new NotUsable(
      'backup-needs-sqlite',
      'This runtime can’t read the messages of the backup. Use Node 24 or the desktop app.',
    );
  }
  checkMessages(sqlite, folder);
}

/** Invariant 1. What is opened is brought to our version, as at a start. */
function checkMessages(sqlite: Sqlite, { path, messages }: Folder): void {
  const birthOf = (rumor: Rumor) => rumorCodec.claims(rumor)?.birth;
  const nameOf = (rumor: Rumor) => rumorCodec.claims(rumor)?.name;
  const tablesOf = (file: string): string => {
    const opened = openDatabase(sqlite, file, { birthOf, nameOf });
    if (opened.kind === 'newer') {
      throw new NotUsable('database-newer', 'That backup was made by a newer Peerster. Update this one and try again.');
    }
    if (opened.kind === 'damaged') throw new Damaged(1);
    try {
      const tables = opened.db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all();
      const check = opened.db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
      if (check !== 'ok') throw new Damaged(1);
      opened.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      return JSON.stringify(tables);
    } finally {
      opened.db.close();
    }
  };
  const fresh = join(path, 'fresh.db');
  try {
    if (tablesOf(messages) !== tablesOf(fresh)) throw new Damaged(1);
  } finally {
    for (const companion of ['', '-wal', '-shm']) rmSync(fresh + companion, { force: true });
  }
}

function folderAt(path: string): Folder {
  const folder = openFolder(path);
  if (!folder.ok) throw new NotUsable(folder.problem.code, folder.problem.message);
  return folder.value;
}

/** Of restores that were killed: they hold a private key that nobody needs there. */
function removeLeftOvers(folder: string): void {
  const parent = dirname(folder);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(folder)}${UNPACKING}`)) continue;
    const path = join(parent, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    if (age > LEFT_OVER_MS) rmSync(path, { recursive: true, force: true });
  }
}
