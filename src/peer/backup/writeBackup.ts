/**
 * Makes a backup of a profile's folder, whether or not a peer runs in it.
 *
 * 1. The file is readable by its owner only from its first byte on: it holds the private key.
 * 2. It has its name when it is whole and on the disk; what failed or was cancelled leaves nothing.
 */
import { accessSync, constants, readFileSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { done, refused, type Result } from '../../gossiper/result.ts';
import { loadSqlite } from '../log/database.ts';
import { contentsOf, filePart, textPart, type PartSource } from './contents.ts';
import { newSeal, seal } from './sealing.ts';
import { Cancelled, snapshot } from './snapshot.ts';

export const BACKUP_EXTENSION = '.peerster-backup';

export interface WriteOptions {
  readonly folder: string;
  readonly file: string;
  /** "": whoever has the file can read it. */
  readonly passphrase: string;
  /** In bytes. */
  readonly progress?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
}

/** Gives its size. Codes: `backup-no-profile`, `backup-needs-sqlite`, `backup-cancelled`, `backup-failed`. */
export async function writeBackup(options: WriteOptions): Promise<Result<number>> {
  const { folder, file, signal } = options;
  const place = dirname(resolve(file));
  try {
    accessSync(place, constants.W_OK);
  } catch {
    return refused('backup-failed', `${place} is no folder that can be written. Choose another place for the backup.`);
  }
  const part = `${file}.part`;
  const copy = `${file}.messages`;
  try {
    const bytes = await write(options, part, copy);
    if (bytes.ok) await rename(part, file);
    return bytes;
  } catch (error) {
    if (error instanceof Cancelled || signal?.aborted === true)
      return refused('backup-cancelled', 'The backup was cancelled. Nothing was kept of it.');
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refused(
      'backup-failed',
      `The backup of ${folder} could not be written (${String(error.code)}). Check that the disk has room and can be written, and try again.`,
    );
  } finally {
    for (const path of [part, copy, `${copy}-wal`, `${copy}-shm`, `${copy}-journal`]) await rm(path, { force: true });
  }
}

async function write(
  { folder, passphrase, progress = () => undefined, signal }: WriteOptions,
  part: string,
  copy: string,
): Promise<Result<number>> {
  const key = readIfThere(join(folder, 'key.json'));
  if (key === undefined) {
    return refused('backup-no-profile', `There is no profile in ${folder} to back up. Give the folder of one.`);
  }
  const parts: PartSource[] = [textPart('key', key)];
  const settings = readIfThere(join(folder, 'profile.json'));
  if (settings !== undefined) parts.push(textPart('settings', withoutPlace(settings)));
  const messages = join(folder, 'messages.db');
  if (statSync(messages, { throwIfNoEntry: false }) !== undefined) {
    const sqlite = await loadSqlite();
    // `backup` came with Node 22.16, after the rest of node:sqlite.
    if (sqlite === undefined || typeof sqlite.backup !== 'function') {
      return refused('backup-needs-sqlite', 'This runtime can’t copy the messages. Use Node 24 or the desktop app.');
    }
    rmSync(copy, { force: true });
    // Copying is half of the work, sealing the other.
    await snapshot(sqlite, messages, copy, (done, of) => progress(done, 2 * of), signal);
    parts.push(filePart('messages', copy, statSync(copy).size));
  }
  const all = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const target = await open(part, 'wx', 0o600); // invariant 1
  let bytes = 0;
  try {
    for await (const piece of seal(await newSeal(passphrase), contentsOf(parts))) {
      if (signal?.aborted === true) throw new Cancelled();
      await target.writeFile(piece);
      bytes += piece.length;
      progress(all + bytes, 2 * all);
    }
    await target.sync();
  } finally {
    await target.close();
  }
  return done(bytes);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Where the folder is says nothing about where it will be restored. */
function withoutPlace(settings: string): string {
  try {
    return JSON.stringify(JSON.parse(settings), (key, value: unknown) => (key === 'place' ? undefined : value));
  } catch {
    return settings; // damaged: as damaged when it is restored
  }
}
