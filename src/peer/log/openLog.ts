/** Opens the log in a folder; where that can't be, one in memory and the sentence that says why. */
import { existsSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { basename } from 'node:path';
import { done, refused, type Result } from '../../gossiper/result.ts';
import type { Folder } from '../profile/folder.ts';
import type { NoticeView } from '../views.ts';
import { openDatabase, setAside, type Sqlite } from './database.ts';
import { diskProblem } from './diskProblem.ts';
import type { MigrationTools } from './schema.ts';

export type OpenedLog =
  | { readonly kind: 'disk'; readonly db: DatabaseSync; readonly notices: readonly NoticeView[] }
  | { readonly kind: 'memory'; readonly note: string };

export interface OpenLogOptions {
  readonly sqlite: Sqlite | undefined;
  readonly folder: Folder;
  readonly tools: MigrationTools;
  /** ms since 1970. */
  readonly now: number;
  readonly maxPages: number | undefined;
}

export function openLog({ sqlite, folder, tools, now, maxPages }: OpenLogOptions): Result<OpenedLog> {
  if (sqlite === undefined) {
    const note = 'Messages are not kept: this runtime has no SQLite. Use Node 22.13 or later, or a newer app.';
    return done({ kind: 'memory', note });
  }
  const notices: NoticeView[] = [];
  const putAside = (): void => {
    const aside = setAside(folder.messages, now);
    rmSync(folder.damaged, { force: true });
    notices.push({
      level: 'warning',
      code: 'database-set-aside',
      message: `The message database was damaged. It was set aside as ${basename(aside)}, and a new one was started: the history comes back from the other peers.`,
    });
  };
  try {
    if (existsSync(folder.damaged)) putAside();
    let opened = openDatabase(sqlite, folder.messages, tools, maxPages);
    if (opened.kind === 'damaged') {
      putAside();
      opened = openDatabase(sqlite, folder.messages, tools, maxPages);
    }
    if (opened.kind === 'newer') {
      return refused(
        'database-newer',
        `The messages in ${folder.path} were written by a newer Peerster. Update this one, or start with another --data folder.`,
      );
    }
    if (opened.kind === 'open') return done({ kind: 'disk', db: opened.db, notices });
    return done({
      kind: 'memory',
      note: `Messages are not kept: a database can't be made in ${folder.path}. Check the disk.`,
    });
  } catch (error) {
    const problem = diskProblem(error, folder.path);
    if (problem === undefined && !isSystemError(error)) throw error;
    return done({
      kind: 'memory',
      note: problem?.message ?? `Messages are not kept: ${folder.path} can't be written. Check the disk.`,
    });
  }
}

export const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
