/** The database of a folder with its mark: together they know what was said last (mark.ts). */
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Birth, Rumor } from '../../gossiper/packet.ts';
import type { Identity } from '../../gossiper/ports.ts';
import type { Problem } from '../../gossiper/result.ts';
import { recordStart } from '../log/database.ts';
import { diskProblem } from '../log/diskProblem.ts';
import { createSqliteStore, type SqliteStore } from '../log/sqliteStore.ts';
import type { Folder } from './folder.ts';
import type { HomeTools } from './home.ts';
import { openMark, type Mark } from './mark.ts';

export interface Disk {
  readonly store: SqliteStore;
  /** Records that from now on this process speaks as `identity`. Returns what the disk had against it. */
  begin(identity: Identity, isNew: boolean): Problem | undefined;
  /** The identity changed, and the store has it. */
  adopt(identity: Identity): void;
  close(): void;
}

interface DiskOptions {
  readonly db: DatabaseSync;
  readonly folder: Folder;
  readonly birthOf: (rumor: Rumor) => Birth | undefined;
  readonly tools: HomeTools;
  readonly onDamage: () => void;
}

export function openDisk({ db, folder, birthOf, tools, onDamage }: DiskOptions): Disk {
  const token = randomBytes(8).toString('hex');
  let mark: Mark | undefined;
  let incarnation = '';

  const note = (nextId: number): void => {
    if (incarnation !== '') mark?.write({ token, incarnation, nextId });
  };
  const store = createSqliteStore({
    db,
    folder: folder.path,
    birthOf,
    onOwnCommitted: note,
    onFailure(problem) {
      if (problem.code === 'database-damaged') onDamage();
      tools.onDiskFailure(problem);
    },
  });
  const nextIdOf = (identity: Identity): number =>
    store.origins().find(({ origin }) => origin === identity.origin)?.nextId ?? 1;

  return {
    store,
    begin(identity, isNew) {
      incarnation = hexOf(identity);
      try {
        if (isNew) store.incarnation(identity);
        if (store.failure !== undefined) return store.failure;
        recordStart(db, token, tools.group ?? null);
        mark = openMark(folder);
        note(nextIdOf(identity));
        return undefined;
      } catch (error) {
        const problem = diskProblem(error, folder.path);
        if (problem === undefined && !(error instanceof Error && 'syscall' in error)) throw error;
        return (
          problem ?? { code: 'disk-failed', message: `${folder.mark} can't be written. Check the disk and restart.` }
        );
      }
    },
    adopt(identity) {
      incarnation = hexOf(identity);
      note(nextIdOf(identity));
    },
    close() {
      store.close();
      mark?.close();
    },
  };
}

const hexOf = ({ birth }: Identity): string =>
  birth === undefined ? '' : Buffer.from(birth.incarnation).toString('hex');
