/** A fetched file gets its name: whole or not at all, and never in the place of another one. */
import { closeSync, linkSync, openSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { numberedName, safeName } from './safeName.ts';

/** Names that are tried: more of one name are the work of a machine, and get a number that nobody tried. */
const MAX_TRIES = 1_000;

/** The path that it has now. Throws what the disk throws; then nothing has changed. */
export function putInPlace(part: string, folder: string, name: string): string {
  const safe = safeName(name);
  for (let count = 0; count <= MAX_TRIES; count++) {
    const number = count < MAX_TRIES ? count : Date.now();
    const path = join(folder, numberedName(safe, number));
    if (takes(part, path)) return path;
  }
  throw new Error('every name of that kind is taken');
}

/** False: the name is taken. */
function takes(part: string, path: string): boolean {
  try {
    linkSync(part, path); // fails where there is something, at once and for everybody
    unlinkSync(part);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES'].includes(codeOf(error))) throw error;
  }
  // A disk without links (FAT): the name is taken first, and then given to the file.
  try {
    closeSync(openSync(path, 'wx'));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  renameSync(part, path);
  return true;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
