/** Searching on disk and in memory finds the same: what the words of src/words say. */
import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOrigin, type Origin } from '../../gossiper/names.ts';
import type { LogEntry } from '../../gossiper/ports.ts';
import { matches } from '../../words/match.ts';
import { parseQuery } from '../../words/query.ts';
import { temporaryFolder } from '../testing.ts';
import { loadSqlite, openDatabase } from './database.ts';
import { MAX_LOOKED_UP } from './diskSearch.ts';
import { createMemoryStore } from './memoryStore.ts';
import { MAX_SCANNED, mergeSearches } from './scan.ts';
import { createSqliteStore, type SqliteStore } from './sqliteStore.ts';
import { compareCursors, cursorOf, type Cursor, type SearchPage, type Store } from './store.ts';

const NOBODY: ReadonlySet<Origin> = new Set();
const birthOf = () => undefined;

async function open(folder: string): Promise<SqliteStore> {
  const sqlite = await loadSqlite();
  if (sqlite === undefined) throw new Error('these tests need node:sqlite');
  const opened = openDatabase(sqlite, `${folder}/messages.db`, { birthOf, nameOf: () => undefined });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  return createSqliteStore({ db: opened.db, folder, birthOf, onFailure: () => undefined });
}

function originNamed(name: string): Origin {
  const origin = parseOrigin(name);
  if (origin === undefined) throw new Error(`${name} is no origin`);
  return origin;
}

const entry = (origin: Origin, id: number, text: string, shownAt = id): LogEntry => ({
  rumor: { origin, id, text, extensions: new Uint8Array() },
  trust: 'unverified',
  how: 'rumor',
  arrivedAt: shownAt,
  shownAt,
});

const A = originNamed('A');
const B = originNamed('B');

const textsOf = ({ entries }: SearchPage): string[] => entries.map((stored) => stored.entry.rumor.text);
const search = (store: Pick<Store, 'search'>, typed: string, limit = 100, hidden = NOBODY): string[] =>
  textsOf(store.search({ query: parseQuery(typed), limit }, hidden));

/** Keys of all that is found, page by page. */
function walk(store: Pick<Store, 'search'>, typed: string, limit: number, hidden: ReadonlySet<Origin>): number[] {
  const keys: number[] = [];
  let before: Cursor | undefined;
  do {
    const page: SearchPage = store.search({ query: parseQuery(typed), before, limit }, hidden);
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    keys.push(...page.entries.map(({ key }) => key));
    before = page.next;
  } while (before !== undefined);
  return keys;
}

describe.each(['memory', 'disk'] as const)('a search in %s', (kind) => {
  const withStore = async (test: (store: Store) => void): Promise<void> => {
    using folder = temporaryFolder();
    const store = kind === 'memory' ? createMemoryStore({ birthOf }) : await open(folder.path);
    test(store);
    store.close();
  };

  it('leaves out what is older than it is asked for', () =>
    withStore((store) => {
      for (const id of [1, 2, 3]) store.append(entry(A, id, `message ${id}`));
      const found = store.search({ query: parseQuery('message'), limit: 10, since: 2 }, NOBODY);
      expect([textsOf(found), found.next]).toEqual([['message 3', 'message 2'], undefined]);
    }));

  it('finds beginnings and phrases, without accents and case, at once', () =>
    withStore((store) => {
      const texts = ['Un café, deux cafés', 'deux cafetières', '明天的会议在十点', '', 'DEUX mots', 'a\udcffb'];
      for (const [index, text] of texts.entries()) store.append(entry(A, index + 1, text));
      expect(search(store, 'cafe')).toEqual(['deux cafetières', 'Un café, deux cafés']);
      expect(search(store, '"deux cafes"')).toEqual(['Un café, deux cafés']);
      expect(search(store, 'deux mo')).toEqual(['DEUX mots']);
      expect(search(store, '会议')).toEqual(['明天的会议在十点']);
      expect(search(store, '议')).toEqual(['明天的会议在十点']);
      expect(search(store, 'b')).toEqual(['a\udcffb']);
      for (const nothing of [
        '',
        '"',
        'mots OR cafe',
        'x*',
        'text:cafe',
        '-cafe',
        'NEAR(a b)',
        "'; DROP",
        '\0',
        '\udc80',
      ])
        expect(search(store, nothing).length).toBeLessThan(3);
    }));

  it('gives the newest first by place and not by arrival, and what is not hidden', () =>
    withStore((store) => {
      store.append(entry(A, 1, 'word late', 50));
      store.append(entry(B, 1, 'word caught up', 10));
      store.append(entry(A, 2, 'word at the same time', 50));
      expect(search(store, 'word')).toEqual(['word at the same time', 'word late', 'word caught up']);
      expect(search(store, 'word', 100, new Set([A]))).toEqual(['word caught up']);
    }));

  it('forgets a text that was replaced, and finds the new one', () =>
    withStore((store) => {
      store.append(entry(A, 1, 'forged words'));
      store.append(entry(A, 2, 'kept words'));
      store.upgrade({ origin: A, id: 1, text: 'right words', extensions: new Uint8Array() });
      expect(search(store, 'forged')).toEqual([]);
      expect(search(store, 'words')).toEqual(['kept words', 'right words']);
    }));

  it('goes on where so many of someone hidden stand before it that one call does not look at all of them', () =>
    withStore((store) => {
      store.append(entry(B, 1, 'word of b'));
      const text = `word ${'x'.repeat(400)}`;
      const count = Math.max(MAX_LOOKED_UP, Math.ceil(MAX_SCANNED / text.length));
      for (let id = 1; id <= count; id++) store.append(entry(A, id, text, id + 1));
      const first = store.search({ query: parseQuery('word b'), limit: 10 }, NOBODY);
      if (kind === 'memory') expect([first.entries.length, first.next === undefined]).toEqual([0, false]);
      const hidden = new Set([A]);
      if (kind === 'disk') expect(store.search({ query: parseQuery('word'), limit: 10 }, hidden).next).toBeDefined();
      expect(walk(store, 'word', 10, hidden)).toEqual([1]);
    }));
});

/** Words of which one is often the beginning of another. */
const words = fc.constantFrom('wort', 'wörter', 'W', 'ein', 'eine', '会', '议', '☕', 'x-y');
const history = fc.array(
  fc.record({
    who: fc.nat(2),
    shownAt: fc.nat(6),
    text: fc.array(words, { maxLength: 4 }).map((all) => all.join(' ')),
  }),
  { maxLength: 50 },
);
const typed = fc.oneof(
  fc.array(words, { maxLength: 3 }).map((all) => all.join(' ')),
  fc.array(words, { maxLength: 3 }).map((all) => `"${all.join(' ')}"`),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

describe('disk and memory', () => {
  it('find the same, page by page, before and after a restart: what matches', async () => {
    await fc.assert(
      fc.asyncProperty(history, typed, fc.integer({ min: 1, max: 7 }), fc.nat(2), async (said, asked, limit, hide) => {
        using folder = temporaryFolder();
        const memory = createMemoryStore({ birthOf });
        let disk = await open(folder.path);
        const next = [1, 1, 1];
        const places: { key: number; shownAt: number }[] = [];
        const hidden = hide === 0 ? NOBODY : new Set([originNamed(`O${hide}`)]);
        for (const [index, { who, shownAt, text }] of said.entries()) {
          const id = next[who] ?? 1;
          next[who] = id + 1;
          for (const store of [memory, disk]) store.append(entry(originNamed(`O${who}`), id, text, shownAt));
          const isFound = matches(parseQuery(asked), text) && (hide === 0 || who !== hide);
          if (isFound) places.push({ key: index + 1, shownAt });
        }
        const wanted = places.toSorted((a, b) => compareCursors(b, a)).map(({ key }) => key);
        expect(walk(memory, asked, limit, hidden)).toEqual(wanted);
        expect(walk(disk, asked, limit, hidden)).toEqual(wanted);
        disk.close();
        disk = await open(folder.path);
        expect(walk(disk, asked, limit, hidden)).toEqual(wanted);
        disk.close();
      }),
      { numRuns: 60 },
    );
  });

  it('are searched as one where the disk failed: no message twice, none left out', () => {
    fc.assert(
      fc.property(history, history, fc.integer({ min: 1, max: 7 }), (below, above, limit) => {
        const [one, other] = [
          createMemoryStore({ birthOf }),
          createMemoryStore({ birthOf, firstKey: below.length + 1 }),
        ];
        for (const [index, { shownAt, text }] of below.entries()) one.append(entry(A, index + 1, text, shownAt));
        for (const [index, { shownAt, text }] of above.entries()) other.append(entry(B, index + 1, text, shownAt));
        const both = {
          search: (...[asked, hidden]: Parameters<Store['search']>) =>
            mergeSearches(asked.limit, one.search(asked, hidden), other.search(asked, hidden)),
        };
        const all = [one, other].flatMap(
          (store) => store.search({ query: parseQuery('wort'), limit: 500 }, NOBODY).entries,
        );
        const wanted = all.toSorted((a, b) => compareCursors(cursorOf(b), cursorOf(a))).map(({ key }) => key);
        expect(walk(both, 'wort', limit, NOBODY)).toEqual(wanted);
      }),
    );
  });
});

describe('an index on disk', () => {
  it('of a database of version 1 is made bit by bit after the start, and says how far it is', async () => {
    using folder = temporaryFolder();
    const fixture = fileURLToPath(new URL('../../../tests/fixtures/log-v1.sqlite', import.meta.url));
    copyFileSync(fixture, `${folder.path}/messages.db`);
    const store = await open(folder.path);
    const [course] = store.origins().filter(({ origin }) => origin === 'A');
    store.append(entry(A, course?.nextId ?? 0, 'two as a newcomer', 1_790_000_009_000));
    const first = store.search({ query: parseQuery('two'), limit: 9 }, NOBODY);
    expect(textsOf(first)).toEqual(['two as a newcomer']);
    expect(first.indexed).toBeLessThan(0.5);
    await expect.poll(() => store.search({ query: parseQuery('x'), limit: 9 }, NOBODY).indexed).toBe(1);
    expect(search(store, 'two')).toEqual(['two as a newcomer', 'two']);
    store.close();
  });

  it('that is not there (a runtime without FTS5) is done without, and made up for later', async () => {
    using folder = temporaryFolder();
    const before = await open(folder.path);
    before.append(entry(A, 1, 'word one'));
    before.close();
    const db = new DatabaseSync(`${folder.path}/messages.db`);
    db.exec('DROP TABLE words_1');
    const without = createSqliteStore({ db, folder: folder.path, birthOf, onFailure: () => undefined });
    without.append(entry(A, 2, 'word two'));
    expect(search(without, 'word')).toEqual(['word two', 'word one']);
    without.close();
    const after = await open(folder.path);
    after.append(entry(A, 3, 'word three'));
    await expect.poll(() => search(after, 'word')).toEqual(['word three', 'word two', 'word one']);
    after.close();
  });

  it('goes on being made where the last run stopped, and a text that is replaced meanwhile is found once', async () => {
    using folder = temporaryFolder();
    const first = await open(folder.path);
    for (let id = 1; id <= 900; id++) first.append(entry(A, id, `word ${id}`));
    first.close();
    const db = new DatabaseSync(`${folder.path}/messages.db`);
    db.exec('DROP TABLE words_1');
    db.close();
    (await open(folder.path)).close(); // not even one step
    const store = await open(folder.path);
    store.upgrade({ origin: A, id: 5, text: 'other', extensions: new Uint8Array() });
    await expect.poll(() => search(store, 'word', 1_000)).toHaveLength(899);
    expect(search(store, 'other')).toEqual(['other']);
    store.close();
  });
});
