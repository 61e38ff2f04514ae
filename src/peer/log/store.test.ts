/** The two stores, on disk and in memory, do the same: one suite, and one model against the other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress, parseOrigin, type Origin } from '../../gossiper/names.ts';
import type { LogEntry } from '../../gossiper/ports.ts';
import { textOf } from '../../wire/text.ts';
import { temporaryFolder } from '../testing.ts';
import { loadSqlite, openDatabase } from './database.ts';
import { createMemoryStore } from './memoryStore.ts';
import { MAX_EVIDENCE_OF_ONE, MAX_EVIDENCE_ROWS } from './evidence.ts';
import { createSqliteStore, type SqliteStore } from './sqliteStore.ts';
import type { Cursor, Store } from './store.ts';

const NOBODY: ReadonlySet<Origin> = new Set();
const birthOf = () => undefined;

async function open(folder: string, maxPages?: number): Promise<SqliteStore> {
  const sqlite = await loadSqlite();
  if (sqlite === undefined) throw new Error('these tests need node:sqlite');
  const opened = openDatabase(sqlite, `${folder}/messages.db`, { birthOf, nameOf: birthOf }, maxPages);
  if (opened.kind !== 'open') throw new Error(opened.kind);
  return createSqliteStore({ db: opened.db, folder, birthOf, onFailure: () => undefined });
}

function originNamed(name: string): Origin {
  const origin = parseOrigin(name);
  if (origin === undefined) throw new Error(`${name} is no origin`);
  return origin;
}

function entry(origin: Origin, id: number, text: string, shownAt = id): LogEntry {
  return {
    rumor: { origin, id, text, extensions: new Uint8Array([id & 255]) },
    trust: 'unverified',
    how: 'rumor',
    arrivedAt: shownAt,
    shownAt,
  };
}

const A = originNamed('A');
const B = originNamed('B~mfrggzdfmztwq2lk');

describe.each(['memory', 'disk'] as const)('a store in %s', (kind) => {
  const withStore = async (test: (store: Store) => void): Promise<void> => {
    using folder = temporaryFolder();
    const store = kind === 'memory' ? createMemoryStore({ birthOf }) : await open(folder.path);
    test(store);
    store.close();
  };

  it('leaves out what stands before a moment, in pages and counts', () =>
    withStore((store) => {
      for (let id = 1; id <= 6; id++) store.append(entry(A, id, `a${id}`, id * 10));
      for (let id = 1; id <= 3; id++) store.append(entry(B, id, `b${id}`, id * 10 + 5));
      const read = (more: object, hidden = NOBODY) => {
        const { entries, more: goesOn } = store.page({ limit: 2, since: 30, ...more }, hidden);
        return [entries.map((stored) => stored.entry.rumor.text), goesOn];
      };
      expect(read({ limit: 9 })).toEqual([['a3', 'b3', 'a4', 'a5', 'a6'], false]);
      expect(read({})).toEqual([['a5', 'a6'], true]);
      expect(read({ before: { shownAt: 40, key: 4 } })).toEqual([['a3', 'b3'], false]);
      expect(read({ after: { shownAt: 10, key: 1 } })).toEqual([['a3', 'b3'], true]);
      expect(read({ after: { shownAt: 35, key: 9 } })).toEqual([['a4', 'a5'], true]);
      expect(read({ limit: 9 }, new Set([A]))).toEqual([['b3'], false]);
      expect(store.count(NOBODY)).toBe(9);
      expect(store.count(NOBODY, 30)).toBe(5);
      expect(store.count(new Set([A]), 30)).toBe(1);
      store.append(entry(A, 7, 'late', 5));
      store.append(entry(A, 8, 'new', 70));
      expect(store.count(NOBODY, 30)).toBe(6);
      expect(store.count(new Set([B]), 30)).toBe(5);
      expect(store.count(NOBODY, 31)).toBe(5);
    }));

  it('shows what was appended at once', () =>
    withStore((store) => {
      expect(store.append(entry(A, 1, 'one'))).toBe(1);
      expect(store.append(entry(A, 2, 'two'))).toBe(2);
      expect(store.range(A, 1, 10).map(({ text }) => text)).toEqual(['one', 'two']);
      expect(store.range(A, 2, 1).map(({ id }) => id)).toEqual([2]);
      expect(store.range(A, 3, 1)).toEqual([]);
      expect(store.range(B, 1, 1)).toEqual([]);
      expect(store.origins()).toEqual([{ origin: A, nextId: 3, shownAt: 2 }]);
      expect(store.find(A, 2)?.key).toBe(2);
      expect(store.find(A, 3)).toBeUndefined();
    }));

  it('refuses an ID out of order, as that is a bug', () =>
    withStore((store) => {
      expect(() => store.append(entry(A, 2, 'two'))).toThrow('out of order');
    }));

  it('keeps bytes that are no UTF-8, and every field', () =>
    withStore((store) => {
      const odd = textOf(new Uint8Array([0x61, 0xff, 0xc3, 0x28]));
      const from = parseAddress('[fe80::1%eth0]:5000');
      if (from === undefined) throw new Error('no address');
      const full: LogEntry = {
        ...entry(originNamed(odd), 1, odd),
        trust: 'verified',
        how: 'catchUp',
        from,
        hops: 3,
        saidAt: 2 ** 60,
      };
      store.append(full);
      const { saidAt, ...kept } = full;
      expect(store.find(full.rumor.origin, 1)?.entry).toMatchObject({ ...kept, rumor: { ...full.rumor } });
      expect(saidAt).toBeGreaterThan(0);
    }));

  it('leaves route rumors out of the timeline', () =>
    withStore((store) => {
      store.append(entry(A, 1, ''));
      store.append(entry(A, 2, 'text'));
      expect(store.page({ limit: 10 }, NOBODY).entries.map(({ entry: { rumor } }) => rumor.id)).toEqual([2]);
      expect(store.count(NOBODY)).toBe(1);
    }));

  it('upgrades in place', () =>
    withStore((store) => {
      store.append(entry(A, 1, 'forged'));
      store.append(entry(A, 2, 'kept'));
      store.upgrade({ origin: A, id: 1, text: 'right', extensions: new Uint8Array([9]) });
      expect(store.find(A, 1)).toMatchObject({ key: 1, entry: { trust: 'verified', rumor: { text: 'right' } } });
      expect(store.page({ limit: 10 }, NOBODY).entries.map(({ entry: { rumor } }) => rumor.text)).toEqual([
        'right',
        'kept',
      ]);
      store.upgrade({ origin: B, id: 7, text: 'unknown', extensions: new Uint8Array() });
      expect(store.count(NOBODY)).toBe(2);
    }));

  it('knows what an origin is called now, and was at each ID', () =>
    withStore((store) => {
      store.append(entry(A, 1, 'one'));
      store.append({ ...entry(A, 2, ''), trust: 'verified', name: 'Bea' });
      store.append(entry(A, 3, 'three'));
      store.append({ ...entry(A, 4, ''), trust: 'verified', name: 'Cleo' });
      store.append(entry(B, 1, ''));
      expect([1, 2, 3, 4, 5].map((id) => store.nameOf(A, id))).toEqual([undefined, 'Bea', 'Bea', 'Cleo', 'Cleo']);
      expect(store.nameOf(A)).toBe('Cleo');
      // A copy whose name only now is verified: older than the newest.
      store.upgrade({ origin: A, id: 3, text: '', extensions: new Uint8Array([9]) }, 'Bo');
      expect([3, 4].map((id) => store.nameOf(A, id))).toEqual(['Bo', 'Cleo']);
      expect(store.nameOf(A)).toBe('Cleo');
      expect([store.nameOf(B), store.nameOf(originNamed('C'))]).toEqual([undefined, undefined]);
    }));

  it('keeps how far rumors got', () =>
    withStore((store) => {
      store.reached(A, { sentUpTo: 1, heldUpTo: 0 }); // nothing is held of it
      expect(store.reachOf(A)).toBeUndefined();
      store.append(entry(A, 1, 'one'));
      store.reached(A, { sentUpTo: 1, heldUpTo: 1 });
      expect(store.reachOf(A)).toEqual({ sentUpTo: 1, heldUpTo: 1 });
      expect(store.origins()[0]?.reach).toEqual({ sentUpTo: 1, heldUpTo: 1 });
    }));

  it('gives evidence back, each text once, and says which was shown before', () =>
    withStore((store) => {
      store.append(entry(A, 1, 'forged'));
      store.upgrade({ origin: A, id: 1, text: 'right', extensions: new Uint8Array([9]) });
      const other = { ...entry(A, 1, 'other').rumor };
      for (let n = 0; n < 3; n++) store.evidence(other, 'verified', undefined);
      expect(store.evidenceOf(A, 1)).toEqual([
        { text: 'forged', trust: 'unverified', from: undefined, replaced: true },
        { text: 'other', trust: 'verified', from: undefined, replaced: false },
      ]);
      expect([store.evidenceOf(A, 2), store.evidenceOf(B, 1)]).toEqual([[], []]);
    }));

  it('keeps n texts against one rumor, not n + 1', () =>
    withStore((store) => {
      for (let n = 0; n <= MAX_EVIDENCE_OF_ONE; n++) store.evidence(entry(A, 1, `${n}`).rumor, 'verified', undefined);
      expect(store.evidenceOf(A, 1)).toHaveLength(MAX_EVIDENCE_OF_ONE);
    }));

  it('hides the messages of some', () =>
    withStore((store) => {
      for (let id = 1; id <= 5; id++) for (const origin of [A, B]) store.append(entry(origin, id, `${id}`));
      const page = store.page({ limit: 3 }, new Set([B]));
      expect(page.entries.map(({ entry: { rumor } }) => [rumor.origin, rumor.id])).toEqual([
        [A, 3],
        [A, 4],
        [A, 5],
      ]);
      expect(page.more).toBe(true);
      expect(store.count(new Set([B]))).toBe(5);
    }));
});

/** A message of one of three origins, shown at a time of few, so that equal times are common. */
const history = fc.array(fc.record({ who: fc.nat(2), shownAt: fc.nat(6), text: fc.constantFrom('', 'a', 'b') }), {
  maxLength: 60,
});

describe('disk and memory', () => {
  it('give the same pages, forwards and backwards, whatever was appended', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.integer({ min: 1, max: 7 }), fc.nat(2), async (messages, limit, hide) => {
        using folder = temporaryFolder();
        const stores = [createMemoryStore({ birthOf }), await open(folder.path)] as const;
        for (const store of stores) {
          const next = [1, 1, 1];
          for (const { who, shownAt, text } of messages) {
            const id = next[who] ?? 1;
            next[who] = id + 1;
            store.append(entry(originNamed(`O${who}`), id, text, shownAt));
          }
        }
        const hidden = hide === 0 ? NOBODY : new Set([originNamed(`O${hide}`)]);
        const [memory, disk] = stores;
        const wanted = walk(memory, 'back', limit, hidden);
        expect(walk(disk, 'back', limit, hidden)).toEqual(wanted);
        expect(walk(memory, 'forth', limit, hidden)).toEqual(wanted);
        expect(walk(disk, 'forth', limit, hidden)).toEqual(wanted);
        expect(wanted).toHaveLength(memory.count(hidden));
        expect(disk.count(hidden)).toBe(memory.count(hidden));
        for (const store of stores) store.close();
      }),
      { numRuns: 40 },
    );
  });

  it('hold the same after a restart', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (messages) => {
        using folder = temporaryFolder();
        const memory = createMemoryStore({ birthOf });
        let disk = await open(folder.path);
        const next = [1, 1, 1];
        for (const [n, { who, shownAt, text }] of messages.entries()) {
          const id = next[who] ?? 1;
          next[who] = id + 1;
          for (const store of [memory, disk]) store.append(entry(originNamed(`O${who}`), id, text, shownAt));
          if (n === 20) {
            disk.close();
            disk = await open(folder.path);
          }
        }
        disk.close();
        disk = await open(folder.path);
        expect(disk.origins()).toEqual(memory.origins());
        expect(walk(disk, 'back', 9, NOBODY)).toEqual(walk(memory, 'back', 9, NOBODY));
        expect(disk.nextKey).toBe(messages.length + 1);
        disk.close();
      }),
      { numRuns: 20 },
    );
  });
});

/** Keys of the whole timeline, read page by page. */
function walk(store: Store, way: 'back' | 'forth', limit: number, hidden: ReadonlySet<Origin>): number[] {
  const keys: number[] = [];
  let at: Cursor | undefined = way === 'forth' ? { shownAt: -1, key: 0 } : undefined;
  for (;;) {
    const page = store.page(way === 'forth' ? { after: at, limit } : { before: at, limit }, hidden);
    const found = page.entries.map(({ key }) => key);
    if (way === 'forth') keys.push(...found);
    else keys.unshift(...found);
    const edge = way === 'forth' ? page.entries.at(-1) : page.entries[0];
    if (!page.more || edge === undefined) return keys;
    at = { shownAt: edge.entry.shownAt, key: edge.key };
  }
}

describe('a store on disk', () => {
  it('has names, reach and evidence again after a restart', async () => {
    using folder = temporaryFolder();
    const before = await open(folder.path);
    before.append(entry(A, 1, 'one'));
    before.append({ ...entry(A, 2, ''), trust: 'verified', name: 'Bea' });
    before.append({ ...entry(A, 3, ''), trust: 'verified', name: 'Cleo' });
    before.reached(A, { sentUpTo: 3, heldUpTo: 2 });
    before.evidence(entry(A, 1, 'other').rumor, 'verified', undefined);
    before.close();
    const after = await open(folder.path);
    expect([1, 2, 3].map((id) => after.nameOf(A, id))).toEqual([undefined, 'Bea', 'Cleo']);
    expect(after.reachOf(A)).toEqual({ sentUpTo: 3, heldUpTo: 2 });
    expect(after.evidenceOf(A, 1)).toMatchObject([{ text: 'other', trust: 'verified' }]);
    after.close();
  });

  it('keeps a bounded number of forks as evidence', async () => {
    using folder = temporaryFolder();
    const store = await open(folder.path);
    for (let n = 0; n <= MAX_EVIDENCE_ROWS; n++)
      store.evidence(entry(A, 1 + (n >> 3), `${n}`).rumor, 'unverified', undefined);
    store.close();
    const { DatabaseSync } = await import('node:sqlite');
    const db = new DatabaseSync(`${folder.path}/messages.db`);
    const rows = db.prepare('SELECT count(*) AS n, min(no) AS first FROM evidence').get();
    expect(rows).toEqual({ n: MAX_EVIDENCE_ROWS, first: 2 });
    db.close();
  });

  it('waits for the disk when own rumors are committed, and only then', async () => {
    using folder = temporaryFolder();
    const sqlite = await loadSqlite();
    if (sqlite === undefined) throw new Error('these tests need node:sqlite');
    const opened = openDatabase(sqlite, `${folder.path}/messages.db`, { birthOf, nameOf: birthOf });
    if (opened.kind !== 'open') throw new Error(opened.kind);
    const { db } = opened;
    const committed: number[] = [];
    const store = createSqliteStore({
      db,
      folder: folder.path,
      birthOf,
      onFailure: () => undefined,
      onOwnCommitted: (nextId) => committed.push(nextId),
    });
    const [NORMAL, FULL] = [1, 2];
    const synchronous = () => db.prepare('PRAGMA synchronous').get()?.['synchronous'];
    store.append(entry(A, 1, 'received'));
    expect(synchronous()).toBe(NORMAL);
    store.append({ ...entry(B, 1, 'said'), how: 'said' });
    store.append({ ...entry(B, 2, 'said'), how: 'said' });
    expect(synchronous()).toBe(FULL);
    expect(db.isTransaction).toBe(true);
    expect(store.commitOwn()).toBeUndefined();
    expect(db.isTransaction).toBe(false);
    expect(committed).toEqual([3]); // one commit for both
    store.append(entry(A, 2, 'received'));
    expect(synchronous()).toBe(NORMAL);
    expect(store.commitOwn()).toBeUndefined();
    expect(committed).toEqual([3]);
    store.close();
  });

  it('that becomes full says so, writes nothing more, and can still be read', async () => {
    using folder = temporaryFolder();
    const store = await open(folder.path, 40);
    let id = 1;
    for (; store.failure === undefined; id++) {
      store.append({ ...entry(B, id, 'x'.repeat(2_000)), how: 'said' });
      store.commitOwn();
      if (id > 1_000) throw new Error('the disk never was full');
    }
    expect(store.failure.code).toBe('disk-full');
    const held = store.readOnly.origins().find(({ origin }) => origin === B)?.nextId ?? 0;
    expect(held).toBe(id - 1); // the last one was not committed
    expect(store.readOnly.range(B, 1, 10)).toHaveLength(10);
    expect(store.survivors()).toEqual([]); // it was our own
    store.append(entry(B, id, 'received later'));
    expect(store.survivors()).toHaveLength(1);
    store.close();
  });
});
