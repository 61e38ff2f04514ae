/** How fast the log on disk is: inserts, ranges as a newcomer pulls them, pages as a person scrolls. */
import { join } from 'node:path';
import { parseAddress, parseOrigin } from '../gossiper/names.ts';
import type { LogEntry } from '../gossiper/ports.ts';
import { loadSqlite, openDatabase } from './log/database.ts';
import { createSqliteStore, type SqliteStore } from './log/sqliteStore.ts';
import { temporaryFolder } from './testing.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const ORIGINS = 100;
const TEXT = 'Winter is coming. '.repeat(6).slice(0, 100);
/** As long as those of our rumors from ID 2 on. */
const EXTENSIONS = new Uint8Array(95).fill(7);
const START = Date.UTC(2026, 0, 1);
const NOBODY = new Set<never>();
/** As seldom as words of a language are: the n-th is in every n-th message or so. */
const RARE = 2_000;
const rareWord = (n: number): string => {
  const chance = (Math.imul(n, 2_654_435_761) >>> 0) / 2 ** 32;
  return `w${Math.floor(RARE / (1 + chance * RARE))}x`;
};

const textAt = (n: number): string => `${TEXT.slice(0, 85)}, ${rareWord(n)} ${rareWord(n + 7)}.`;

/** Rumor `n` of a long history, in which `origins` take turns. */
export function entryAt(n: number, origins: number): LogEntry {
  const origin = parseOrigin(`Peer${n % origins}~mfrggzdfmztwq2lk`);
  const from = parseAddress('127.0.0.1:5000');
  if (origin === undefined || from === undefined) throw new Error('the sample names are wrong');
  const at = START + n * 20;
  return {
    rumor: { origin, id: Math.floor(n / origins) + 1, text: textAt(n), extensions: EXTENSIONS },
    trust: 'verified',
    how: 'catchUp',
    from,
    saidAt: at,
    arrivedAt: at,
    shownAt: at,
  };
}

/** Fills a log with `count` messages. The commits are those of the product: one each BATCH_MS. */
export async function fillLog(folder: string, count: number, origins: number): Promise<SqliteStore> {
  const sqlite = await loadSqlite();
  if (sqlite === undefined) throw new Error('this runtime has no SQLite');
  const opened = openDatabase(sqlite, join(folder, 'messages.db'), {
    birthOf: () => undefined,
    nameOf: () => undefined,
  });
  if (opened.kind !== 'open') throw new Error('a new database is damaged');
  const store = createSqliteStore({
    db: opened.db,
    folder,
    birthOf: () => undefined,
    onFailure: ({ message }) => {
      throw new Error(message);
    },
  });
  for (let n = 0; n < count; n++) {
    store.append(entryAt(n, origins));
    if (n % 64 === 63) await new Promise(setImmediate); // lets the commit timer run, as a socket would
  }
  return store;
}

/** One run over `count` messages of 100 origins. */
export async function benchLog(count = 200_000): Promise<Figure[]> {
  using folder = temporaryFolder();
  const start = performance.now();
  const store = await fillLog(folder.path, count, ORIGINS);
  const inserts = (count * 1000) / (performance.now() - start);

  const perOrigin = Math.floor(count / ORIGINS);
  const range = timed(300, (i) => {
    const { origin } = entryAt(i, ORIGINS).rumor;
    return store.range(origin, 1 + ((i * 7919) % (perOrigin - 64)), 64).length;
  });
  const page = timed(100, (i) => {
    const shownAt = START + ((i * 104_729) % count) * 20;
    return store.page({ before: { shownAt, key: 0 }, limit: 200 }, NOBODY).entries.length + 1;
  });
  store.close();
  return [
    { name: `log: insert, ${count} messages of ${ORIGINS} origins`, value: Math.round(inserts), unit: '1/s' },
    { name: 'log: range of 64', value: range, unit: 'ms' },
    { name: 'log: page of 200', value: page, unit: 'ms' },
  ];
}

function timed(times: number, work: (i: number) => number): number {
  let kept = 0;
  const start = performance.now();
  for (let i = 0; i < times; i++) kept += work(i);
  if (kept === 0) throw new Error('the work came to nothing');
  return Math.round(((performance.now() - start) / times) * 1000) / 1000;
}
