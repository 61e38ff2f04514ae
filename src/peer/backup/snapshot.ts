/**
 * A copy of a message database as it is at one moment, taken while a peer writes to it.
 *
 * 1. It is read over a connection of its own, in one read transaction: the copy holds all commits before it and none after.
 * 2. SQLite copies PAGES_A_STEP pages at a time in a thread of its own: the peer goes on meanwhile.
 */
import type { Sqlite } from '../log/database.ts';

/** 1 MB. */
const PAGES_A_STEP = 256;
const PAGE_BYTES = 4_096;

export class Cancelled extends Error {}

/** `progress`: bytes copied so far, of how many. Throws Cancelled, and what SQLite throws. */
export async function snapshot(
  { DatabaseSync, backup }: Sqlite,
  from: string,
  to: string,
  progress: (done: number, of: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const db = new DatabaseSync(from, { readOnly: true });
  try {
    db.exec('PRAGMA busy_timeout = 2000; BEGIN');
    db.prepare('SELECT count(*) FROM sqlite_schema').get(); // from here on the transaction stands
    await backup(db, to, {
      rate: PAGES_A_STEP,
      progress({ totalPages, remainingPages }) {
        if (signal?.aborted === true) throw new Cancelled();
        progress((totalPages - remainingPages) * PAGE_BYTES, totalPages * PAGE_BYTES);
      },
    });
    if (signal?.aborted === true) throw new Cancelled();
  } finally {
    db.close();
  }
}
