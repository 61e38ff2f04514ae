/**
 * The origins of a database, in memory: what opening a log reads, and all that it reads.
 *
 * 1. `next_id`, `chats` and `shown_at` of a row change in memory with each append and reach the table with the commit.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { bytesOf, type Origin } from '../../gossiper/names.ts';
import type { Birth } from '../../gossiper/packet.ts';
import type { OriginSummary } from '../../gossiper/ports.ts';
import { integer, originOf, readBirth } from './rows.ts';

export interface OriginRow {
  readonly no: number;
  readonly origin: Origin;
  nextId: number;
  /** Its rumors with text. */
  chats: number;
  shownAt: number;
  birth?: Birth;
}

export interface OriginTable {
  get(origin: Origin): OriginRow | undefined;
  byNumber(no: number): OriginRow | undefined;
  add(origin: Origin): OriginRow;
  /** To be written with the commit. */
  touch(row: OriginRow): void;
  writeTouched(): void;
  summaries(): OriginSummary[];
  count(hidden: ReadonlySet<Origin>): number;
  /** What the database holds, after a rollback. */
  reload(): void;
}

export function openOriginTable(db: DatabaseSync): OriginTable {
  const insert = db.prepare('INSERT INTO origins (origin) VALUES (?)');
  const update: StatementSync = db.prepare(
    'UPDATE origins SET next_id = ?, chats = ?, shown_at = ?, public_key = ?, incarnation = ?, seal_key = ? WHERE no = ?',
  );
  const byOrigin = new Map<Origin, OriginRow>();
  const byNo = new Map<number, OriginRow>();
  const touched = new Set<OriginRow>();

  const remember = (row: OriginRow): void => {
    byOrigin.set(row.origin, row);
    byNo.set(row.no, row);
  };

  const table: OriginTable = {
    get: (origin) => byOrigin.get(origin),
    byNumber: (no) => byNo.get(no),
    add(origin) {
      const no = Number(insert.run(bytesOf(origin)).lastInsertRowid);
      const row: OriginRow = { no, origin, nextId: 1, chats: 0, shownAt: 0 };
      remember(row);
      return row;
    },
    touch: (row) => void touched.add(row),
    writeTouched() {
      for (const { no, nextId, chats: said, shownAt, birth } of touched) {
        const keys = [birth?.publicKey ?? null, birth?.incarnation ?? null, birth?.sealKey ?? null] as const;
        update.run(nextId, said, shownAt, ...keys, no);
      }
      touched.clear();
    },
    summaries: () =>
      [...byOrigin.values()].map(({ origin, nextId, shownAt, birth }) => ({
        origin,
        nextId,
        shownAt,
        ...(birth === undefined ? {} : { birth }),
      })),
    count(hidden) {
      let chats = 0;
      for (const row of byOrigin.values()) if (!hidden.has(row.origin)) chats += row.chats;
      return chats;
    },
    reload() {
      byOrigin.clear();
      byNo.clear();
      touched.clear();
      for (const row of db.prepare('SELECT * FROM origins').all()) {
        const birth = readBirth(row);
        remember({
          no: integer(row['no']),
          origin: originOf(row['origin']),
          nextId: integer(row['next_id']),
          chats: integer(row['chats']),
          shownAt: integer(row['shown_at']),
          ...(birth === undefined ? {} : { birth }),
        });
      }
    },
  };
  table.reload();
  return table;
}
