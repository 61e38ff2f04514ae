/**
 * Private messages in the database of the log: the same connection, transactions and keys.
 *
 * 1. What is kept is written as own rumors are: on the disk when `commitOwn` returns, so before anything of that turn leaves.
 *    What became of it is not worth a wait: lost, it is sent again and acknowledged again.
 */
import type { DatabaseSync } from 'node:sqlite';
import { bytesOf } from '../../gossiper/names.ts';
import { deliveryNumber, readMail, valuesOf } from './privateRows.ts';
import { MAX_CONVERSATIONS, type PrivateStore, type ReadablePrivates } from './privateStore.ts';
import { integer, originOf } from './rows.ts';
import { compareCursors, type Cursor } from './store.ts';

const START = { shownAt: -1, key: -1 };
const END = { shownAt: Number.MAX_SAFE_INTEGER, key: Number.MAX_SAFE_INTEGER };

/** After both. */
function lowest(after: Cursor | undefined, since: number): Cursor {
  const start = since > 0 ? { shownAt: since, key: -1 } : START;
  return after !== undefined && compareCursors(after, start) > 0 ? after : start;
}

export interface SqlitePrivates extends PrivateStore {
  /** What can still be read where the disk failed. */
  readonly readOnly: ReadablePrivates;
}

/** What the store that owns the connection does around each access. */
export interface PrivateAccess {
  takeKey(): number;
  write(kind: 'received' | 'own', action: () => void): void;
  /** The answer, or `otherwise` where the disk fails. */
  read<T>(otherwise: T, action: () => T): T;
  /** The same, of a disk that failed before. */
  salvage<T>(otherwise: T, action: () => T): T;
}

export function openSqlitePrivates(db: DatabaseSync, access: PrivateAccess): SqlitePrivates {
  const insert = db.prepare(`INSERT INTO privates VALUES (${Array.from({ length: 13 }, () => '?').join(', ')})`);
  const update = db.prepare('UPDATE privates SET delivery = ? WHERE key = ?');
  const byKey = db.prepare('SELECT * FROM privates WHERE key = ?');
  const byNumber = db.prepare(
    'SELECT * FROM privates WHERE origin = ? AND destination = ? AND number = ? AND number > 0',
  );
  const newest = db.prepare(
    'SELECT number, shown_at FROM privates WHERE origin = ? AND destination = ? AND number > 0 ORDER BY number DESC LIMIT 1',
  );
  const open = db.prepare('SELECT * FROM privates WHERE delivery < 2 ORDER BY key');
  const newestOfAll = db.prepare(`
    SELECT * FROM privates WHERE (shown_at, key) > (?, ?) AND (shown_at, key) < (?, ?)
    ORDER BY shown_at DESC, key DESC LIMIT ?`);
  const page = (order: 'ASC' | 'DESC') =>
    db.prepare(`
      SELECT * FROM privates WHERE conversation = ? AND (shown_at, key) > (?, ?) AND (shown_at, key) < (?, ?)
      ORDER BY shown_at ${order}, key ${order} LIMIT ?`);
  const [ascending, descending] = [page('ASC'), page('DESC')];
  const list = db.prepare(`
    SELECT conversation, count(*) AS total, max(key) AS newest FROM privates
    GROUP BY conversation ORDER BY newest DESC LIMIT ${MAX_CONVERSATIONS}`);
  const total = db.prepare('SELECT count(*) AS n FROM privates WHERE conversation = ? AND shown_at >= ?');
  const later = db.prepare(
    'SELECT count(*) AS n FROM privates WHERE conversation = ? AND delivery IS NULL AND key > ? AND shown_at >= ?',
  );

  const reader = (read: PrivateAccess['read']): ReadablePrivates => {
    const find = (key: number) => {
      const row = byKey.get(key);
      return row === undefined ? undefined : readMail(row);
    };
    return {
      unfinished: () => read([], () => open.all().map((row) => readMail(row).mail)),
      last: (origin, destination) =>
        read({ number: 0, shownAt: 0 }, () => {
          const row = newest.get(bytesOf(origin), bytesOf(destination));
          return { number: integer(row?.['number'] ?? 0), shownAt: integer(row?.['shown_at'] ?? 0) };
        }),
      page: (conversation, { before, after, limit, since = 0 }) =>
        read({ entries: [], more: false }, () => {
          const [low, high] = [lowest(after, since), before ?? END];
          const statement = after === undefined ? descending : ascending;
          const name = bytesOf(conversation);
          const rows = statement.all(name, low.shownAt, low.key, high.shownAt, high.key, limit + 1);
          const entries = rows.slice(0, limit).map(readMail);
          return { entries: after === undefined ? entries.toReversed() : entries, more: rows.length > limit };
        }),
      pageOfAll: ({ before = END, limit, since = 0 }) =>
        read({ entries: [], more: false }, () => {
          const low = lowest(undefined, since);
          const rows = newestOfAll.all(low.shownAt, low.key, before.shownAt, before.key, limit + 1);
          return { entries: rows.slice(0, limit).map(readMail).toReversed(), more: rows.length > limit };
        }),
      find: (key) => read(undefined, () => find(key)),
      numbered: (origin, destination, number) =>
        read(undefined, () => {
          const row = byNumber.get(bytesOf(origin), bytesOf(destination), number);
          return row === undefined ? undefined : readMail(row);
        }),
      conversations: () =>
        read([], () =>
          list.all().flatMap((row) => {
            const last = find(integer(row['newest']));
            return last === undefined
              ? []
              : [{ conversation: originOf(row['conversation']), total: integer(row['total']), last }];
          }),
        ),
      count: (conversation, since = 0) => read(0, () => integer(total.get(bytesOf(conversation), since)?.['n'])),
      receivedAfter: (conversation, key, since = 0) =>
        read(0, () => integer(later.get(bytesOf(conversation), key, since)?.['n'])),
    };
  };

  const disk = reader((otherwise, action) => access.read(otherwise, action));
  return {
    ...disk,
    readOnly: reader((otherwise, action) => access.salvage(otherwise, action)),
    keep(mail) {
      const key = access.takeKey();
      access.write('own', () => void insert.run(...valuesOf(key, mail)));
      return key;
    },
    deliver(origin, destination, number, delivery) {
      const found = disk.numbered(origin, destination, number);
      if (found !== undefined) access.write('received', () => void update.run(deliveryNumber(delivery), found.key));
      return found?.key;
    },
  };
}
