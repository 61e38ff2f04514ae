/** The table of a profile's files, on its disk; in memory where nothing is kept, or there is no SQLite. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { loadSqlite } from '../log/database.ts';
import { createMapTable, createSqliteTable, type FileTable } from './fileTable.ts';

const FILE = 'files.db';

/** `folder` undefined: in memory. One that is damaged, or of another version, is set aside: files that were offered have to be shared again. */
export async function openTable(folder: string | undefined): Promise<FileTable> {
  const sqlite = await loadSqlite();
  if (sqlite === undefined) return createMapTable();
  if (folder === undefined) return createSqliteTable(new sqlite.DatabaseSync(':memory:'));
  const path = join(folder, FILE);
  const open = (): FileTable => {
    const db = new sqlite.DatabaseSync(path);
    try {
      return createSqliteTable(db);
    } catch (error) {
      db.close(); // not every system renames an open file
      throw error;
    }
  };
  try {
    return open();
  } catch {
    for (const companion of ['', '-wal', '-shm'])
      if (existsSync(path + companion)) renameSync(path + companion, `${path}-damaged-${Date.now()}${companion}`);
  }
  try {
    return open();
  } catch {
    return createMapTable(); // the disk is told about by the log
  }
}
