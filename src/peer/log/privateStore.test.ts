/** Private messages on disk and in memory: one suite for both; and what a database of before had none of. */
import { copyFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAddress, parseOrigin, type Origin } from '../../gossiper/names.ts';
import type { Mail } from '../../gossiper/private/mail.ts';
import { rumorCodec } from '../../wire/index.ts';
import { temporaryFolder } from '../testing.ts';
import { loadSqlite, openDatabase } from './database.ts';
import { createMemoryPrivates } from './privateMemory.ts';
import { createMemoryStore } from './memoryStore.ts';
import { migrate, SCHEMA_VERSION, versionOf } from './schema.ts';
import { createSqliteStore, type SqliteStore } from './sqliteStore.ts';
import type { Store } from './store.ts';

const nameOf = () => undefined;
const birthOf = (rumor: Parameters<typeof rumorCodec.claims>[0]) => rumorCodec.claims(rumor)?.birth;

async function open(folder: string): Promise<SqliteStore> {
  const sqlite = await loadSqlite();
  if (sqlite === undefined) throw new Error('these tests need node:sqlite');
  const opened = openDatabase(sqlite, `${folder}/messages.db`, { birthOf, nameOf });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  return createSqliteStore({ db: opened.db, folder, birthOf, onFailure: () => undefined });
}

const named = (name: string): Origin => {
  const origin = parseOrigin(name);
  if (origin === undefined) throw new Error(`${name} is no origin`);
  return origin;
};
const [ME, A, B] = [named('Me~mfrggzdfmztwq2lk'), named('A'), named('B~abcdefghijklmnop')];
const receipt = new Uint8Array(16).fill(7);

const own = (to: Origin, number: number, more: Partial<Mail> = {}): Mail => ({
  origin: ME,
  destination: to,
  number,
  text: `mine ${number}`,
  trust: 'verified',
  delivery: 'waiting',
  receipt,
  saidAt: number,
  arrivedAt: number,
  shownAt: number,
  ...more,
});
const got = (from: Origin, number: number, more: Partial<Mail> = {}): Mail => ({
  origin: from,
  destination: ME,
  number,
  text: `theirs ${number}`,
  trust: number === 0 ? 'unverified' : 'verified',
  from: parseAddress('10.0.0.1:5000')!,
  arrivedAt: 10 + number,
  shownAt: 10 + number,
  ...more,
});
const texts = (store: Store, conversation: Origin, limit = 100): string[] =>
  store.privates.page(conversation, { limit }).entries.map(({ mail }) => mail.text);

describe.each(['memory', 'disk'] as const)('private messages in %s', (kind) => {
  const withStore = async (test: (store: Store) => void): Promise<void> => {
    using folder = temporaryFolder();
    const store = kind === 'memory' ? createMemoryStore({ birthOf }) : await open(folder.path);
    test(store);
    store.close();
  };

  it('share their keys with rumors, and give back what was kept', () =>
    withStore((store) => {
      const rumor = { origin: A, id: 1, text: 'x', extensions: new Uint8Array() };
      store.append({ rumor, trust: 'unverified', how: 'rumor', arrivedAt: 1, shownAt: 1 });
      expect(store.privates.keep(own(B, 1))).toBe(2);
      expect(store.privates.keep(got(B, 1))).toBe(3);
      expect(store.takeKey()).toBe(4);
      expect(store.privates.find(2)).toEqual({ key: 2, mail: own(B, 1) });
      expect(store.privates.find(3)).toEqual({ key: 3, mail: got(B, 1) });
      expect(store.privates.find(1)).toBeUndefined();
      expect(store.count(new Set())).toBe(1);
    }));

  it('know the last number in each direction, and what is unfinished', () =>
    withStore(({ privates }) => {
      expect(privates.last(ME, B)).toEqual({ number: 0, shownAt: 0 });
      for (const number of [1, 2, 3]) privates.keep(own(B, number));
      privates.keep(got(B, 9));
      privates.keep(got(A, 0));
      privates.keep(got(A, 0));
      expect(privates.last(ME, B)).toEqual({ number: 3, shownAt: 3 });
      expect(privates.last(B, ME)).toEqual({ number: 9, shownAt: 19 });
      expect(privates.deliver(ME, B, 1, 'delivered')).toBe(1);
      expect(privates.deliver(ME, B, 2, 'sent')).toBe(2);
      expect(privates.deliver(ME, B, 7, 'sent')).toBeUndefined();
      expect(privates.unfinished().map(({ number, delivery }) => [number, delivery])).toEqual([
        [2, 'sent'],
        [3, 'waiting'],
      ]);
    }));

  it('are read page by page, each conversation for itself', () =>
    withStore((store) => {
      const { privates } = store;
      for (let number = 1; number <= 5; number++) privates.keep(own(B, number));
      privates.keep(got(A, 0, { text: 'other' }));
      expect(texts(store, B, 2)).toEqual(['mine 4', 'mine 5']);
      expect(texts(store, A)).toEqual(['other']);
      const before = { shownAt: 4, key: 4 };
      expect(privates.page(B, { before, limit: 2 })).toMatchObject({ more: true, entries: [{ key: 2 }, { key: 3 }] });
      const after = { shownAt: 3, key: 3 };
      expect(privates.page(B, { after, limit: 9 })).toMatchObject({ more: false, entries: [{ key: 4 }, { key: 5 }] });
    }));

  it('are listed by conversation, newest first, with what is unread', () =>
    withStore(({ privates }) => {
      privates.keep(got(A, 0));
      privates.keep(own(B, 1));
      privates.keep(got(B, 1));
      privates.keep(got(B, 2));
      const list = privates.conversations();
      expect(list.map(({ conversation, total, last }) => [conversation, total, last.mail.text])).toEqual([
        [B, 3, 'theirs 2'],
        [A, 1, 'theirs 0'],
      ]);
      expect([0, 3, 4].map((key) => privates.receivedAfter(B, key))).toEqual([2, 1, 0]);
      expect(privates.count(B)).toBe(3);
      expect([0, 11, 12, 13].map((since) => privates.count(B, since))).toEqual([3, 2, 1, 0]);
      expect([11, 12, 13].map((since) => privates.receivedAfter(B, 0, since))).toEqual([2, 1, 0]);
      expect(privates.page(B, { limit: 9, since: 12 }).entries.map(({ key }) => key)).toEqual([4]);
      expect(privates.pageOfAll({ limit: 9, since: 11 }).entries.map(({ key }) => key)).toEqual([3, 4]);
      const newest = privates.pageOfAll({ limit: 3 });
      expect([newest.entries.map(({ key }) => key), newest.more]).toEqual([[1, 3, 4], true]);
      const before = { shownAt: 11, key: 3 };
      expect(privates.pageOfAll({ before, limit: 9 })).toMatchObject({
        more: false,
        entries: [{ key: 2 }, { key: 1 }],
      });
    }));
});

it('what was kept is there after a restart', async () => {
  using folder = temporaryFolder();
  const before = await open(folder.path);
  before.privates.keep(own(B, 1));
  before.privates.deliver(ME, B, 1, 'sent');
  before.commitOwn();
  before.close();
  const store = await open(folder.path);
  expect(store.privates.unfinished()).toEqual([own(B, 1, { delivery: 'sent' })]);
  expect(store.takeKey()).toBe(2);
  store.close();
});

it('a disk that failed is read on, and what becomes of its messages is remembered', async () => {
  using folder = temporaryFolder();
  const disk = await open(folder.path);
  disk.privates.keep(own(B, 1));
  disk.privates.keep(own(B, 2));
  disk.commitOwn();
  let key = 10;
  const memory = createMemoryPrivates(() => key++, disk.readOnly.privates);
  expect(memory.deliver(ME, B, 1, 'delivered')).toBe(1);
  memory.keep(own(B, 3));
  expect(memory.unfinished().map(({ number }) => number)).toEqual([2, 3]);
  expect(memory.last(ME, B).number).toBe(3);
  expect(memory.page(B, { limit: 9 }).entries.map(({ mail }) => [mail.number, mail.delivery])).toEqual([
    [1, 'delivered'],
    [2, 'waiting'],
    [3, 'waiting'],
  ]);
  expect(memory.conversations()).toMatchObject([{ total: 3, last: { key: 10 } }]);
  disk.close();
});

it('a database of version 2 gets a place for them, and keeps everything', async () => {
  using folder = temporaryFolder();
  const path = `${folder.path}/messages.db`;
  copyFileSync(fileURLToPath(new URL('../../../tests/fixtures/log-v1.sqlite', import.meta.url)), path);
  const old = new DatabaseSync(path);
  migrate(old, { birthOf, nameOf }, 2);
  expect(versionOf(old)).toBe(2);
  old.close();
  const store = await open(folder.path);
  expect(SCHEMA_VERSION).toBeGreaterThan(2);
  expect(store.count(new Set())).toBe(7);
  expect(store.privates.conversations()).toEqual([]);
  expect(store.privates.keep(own(B, 1))).toBe(13);
  store.close();
});
