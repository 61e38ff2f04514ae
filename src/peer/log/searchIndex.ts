/**
 * The index of words in the database (docs/adr/013): SQLite's FTS5, which holds words and no texts.
 *
 * 1. It takes the words as src/words makes them, with blanks between, and its `ascii` tokenizer splits at those and nowhere
 *    else. So what matches is defined in one place for disk, memory and highlighting; another way to make words needs
 *    another table name.
 * 2. A row's number is its place in the timeline, so that the newest come first whatever was caught up when. What it
 *    finds is looked up and matched again: two messages may share a number (below), and the answer stays right.
 * 3. Rows are written with the messages' own commit, in order: FTS5 makes a new segment for each number that goes back.
 * 4. `search_gaps` are the ranges of keys that are not indexed yet, `high` the greatest key that was seen. A runtime
 *    without FTS5 leaves both alone; the next one with it finds a new gap above `high`.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Query } from '../../words/query.ts';
import { wordsOf } from '../../words/words.ts';
import { textOf } from '../../wire/text.ts';
import { blob, integer, type Row } from './rows.ts';
import type { Cursor } from './store.ts';

/** Low bits of a row's number: of the key. Two messages of one millisecond, 2^20 keys apart, would share one. */
const KEY_BITS = 20;
const KEY_MASK = 2 ** KEY_BITS - 1;
/** The year 2248; what is shown later stands there. */
const MAX_SHOWN_AT = 2 ** 43 - 1;
const ROW_NUMBER = `((? << ${KEY_BITS}) | (? & ${KEY_MASK}))`;

/** Makes the index where the runtime can, and a gap of what it doesn't know yet: invariant 4. */
export function makeSearchIndex(db: DatabaseSync): void {
  // Private messages are few and looked through one by one, in this order (scan.ts).
  db.exec('CREATE INDEX IF NOT EXISTS private_places ON privates (shown_at, key)');
  try {
    db.exec('BEGIN IMMEDIATE');
    if (db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'words_1'").get() === undefined) {
      db.exec(`
        CREATE VIRTUAL TABLE words_1 USING fts5(
          text, content = '', prefix = '2 3', columnsize = 0, tokenize = 'ascii'
        );
        DELETE FROM search_gaps;
        UPDATE search_state SET high = 0;
      `);
    }
    db.prepare('SELECT 1 FROM words_1'); // throws where the table is there and the runtime has no FTS5
    const high = integer(db.prepare('SELECT high FROM search_state').get()?.['high']);
    const top = integer(db.prepare('SELECT coalesce(max(key), 0) AS top FROM rumors').get()?.['top']);
    if (top > high) {
      db.prepare('INSERT INTO search_gaps (first, last) VALUES (?, ?)').run(high + 1, top);
      db.prepare('UPDATE search_state SET high = ?').run(top);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    if (!isWithoutFts(error)) throw error;
  }
}

const isWithoutFts = (error: unknown): boolean => error instanceof Error && error.message.includes('fts5');

interface Gap {
  readonly first: number;
  last: number;
}

export interface SearchIndex {
  /** 0 to 1. */
  readonly indexed: number;
  add(place: Cursor, text: string): void;
  /** To be called with the text that was added. */
  remove(place: Cursor, text: string): void;
  /** Within the transaction of the messages: before it is committed, and before anything is looked for. */
  write(): void;
  /** Indexes up to `limit` messages that were there before; false: there are no more. */
  backfill(limit: number): boolean;
  /** The rows that may match, newest first, before a place; `limit` is the most that is looked at. */
  find(query: Query, before: Cursor | undefined, limit: number): Generator<Row>;
}

/** Undefined: this runtime has no FTS5. */
export function openSearchIndex(db: DatabaseSync): SearchIndex | undefined {
  try {
    return open(db);
  } catch (error) {
    if (isWithoutFts(error) || (error instanceof Error && error.message.includes('words_1'))) return undefined;
    throw error;
  }
}

function open(db: DatabaseSync): SearchIndex {
  const insert = db.prepare(`INSERT INTO words_1 (rowid, text) VALUES (${ROW_NUMBER}, ?)`);
  const forget = db.prepare(`INSERT INTO words_1 (words_1, rowid, text) VALUES ('delete', ${ROW_NUMBER}, ?)`);
  const select = db.prepare(`
    SELECT rowid >> ${KEY_BITS} AS shown_at, rowid & ${KEY_MASK} AS low FROM words_1
    WHERE words_1 MATCH ? AND rowid < ${ROW_NUMBER} ORDER BY rowid DESC LIMIT ?`);
  // `text <> x''` is what lets SQLite use the index of the timeline.
  const look = db.prepare(
    `SELECT * FROM rumors WHERE text <> x'' AND shown_at BETWEEN ? AND ? AND (key & ${KEY_MASK}) = ? ORDER BY key DESC`,
  );
  const setHigh = db.prepare('UPDATE search_state SET high = ?');
  const shrink = db.prepare('UPDATE search_gaps SET last = ? WHERE first = ?');
  const close = db.prepare('DELETE FROM search_gaps WHERE first = ?');
  const older = db.prepare(
    'SELECT key, shown_at, text FROM rumors WHERE key BETWEEN ? AND ? ORDER BY key DESC LIMIT ?',
  );

  const gaps: Gap[] = db
    .prepare('SELECT first, last FROM search_gaps ORDER BY first')
    .all()
    .map((row) => ({ first: integer(row['first']), last: integer(row['last']) }));
  let high = integer(db.prepare('SELECT high FROM search_state').get()?.['high']);
  let top = high;
  let waiting: { readonly place: Cursor; readonly words: string }[] = [];

  const isInGap = (key: number): boolean => gaps.some(({ first, last }) => key >= first && key <= last);
  const rowNumber = ({ shownAt, key }: Cursor): [number, number] => [Math.min(shownAt, MAX_SHOWN_AT), key];
  const wait = (place: Cursor, text: string): void => void waiting.push({ place, words: wordsOf(text).join(' ') });

  const write = (): void => {
    waiting.sort((a, b) => a.place.shownAt - b.place.shownAt || (a.place.key & KEY_MASK) - (b.place.key & KEY_MASK));
    for (const { place, words } of waiting) if (words !== '') insert.run(...rowNumber(place), words);
    waiting = [];
    if (top > high) setHigh.run((high = top));
  };

  return {
    get indexed() {
      const missing = gaps.reduce((sum, { first, last }) => sum + last - first + 1, 0);
      return 1 - missing / Math.max(top, missing, 1);
    },
    add(place, text) {
      top = Math.max(top, place.key);
      if (!isInGap(place.key)) wait(place, text);
    },
    remove(place, text) {
      if (isInGap(place.key)) return;
      write();
      const words = wordsOf(text).join(' ');
      if (words !== '') forget.run(...rowNumber(place), words);
    },
    write,
    backfill(limit) {
      const gap = gaps.at(-1);
      if (gap === undefined) return false;
      const rows = older.all(gap.first, gap.last, limit);
      for (const row of rows) {
        wait({ shownAt: integer(row['shown_at']), key: integer(row['key']) }, textOf(blob(row['text'])));
      }
      const lowest = rows.length < limit ? gap.first : integer(rows.at(-1)?.['key']);
      if (lowest === gap.first) {
        close.run(gap.first);
        gaps.pop();
      } else shrink.run((gap.last = lowest - 1), gap.first);
      return gaps.length > 0;
    },
    *find(query, before, limit) {
      const [shownAt, key] = before === undefined ? [MAX_SHOWN_AT, KEY_MASK] : rowNumber(before);
      for (const row of select.iterate(expression(query), shownAt, key, limit)) {
        const at = integer(row['shown_at']);
        const upTo = at === MAX_SHOWN_AT ? Number.MAX_SAFE_INTEGER : at;
        for (const found of look.all(at, upTo, integer(row['low']))) yield found;
      }
    },
  };
}

/** In FTS5's language. Words hold nothing that means something there (words.ts, invariant 3), and stand in quotes all the same. */
const expression = (query: Query): string =>
  query.map(({ words, isPrefix }) => `"${words.join(' ')}"${isPrefix ? ' *' : ''}`).join(' AND ');
