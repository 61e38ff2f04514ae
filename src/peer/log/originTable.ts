/**
 * The origins of a database, in memory: what opening a log reads, and all that it reads.
 *
 * 1. What changes of a row changes in memory with each append and reaches the table with the commit.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { bytesOf, type Origin } from '../../gossiper/names.ts';
import type { Birth } from '../../gossiper/packet.ts';
import type { OriginSummary, Reach } from '../../gossiper/ports.ts';
import { textOf } from '../../wire/text.ts';
import { blob, DamagedRow, integer, originOf, readBirth, readStored, type Row } from './rows.ts';
import type { Stored } from './store.ts';

export interface OriginRow {
  readonly no: number;
  readonly origin: Origin;
  nextId: number;
  /** Its rumors with text. */
  chats: number;
  shownAt: number;
  birth?: Birth;
  /** Its newest name, where it took one after its first, and the ID from which it holds. */
  name?: string;
  nameId: number;
  reach?: Reach;
}

export interface OriginTable {
  get(origin: Origin): OriginRow | undefined;
  /** A row of `rumors`, with its origin. */
  stored(row: Row): Stored;
  add(origin: Origin): OriginRow;
  /** To be written with the commit. */
  touch(row: OriginRow): void;
  writeTouched(): void;
  /** From this ID on it is called so. */
  learnName(row: OriginRow, id: number, name: string): void;
  nameOf(origin: Origin, atId?: number): string | undefined;
  summaries(): OriginSummary[];
  count(hidden: ReadonlySet<Origin>): number;
  /** What the database holds, after a rollback. */
  reload(): void;
}

export function openOriginTable(db: DatabaseSync): OriginTable {
  const insert = db.prepare('INSERT INTO origins (origin) VALUES (?)');
  const update: StatementSync = db.prepare(
    'UPDATE origins SET next_id = ?, chats = ?, shown_at = ?, public_key = ?, incarnation = ?, seal_key = ?, name = ?, name_id = ?, sent_up_to = ?, held_up_to = ? WHERE no = ?',
  );
  const keepName = db.prepare('INSERT OR REPLACE INTO names VALUES (?, ?, ?)');
  const nameBefore = db.prepare('SELECT name FROM names WHERE origin_no = ? AND id <= ? ORDER BY id DESC LIMIT 1');
  const byOrigin = new Map<Origin, OriginRow>();
  const byNo = new Map<number, OriginRow>();
  const touched = new Set<OriginRow>();

  const remember = (row: OriginRow): void => {
    byOrigin.set(row.origin, row);
    byNo.set(row.no, row);
  };

  const table: OriginTable = {
    get: (origin) => byOrigin.get(origin),
    stored(row) {
      const origin = byNo.get(integer(row['origin_no']))?.origin;
      if (origin === undefined) throw new DamagedRow('a rumor has no origin');
      return readStored(row, origin);
    },
    add(origin) {
      const no = Number(insert.run(bytesOf(origin)).lastInsertRowid);
      const row: OriginRow = { no, origin, nextId: 1, chats: 0, shownAt: 0, nameId: 0 };
      remember(row);
      return row;
    },
    touch: (row) => void touched.add(row),
    writeTouched() {
      for (const { no, nextId, chats: said, shownAt, birth, name, nameId, reach } of touched) {
        const keys = [birth?.publicKey ?? null, birth?.incarnation ?? null, birth?.sealKey ?? null] as const;
        const named = [name === undefined ? null : bytesOf(name), nameId] as const;
        update.run(nextId, said, shownAt, ...keys, ...named, reach?.sentUpTo ?? 0, reach?.heldUpTo ?? 0, no);
      }
      touched.clear();
    },
    learnName(row, id, name) {
      keepName.run(row.no, id, bytesOf(name));
      if (id < row.nameId) return;
      row.name = name;
      row.nameId = id;
      touched.add(row);
    },
    nameOf(origin, atId = Infinity) {
      const row = byOrigin.get(origin);
      if (row === undefined || atId >= row.nameId) return row?.name;
      const found = nameBefore.get(row.no, atId);
      return found === undefined ? undefined : textOf(blob(found['name']));
    },
    summaries: () =>
      [...byOrigin.values()].map(({ origin, nextId, shownAt, birth, reach }) => ({
        origin,
        nextId,
        shownAt,
        ...(birth === undefined ? {} : { birth }),
        ...(reach === undefined ? {} : { reach }),
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
        const reach = { sentUpTo: integer(row['sent_up_to']), heldUpTo: integer(row['held_up_to']) };
        remember({
          no: integer(row['no']),
          origin: originOf(row['origin']),
          nextId: integer(row['next_id']),
          chats: integer(row['chats']),
          shownAt: integer(row['shown_at']),
          nameId: integer(row['name_id']),
          ...(row['name'] === null ? {} : { name: textOf(blob(row['name'])) }),
          ...(reach.sentUpTo === 0 ? {} : { reach }),
          ...(birth === undefined ? {} : { birth }),
        });
      }
    },
  };
  table.reload();
  return table;
}
