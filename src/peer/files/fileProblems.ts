/** What can go wrong with a file, in a sentence that says what to do. */
import type { Problem, Result } from '../../gossiper/result.ts';

export const refusedBy = (problem: Problem): Result<never> => ({ ok: false, problem });

export const NO_SUCH_FILE: Problem = {
  code: 'no-such-file',
  message: 'There is no file of that name here. Check its name, or put it into the folder of shared files first.',
};
export const UNKNOWN_FILE: Problem = {
  code: 'unknown-file',
  message: 'No file of that id is offered or fetched here. Ask for "files" to see those that are.',
};
export const NOT_WHOLE: Problem = {
  code: 'file-not-here',
  message: 'That file is not here as a whole yet. Download it first.',
};
export const TOO_LARGE: Problem = {
  code: 'file-too-large',
  message: 'Files of more than 10 GiB can’t be shared. Divide it into parts first.',
};
export const TOO_MANY: Problem = {
  code: 'too-many-files',
  message: 'So many files are offered or fetched already that there is no room for more. Take some off the list first.',
};
export const CHANGED: Problem = {
  code: 'file-changed',
  message: 'This file was changed or moved since it was shared, so others get nothing of it. Share it again.',
};
export const CANCELLED: Problem = { code: 'cancelled', message: 'Sharing this file was called off.' };
export const SIMPLE: Problem = {
  code: 'no-files',
  message: 'In simple mode there are no files and no searches. Start the peer without -simple.',
};

/** Of a file that a person chose to share. `code`: the system's. */
export function readProblem(code: string, message: string): Problem {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return NO_SUCH_FILE;
    case 'EISDIR':
      return {
        code: 'is-a-folder',
        message: 'That is a folder. Choose a file, or pack the folder into an archive first.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'file-not-readable',
        message: 'That file can’t be read. Give yourself the right to, or choose another.',
      };
    default:
      return {
        code: 'file-not-readable',
        message: `That file can’t be read (${message}). Check the disk, or choose another.`,
      };
  }
}

const SQLITE_FULL = 13;

/** Of one that is being fetched. */
export function writeProblem(error: unknown, folder: string): Problem {
  const { code = '', message, errcode } = error as NodeJS.ErrnoException & { readonly errcode?: number };
  switch (errcode === SQLITE_FULL ? 'ENOSPC' : code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { code: 'no-room-for-file', message: `There is no room left in ${folder}. Free some space, then go on.` };
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'folder-gone', message: `The folder ${folder} is not there any more. Make it again, then go on.` };
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return {
        code: 'folder-not-writable',
        message: `Nothing can be written to ${folder}. Give access to it, then go on.`,
      };
    default:
      return {
        code: 'file-not-written',
        message: `The file can’t be written to ${folder} (${message}). Check the disk, then go on.`,
      };
  }
}
