/** What SQLite throws, sorted: what a disk did (a value, told to the person) and what a bug of ours did (stays thrown). */
import type { Problem } from '../../gossiper/result.ts';
import { DamagedRow } from './rows.ts';

const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** SQLite's primary result code, or undefined where `error` isn't one of SQLite's. */
function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
}

/** The database itself can't be trusted any more. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return error instanceof DamagedRow || code === CORRUPT || code === NOTADB;
}

const MEANWHILE = 'Until then new messages are only kept in memory.';

/** Undefined: not the disk's doing. */
export function diskProblem(error: unknown, folder: string): Problem | undefined {
  if (isDamage(error)) {
    return {
      code: 'database-damaged',
      message: `The message database in ${folder} is damaged. Restart Peerster: it sets the file aside and fetches the history from the other peers. ${MEANWHILE}`,
    };
  }
  switch (sqliteCode(error)) {
    case FULL:
      return {
        code: 'disk-full',
        message: `The disk that holds ${folder} is full. Free some space and restart Peerster. ${MEANWHILE}`,
      };
    case READONLY:
    case IOERR:
    case CANTOPEN:
      return {
        code: 'disk-failed',
        message: `Messages can't be written to ${folder} any more (${error instanceof Error ? error.message : 'unknown error'}). Check the disk and restart Peerster. ${MEANWHILE}`,
      };
    case undefined:
    default:
      return undefined;
  }
}
