/**
 * One process per profile.
 *
 * 1. The lock dies with its process, however that ends: it is a file lock that SQLite holds, not a file that says so.
 * 2. `lock.json` beside it only says who holds it, for the sentence that a second start gets. Where the runtime has no
 *    SQLite, it is the lock: valid while that process lives, told apart from a later one of the same number by its start time.
 * 3. Nothing else may open lock.db: POSIX drops a process's locks on a file when it closes any descriptor of it.
 */
import { readFileSync, rmSync } from 'node:fs';
import { done, refused, type Result } from '../../gossiper/result.ts';
import type { Sqlite } from '../log/database.ts';
import { replaceFile, type Folder } from './folder.ts';

export interface Lock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly started: string;
  readonly by: 'sqlite' | 'file';
}

export function takeLock(folder: Folder, sqlite: Sqlite | undefined): Result<Lock> {
  const holder = readHolder(folder.lockHolder);
  if (holder?.by === 'file' && isAlive(holder)) return inUse(folder, holder);
  const held = sqlite === undefined ? () => undefined : lockFile(folder.lock, sqlite);
  if (held === undefined) return inUse(folder, holder);
  const mine: Holder = {
    pid: process.pid,
    started: startOf(process.pid),
    by: sqlite === undefined ? 'file' : 'sqlite',
  };
  try {
    replaceFile(folder.lockHolder, JSON.stringify(mine));
  } catch (error) {
    held();
    throw error;
  }
  return done({
    release() {
      rmSync(folder.lockHolder, { force: true });
      held();
    },
  });
}

function inUse(folder: Folder, holder: Holder | undefined): Result<never> {
  const by = holder === undefined ? 'another process' : `process ${holder.pid}`;
  return refused(
    'profile-in-use',
    `The profile in ${folder.path} is in use by ${by}. Use that one, end it first, or start with another --data folder.`,
  );
}

/** Returns what releases it, or undefined where another process (or another peer of this one) holds it. */
function lockFile(path: string, { DatabaseSync }: Sqlite): (() => void) | undefined {
  const db = new DatabaseSync(path);
  try {
    // The journal in memory: a lock needs no file besides its own.
    db.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return () => db.close();
  } catch {
    db.close();
    return undefined;
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { pid, started, by } = parsed as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof started !== 'string') return undefined;
    return { pid, started, by: by === 'file' ? 'file' : 'sqlite' };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  const now = startOf(pid);
  return started === '' || now === '' || now === started;
}

/** When a process started, by Linux's own count; "" where that can't be had. */
function startOf(pid: number): string {
  try {
    // proc(5): field 22, and the name in field 2 may hold spaces and brackets.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
