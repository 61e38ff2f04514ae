/**
 * Puts an unpacked profile in the place of a folder.
 *
 * 1. A profile that is there is never deleted: it is set aside under a dated name, whole but for its groups.
 * 2. Killed at any moment, the old profile or the restored one is in place, or the next start puts the restored one there
 *    (`finishRestore`): it has the name that says "whole" before the old one goes.
 * 3. The groups that were joined stay. Each is a profile of its own, with its own key and messages, of which no backup of the
 *    first one knows anything.
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { done, refused, type Result } from '../../gossiper/result.ts';
import { loadSqlite } from '../log/database.ts';
import { openFolder, replaceFile, syncFolder } from '../profile/folder.ts';
import { takeLock } from '../profile/lock.ts';
import { groupOfProfile } from '../profile/settings.ts';
import { readBackup, type ReadOptions } from './readBackup.ts';

const WHOLE = '.restored';
const ASIDE = '.replaced-';
/** In a restored profile: the name of the folder that it replaced, until the groups are taken from there. */
const REPLACED = 'replaced';
/** The list last, as what it lists has to be there. */
const GROUPS = ['groups', 'groups.json'];

export interface Restored {
  /** Where the profile that was in the way lies now. */
  readonly setAside?: string;
}

/**
 * `replace`: what is in the folder may be set aside. Codes: those of readBackup, `profile-exists`, `profile-in-use`,
 * `backup-other-group`, `restore-failed`.
 */
export async function restoreBackup(
  options: ReadOptions & {
    readonly replace: boolean;
    readonly now: number;
    /** The backup is good: what uses the folder has to end now. */
    readonly beforePlacing?: () => Promise<void>;
  },
): Promise<Result<Restored>> {
  const folder = resolve(options.folder);
  if (existsSync(folder) && !statSync(folder).isDirectory())
    return refused('folder-not-usable', `${folder} is not a folder. Choose another one with --data.`);
  finishRestore(folder);
  if (isTaken(folder) && !options.replace) {
    return refused(
      'profile-exists',
      `There is a profile in ${folder} already. Choose another folder with --data, or add --replace to set that one aside.`,
    );
  }
  const unpacked = await readBackup({ ...options, folder });
  if (!unpacked.ok) return unpacked;
  const [here, restored] = [groupOfProfile(folder), groupOfProfile(unpacked.value)];
  if (here !== undefined && restored !== undefined && here !== restored) {
    await rm(unpacked.value, { recursive: true, force: true });
    return refused(
      'backup-other-group',
      `This backup is of ${inWords(restored)}, and the profile in ${folder} of ${inWords(here)}. Restore it into a folder of its own with --data.`,
    );
  }
  await options.beforePlacing?.();
  const placed = await place(unpacked.value, folder, options.now);
  if (!placed.ok) await rm(unpacked.value, { recursive: true, force: true });
  return placed;
}

async function place(unpacked: string, folder: string, now: number): Promise<Result<Restored>> {
  const whole = folder + WHOLE;
  try {
    if (isTaken(folder)) {
      const free = await isFree(folder);
      if (!free.ok) return free;
    } else if (existsSync(folder)) rmdirSync(folder);
    rmSync(whole, { recursive: true, force: true }); // of a restore that was killed before it came to this
    renameSync(unpacked, whole);
    const setAside = existsSync(folder) ? asideOf(folder, now) : undefined;
    if (setAside !== undefined) {
      replaceFile(join(whole, REPLACED), basename(setAside));
      renameSync(folder, setAside);
    }
    renameSync(whole, folder);
    takeGroups(folder);
    syncFolder(dirname(folder));
    return done(setAside === undefined ? {} : { setAside });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return refused(
      'restore-failed',
      `The restored profile could not be put in the place of ${folder} (${String(error.code)}). Close what uses that folder and try again.`,
    );
  }
}

/** A restore was killed between its last steps: take those that it didn't come to. */
export function finishRestore(folder: string): void {
  if (!existsSync(folder) && existsSync(folder + WHOLE)) renameSync(folder + WHOLE, folder);
  takeGroups(folder);
}

/** Invariant 3. What can't be done now is done at the next start, unless others were joined meanwhile. */
function takeGroups(folder: string): void {
  const note = join(folder, REPLACED);
  if (!existsSync(note)) return;
  try {
    const replaced = readFileSync(note, 'utf8');
    if (replaced !== basename(replaced) || !replaced.startsWith(basename(folder) + ASIDE)) return;
    for (const name of GROUPS) {
      const [from, to] = [join(dirname(folder), replaced, name), join(folder, name)];
      if (existsSync(from) && !existsSync(to)) renameSync(from, to);
    }
    rmSync(note);
  } catch {
    // Something holds a file of them; they lie in the folder that was set aside.
  }
}

const inWords = (group: string | null): string => (group === null ? 'no group' : `the group "${group}"`);

const isTaken = (folder: string): boolean => existsSync(folder) && readdirSync(folder).length > 0;

/** No peer runs in it. */
async function isFree(path: string): Promise<Result<void>> {
  const folder = openFolder(path);
  if (!folder.ok) return folder;
  const lock = takeLock(folder.value, await loadSqlite());
  if (!lock.ok) return lock;
  lock.value.release(); // Windows renames no folder with an open file in it
  return done(undefined);
}

function asideOf(folder: string, now: number): string {
  const base = `${folder}${ASIDE}${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}`;
  let aside = base;
  for (let n = 2; existsSync(aside); n++) aside = `${base}-${n}`;
  return aside;
}
