/**
 * The rumor log on disk: node:sqlite, WAL.
 *
 * 1. What was appended is seen by every read at once: it stands in an open transaction of the same connection.
 * 2. Received rumors are committed together every BATCH_MS without waiting for the disk (synchronous=NORMAL): after a
 *    power failure the newest may be missing, and peers have them.
 * 3. Own rumors are on the disk (synchronous=FULL) when `commitOwn` returns, in one commit for all since the last.
 *    They are never in a transaction that began for received ones, as SQLite can't change `synchronous` inside one.
 * 4. Once the disk failed nothing is written any more: `failure` says so, `survivors` are the received entries of the
 *    batch that was lost, and `readOnly` is what can still be read.
 */
import type { DatabaseSync } from 'node:sqlite';
import { bytesOf, type Origin } from '../../gossiper/names.ts';
import type { Birth, Rumor } from '../../gossiper/packet.ts';
import type { Identity, LogEntry, Trust } from '../../gossiper/ports.ts';
import type { Problem } from '../../gossiper/result.ts';
import { diskProblem } from './diskProblem.ts';
import { createOlderCount } from './olderCount.ts';
import { searchDisk } from './diskSearch.ts';
import { openEvidenceTable } from './evidence.ts';
import { openOriginTable, type OriginRow } from './originTable.ts';
import { openSqlitePrivates } from './privateSqlite.ts';
import { howNumber, readRumor, readStored, storable } from './rows.ts';
import { openSearchIndex } from './searchIndex.ts';
import type { ReadableLog, SearchPage, Store } from './store.ts';
import { createTimelinePages } from './timelinePages.ts';

/** "A few ms": at 5,000 rumors/s 50 share a commit, at 200/s it is still two. */
export const BATCH_MS = 10;

/** Messages of earlier versions that are indexed at a time, some 4 ms, and the pause between: a million take two minutes. */
const BACKFILL_ROWS = 250;
const BACKFILL_MS = 20;

const NOTHING_FOUND: SearchPage = { entries: [], next: undefined, indexed: 1 };

export interface SqliteStore extends Store {
  readonly failure: Problem | undefined;
  readonly readOnly: ReadableLog;
  survivors(): readonly LogEntry[];
  readonly nextKey: number;
}

export interface SqliteStoreOptions {
  readonly db: DatabaseSync;
  /** For the sentences of problems. */
  readonly folder: string;
  readonly birthOf: (rumor: Rumor) => Birth | undefined;
  /** Own rumors up to (not with) this ID are on the disk now. */
  readonly onOwnCommitted?: (nextId: number) => void;
  /** Once, and never inside a call of the core's. */
  readonly onFailure: (problem: Problem) => void;
}

export function createSqliteStore({ db, folder, birthOf, onOwnCommitted, onFailure }: SqliteStoreOptions): SqliteStore {
  const origins = openOriginTable(db);
  const evidence = openEvidenceTable(db);
  const pages = createTimelinePages(db, origins);
  const older = createOlderCount(db);
  const index = openSearchIndex(db);
  const insert = db.prepare(
    `INSERT INTO rumors (key, origin_no, id, text, extensions, verified, how, via, hops, said_at, arrived_at, shown_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const select = db.prepare(
    'SELECT id, text, extensions FROM rumors WHERE origin_no = ? AND id >= ? ORDER BY id LIMIT ?',
  );
  const selectOne = db.prepare('SELECT * FROM rumors WHERE origin_no = ? AND id = ?');
  const replace = db.prepare('UPDATE rumors SET text = ?, extensions = ?, verified = 1 WHERE key = ?');
  const born = db.prepare(
    'INSERT INTO incarnations (origin, name, public_key, incarnation, seal_key) VALUES (?, ?, ?, ?, ?)',
  );

  const highest = db.prepare(
    'SELECT max(coalesce((SELECT max(key) FROM rumors), 0), coalesce((SELECT max(key) FROM privates), 0)) AS high',
  );
  let nextKey = Number(highest.get()?.['high']) + 1;
  let batch: 'none' | 'received' | 'own' = 'none';
  let timer: NodeJS.Timeout | undefined;
  let pending: LogEntry[] = [];
  let ownNextId = 0;
  let failure: Problem | undefined;

  /** Runs `action`; what the disk does wrong becomes `failure`, and `otherwise` the answer (invariant 4). */
  const onDisk = <T>(otherwise: T, action: () => T): T => {
    if (failure !== undefined) return otherwise;
    try {
      return action();
    } catch (error) {
      const problem = diskProblem(error, folder);
      if (problem === undefined) throw error;
      fail(problem);
      return otherwise;
    }
  };

  const fail = (problem: Problem): void => {
    failure = problem;
    clearTimeout(timer);
    readable(undefined, () => {
      if (db.isTransaction) db.exec('ROLLBACK');
      origins.reload();
      older.forget();
      evidence.reload();
    });
    setImmediate(() => onFailure(problem));
  };

  /** Reads of a failed disk: what it doesn't give is not there. */
  const readable = <T>(otherwise: T, action: () => T): T => {
    try {
      return action();
    } catch (error) {
      if (diskProblem(error, folder) === undefined) throw error;
      return otherwise;
    }
  };

  const begin = (kind: 'received' | 'own'): void => {
    if (batch === 'received' && kind === 'own') commit(); // invariant 3
    if (batch !== 'none') return;
    if (kind === 'own') db.exec('PRAGMA synchronous = FULL');
    db.exec('BEGIN IMMEDIATE');
    batch = kind;
    if (kind === 'received') timer = setTimeout(() => onDisk(undefined, commit), BATCH_MS);
  };

  const commit = (): void => {
    if (batch === 'none') return;
    clearTimeout(timer);
    origins.writeTouched();
    index?.write();
    db.exec('COMMIT');
    if (batch === 'own') db.exec('PRAGMA synchronous = NORMAL');
    batch = 'none';
    pending = [];
  };

  const write = (key: number, row: OriginRow, entry: LogEntry): void => {
    const { rumor, trust, name, how, from, hops, saidAt, ...times } = entry;
    insert.run(
      key,
      row.no,
      rumor.id,
      bytesOf(rumor.text),
      rumor.extensions,
      trust === 'verified' ? 1 : 0,
      howNumber(how),
      from ?? null,
      hops ?? null,
      saidAt === undefined ? null : storable(saidAt),
      storable(times.arrivedAt),
      storable(times.shownAt),
    );
    if (rumor.text !== '') {
      row.chats += 1;
      older.changed(row.no, storable(times.shownAt), 1);
      index?.add({ shownAt: storable(times.shownAt), key }, rumor.text);
    }
    row.nextId = rumor.id + 1;
    row.shownAt = storable(times.shownAt);
    learnBirth(row, rumor, trust);
    if (name !== undefined) origins.learnName(row, rumor.id, name);
    origins.touch(row);
  };

  const learnBirth = (row: OriginRow, rumor: Rumor, trust: Trust): void => {
    const birth = rumor.id === 1 && trust === 'verified' ? birthOf(rumor) : undefined;
    if (birth !== undefined) row.birth = birth;
  };

  const count = (hidden: ReadonlySet<Origin>, since = 0): number => {
    const all = origins.count(hidden);
    if (since <= 0) return all;
    const numbers = [...hidden].flatMap((origin) => origins.get(origin)?.no ?? []);
    return numbers.reduce((left, no) => left + older.before(since, no), all - older.before(since));
  };

  let backfill: NodeJS.Timeout | undefined;
  const indexOlder = (): void => {
    const goesOn = onDisk(false, () => {
      begin('received');
      return index?.backfill(BACKFILL_ROWS) ?? false;
    });
    backfill = goesOn ? setTimeout(indexOlder, BACKFILL_MS) : undefined;
  };
  if (index !== undefined && index.indexed < 1) backfill = setTimeout(indexOlder, BACKFILL_MS);

  const privates = openSqlitePrivates(db, {
    takeKey: () => nextKey++,
    write(kind, action) {
      onDisk(undefined, () => {
        begin(kind);
        action();
      });
    },
    read: onDisk,
    salvage: readable,
  });

  const disk: Omit<ReadableLog, 'privates'> = {
    origins: () => origins.summaries(),
    range(origin, fromId, limit) {
      const row = origins.get(origin);
      return row === undefined ? [] : select.all(row.no, fromId, limit).map((found) => readRumor(found, origin));
    },
    page: (query, hidden) => pages(query, hidden),
    search: (search, hidden) => searchDisk(index, origins, pages, search, hidden),
    find(origin, id) {
      const row = origins.get(origin);
      const found = row === undefined ? undefined : selectOne.get(row.no, id);
      return found === undefined ? undefined : readStored(found, origin);
    },
    count,
    nameOf: (origin, atId) => origins.nameOf(origin, atId),
    birth: (origin) => origins.get(origin)?.birth,
    reachOf: (origin) => origins.get(origin)?.reach,
    evidenceOf: (origin, id) => evidence.of(origin, id),
  };

  return {
    get failure() {
      return failure;
    },
    get nextKey() {
      return nextKey;
    },
    privates,
    survivors: () => pending.filter(({ how }) => how !== 'said'),
    readOnly: {
      privates: privates.readOnly,
      origins: () => origins.summaries(),
      range: (...args) => readable([], () => disk.range(...args)),
      page: (...args) => readable({ entries: [], more: false }, () => disk.page(...args)),
      search: (...args) => readable(NOTHING_FOUND, () => disk.search(...args)),
      find: (...args) => readable(undefined, () => disk.find(...args)),
      count: (...args) => readable(0, () => count(...args)),
      nameOf: (...args) => readable(undefined, () => disk.nameOf(...args)),
      birth: (origin) => disk.birth(origin),
      reachOf: (origin) => disk.reachOf(origin),
      evidenceOf: (...args) => readable([], () => disk.evidenceOf(...args)),
    },
    origins: () => origins.summaries(),
    range: (origin, fromId, limit) => onDisk<readonly Rumor[]>([], () => disk.range(origin, fromId, limit)),
    page: (...args) => onDisk({ entries: [], more: false }, () => disk.page(...args)),
    search: (...args) =>
      onDisk(NOTHING_FOUND, () => {
        if (batch !== 'none') index?.write();
        return disk.search(...args);
      }),
    find: (...args) => onDisk(undefined, () => disk.find(...args)),
    count: (...args) => readable(0, () => count(...args)),
    nameOf: (...args) => onDisk(undefined, () => disk.nameOf(...args)),
    birth: (origin) => disk.birth(origin),
    reachOf: (origin) => disk.reachOf(origin),
    evidenceOf: (...args) => onDisk([], () => disk.evidenceOf(...args)),
    append(entry) {
      const key = nextKey++;
      const { origin, id } = entry.rumor;
      const row = origins.get(origin);
      if (failure === undefined && id !== (row?.nextId ?? 1)) throw new Error(`append out of order: ${id}`);
      onDisk(undefined, () => {
        begin(entry.how === 'said' ? 'own' : 'received');
        write(key, row ?? origins.add(origin), entry);
      });
      pending.push(entry);
      if (entry.how === 'said') ownNextId = id + 1;
      return key;
    },
    upgrade(rumor, name) {
      onDisk(undefined, () => {
        const row = origins.get(rumor.origin);
        const old = row === undefined ? undefined : selectOne.get(row.no, rumor.id);
        if (row === undefined || old === undefined) return;
        begin('received');
        const { entry, key } = readStored(old, rumor.origin);
        if (entry.rumor.text !== rumor.text) evidence.keep(entry.rumor, entry.trust, entry.from, true);
        replace.run(bytesOf(rumor.text), rumor.extensions, key);
        if (entry.rumor.text !== rumor.text) {
          const place = { shownAt: entry.shownAt, key };
          index?.remove(place, entry.rumor.text);
          index?.add(place, rumor.text);
        }
        const messages = Number(rumor.text !== '') - Number(entry.rumor.text !== '');
        row.chats += messages;
        older.changed(row.no, storable(entry.shownAt), messages);
        learnBirth(row, rumor, 'verified');
        if (name !== undefined) origins.learnName(row, rumor.id, name);
        origins.touch(row);
      });
    },
    evidence(rumor, trust, from) {
      onDisk(undefined, () => {
        begin('received');
        evidence.keep(rumor, trust, from, false);
      });
    },
    reached(origin, { sentUpTo, heldUpTo }) {
      onDisk(undefined, () => {
        const row = origins.get(origin);
        if (row === undefined) return;
        begin('received');
        row.reach = { sentUpTo, heldUpTo };
        origins.touch(row);
      });
    },
    incarnation({ origin, name, birth }: Identity) {
      onDisk(undefined, () => {
        begin('own');
        const keys = [birth?.publicKey ?? null, birth?.incarnation ?? null, birth?.sealKey ?? null] as const;
        born.run(bytesOf(origin), bytesOf(name), ...keys);
        commit();
      });
    },
    takeKey: () => nextKey++,
    commitOwn() {
      if (failure === undefined && batch !== 'own') return undefined;
      onDisk(undefined, commit);
      if (failure === undefined && ownNextId > 0) onOwnCommitted?.(ownNextId);
      return failure;
    },
    close() {
      clearTimeout(backfill);
      onDisk(undefined, commit);
      clearTimeout(timer);
      db.close();
    },
  };
}
