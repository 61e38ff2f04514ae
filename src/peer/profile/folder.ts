/** Where a profile keeps what, and the ways in which its folder can't be used. */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { done, refused, type Result } from '../../gossiper/result.ts';

export interface Folder {
  readonly path: string;
  /** Name, known peers, settings, and on which machine the folder is. */
  readonly settings: string;
  /** Private keys: readable by the owner only. */
  readonly key: string;
  readonly messages: string;
  readonly mark: string;
  readonly started: string;
  /** Its presence says that the database was found damaged while the peer ran. */
  readonly damaged: string;
  readonly lock: string;
  readonly lockHolder: string;
  readonly journal: string;
}

export const notUsable = (path: string, error: unknown): Result<never> =>
  refused('folder-not-usable', `${whyNot(path, error)} Choose another folder with --data, or start with --ephemeral.`);

/** Makes the folder if it isn't there. It is for its owner only, unless it belongs to others, too. */
export function openFolder(path: string): Result<Folder> {
  try {
    makeFolder(resolve(path));
    if (!statSync(path).isDirectory())
      return refused('folder-not-usable', `${path} is not a folder. Choose another one with --data.`);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    if (!isOfOthers(resolve(path))) chmodSync(path, 0o700);
  } catch (error) {
    return notUsable(path, error);
  }
  return done({
    path,
    settings: join(path, 'profile.json'),
    key: join(path, 'key.json'),
    messages: join(path, 'messages.db'),
    mark: join(path, 'messages.mark'),
    started: join(path, 'messages.start'),
    damaged: join(path, 'messages.damaged'),
    lock: join(path, 'lock.db'),
    lockHolder: join(path, 'lock.json'),
    journal: join(path, 'peerster.log'),
  });
}

/** Some of a system's folders are taken by mistake, and would be closed to everybody else: /etc, /tmp, a home. */
function isOfOthers(path: string): boolean {
  const isSticky = (statSync(path).mode & 0o1000) !== 0;
  return isSticky || path === homedir() || dirname(path) === dirname(dirname(path));
}

const isNamed = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));

/** Step by step: Node's own `recursive` never ends where the parent is there but takes no folders (/proc). */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (!isNamed(error, 'EEXIST')) throw error; // another peer made it meanwhile
  }
}

function whyNot(path: string, error: unknown): string {
  if (isNamed(error, 'EACCES', 'EPERM', 'EROFS')) return `The folder ${path} can't be written by this user.`;
  if (isNamed(error, 'EEXIST', 'ENOTDIR')) return `${path} is not a folder.`;
  if (isNamed(error, 'ENOSPC', 'EDQUOT')) return `The disk that holds ${path} is full.`;
  return `The folder ${path} can't be used (${error instanceof Error ? error.message : String(error)}).`;
}

/** Replaces a file as a whole, on the disk: after a crash it is the old one or the new one. Throws what the disk throws. */
export function replaceFile(path: string, text: string): void {
  const fresh = `${path}.new`;
  const file = openSync(fresh, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

/** A rename survives a power failure when its folder is on the disk. Windows can't open folders, and needs it less. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** What tells this folder from a copy of it. */
export const placeOf = (path: string): { readonly inode: string } => ({
  // Not the device: some file systems number it anew at each start.
  inode: String(statSync(path, { bigint: true }).ino),
});
