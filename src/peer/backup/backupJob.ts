/**
 * The backup that a running peer makes for a client: one at a time, told of as it goes, fetched once.
 *
 * 1. Its file lies in the profile's folder until it is fetched, dropped or KEPT_MS old; a start removes what a crash left.
 */
import { randomBytes } from 'node:crypto';
import { createReadStream, readdirSync, rmSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { done, refused, type Result } from '../../gossiper/result.ts';
import type { BackupView } from '../views.ts';
import { BACKUP_EXTENSION, writeBackup } from './writeBackup.ts';

/** Time to choose where it goes. */
const KEPT_MS = 10 * 60_000;
const TELL_EVERY_MS = 200;
const PREFIX = 'making-';

export interface BackupFile {
  readonly name: string;
  readonly bytes: number;
  /** Reads it, once; then it is gone. */
  stream(): AsyncIterable<Uint8Array>;
  /** Puts it there; a file of that name is replaced. Throws what the disk throws. */
  moveTo(path: string): Promise<void>;
}

export interface BackupJob {
  make(passphrase: string): Result<BackupView>;
  /** Ends one that is being made, throws away one that is ready. */
  drop(): BackupView;
  view(): BackupView;
  take(id: string): BackupFile | undefined;
}

const NONE: BackupView = { state: 'none' };

/** `folder` undefined: there is no profile. */
export function createBackupJob(folder: string | undefined, tell: (view: BackupView) => void): BackupJob {
  let view: BackupView = NONE;
  let stop: AbortController | undefined;
  let expiry: NodeJS.Timeout | undefined;
  let toldAt = 0;
  if (folder !== undefined) removeLeftOvers(folder);

  const become = (next: BackupView): BackupView => {
    view = next;
    tell(next);
    return next;
  };
  const pathOf = (path: string, id: string): string => join(path, `${PREFIX}${id}`);

  const run = async (path: string, passphrase: string, { signal }: AbortController): Promise<void> => {
    const id = randomBytes(16).toString('hex');
    const file = pathOf(path, id);
    const result = await writeBackup({
      folder: path,
      file,
      passphrase,
      signal,
      progress(finished, of) {
        view = { state: 'working', done: finished, of };
        if (signal.aborted || performance.now() - toldAt < TELL_EVERY_MS) return;
        toldAt = performance.now();
        tell(view);
      },
    });
    if (signal.aborted) {
      rmSync(file, { force: true });
      return;
    }
    stop = undefined;
    if (!result.ok) {
      become({ state: 'failed', ...result.problem });
      return;
    }
    const day = new Date().toISOString().slice(0, 10);
    become({ state: 'ready', id, name: `Peerster ${day}${BACKUP_EXTENSION}`, bytes: result.value });
    expiry = setTimeout(() => job.drop(), KEPT_MS);
    expiry.unref();
  };

  const job: BackupJob = {
    make(passphrase) {
      if (folder === undefined) {
        return refused('backup-no-profile', 'This peer has no profile: there is nothing to back up.');
      }
      if (view.state === 'working') {
        return refused('backup-busy', 'A backup is being made already. Wait for it, or cancel it first.');
      }
      job.drop();
      stop = new AbortController();
      void run(folder, passphrase, stop);
      return done(become({ state: 'working', done: 0, of: 0 }));
    },
    drop() {
      stop?.abort();
      stop = undefined;
      clearTimeout(expiry);
      if (folder !== undefined && view.state === 'ready') rmSync(pathOf(folder, view.id), { force: true });
      return view.state === 'none' ? NONE : become(NONE);
    },
    view: () => view,
    take(id) {
      if (folder === undefined || view.state !== 'ready' || view.id !== id) return undefined;
      const { name, bytes } = view;
      const path = pathOf(folder, id);
      clearTimeout(expiry);
      become(NONE);
      return { name, bytes, stream: () => readOnce(path), moveTo: (to) => move(path, to) };
    },
  };
  return job;
}

async function* readOnce(path: string): AsyncGenerator<Uint8Array> {
  try {
    // A file that is read without an encoding comes in bytes.
    for await (const bytes of createReadStream(path)) yield bytes as Uint8Array;
  } finally {
    await rm(path, { force: true });
  }
}

/** Another disk takes a copy; it gets the mode of the file, which is its owner's only. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyFile(from, to);
  } finally {
    await rm(from, { force: true });
  }
}

function removeLeftOvers(folder: string): void {
  for (const name of readdirSync(folder)) if (name.startsWith(PREFIX)) rmSync(join(folder, name), { force: true });
}
