/** Databases of earlier versions, of later ones, and damaged ones. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Rumor } from '../../gossiper/packet.ts';
import { rumorCodec } from '../../wire/index.ts';
import { temporaryFolder } from '../testing.ts';
import { loadSqlite, openDatabase, setAside } from './database.ts';
import { migrate, SCHEMA_VERSION, versionOf } from './schema.ts';
import { createSqliteStore } from './sqliteStore.ts';

/** Written by schema.fixture.ts with the first steps of schema.ts only. */
const fixture = (version: number): string =>
  fileURLToPath(new URL(`../../../tests/fixtures/log-v${version}.sqlite`, import.meta.url));
const FIXTURE = fixture(1);
const birthOf = (rumor: Rumor) => rumorCodec.claims(rumor)?.birth;
const nameOf = (rumor: Rumor) => rumorCodec.claims(rumor)?.name;

async function openAt(path: string) {
  const sqlite = await loadSqlite();
  if (sqlite === undefined) throw new Error('these tests need node:sqlite');
  return openDatabase(sqlite, path, { birthOf, nameOf });
}

describe('a database', () => {
  it('of version 1 becomes one of this version, with everything in it', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/messages.db`;
    copyFileSync(FIXTURE, path);
    const before = new DatabaseSync(path);
    expect(versionOf(before)).toBe(1);
    before.close();
    const opened = await openAt(path);
    if (opened.kind !== 'open') throw new Error(opened.kind);
    expect(versionOf(opened.db)).toBe(SCHEMA_VERSION);
    const store = createSqliteStore({ db: opened.db, folder: folder.path, birthOf, onFailure: () => undefined });
    const [alice, course] = store.origins();
    expect(alice).toMatchObject({ nextId: 6, shownAt: 1_790_000_005_000 });
    expect(alice?.birth?.publicKey).toHaveLength(32);
    expect(course).toMatchObject({ origin: 'A', nextId: 4 });
    expect(course?.birth).toBeUndefined();
    const page = store.page({ limit: 100 }, new Set());
    expect(page.entries.map(({ entry }) => entry.rumor.text)).toEqual([
      'one',
      'a\udcffb',
      'two',
      'three',
      'four',
      'c',
      'five',
    ]);
    expect(store.count(new Set())).toBe(7);
    store.close();
  });

  it('of version 2 becomes one of this version, and knows the name that was in it all along', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/messages.db`;
    copyFileSync(fixture(2), path);
    const opened = await openAt(path);
    if (opened.kind !== 'open') throw new Error(opened.kind);
    const store = createSqliteStore({ db: opened.db, folder: folder.path, birthOf, onFailure: () => undefined });
    const [alice, course] = store.origins().map(({ origin }) => origin);
    if (alice === undefined || course === undefined) throw new Error('two origins');
    expect(store.nameOf(alice)).toBe('Alicia');
    expect([5, 6, 7].map((id) => store.nameOf(alice, id))).toEqual([undefined, 'Alicia', 'Alicia']);
    expect(store.nameOf(course)).toBeUndefined();
    expect(store.reachOf(alice)).toBeUndefined();
    expect(store.evidenceOf(course, 1)).toEqual([
      { text: 'another', trust: 'unverified', from: '127.0.0.1:5002', replaced: false },
    ]);
    expect(store.count(new Set())).toBe(8);
    store.close();
  });

  it('of a later version is refused, and left as it is', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/messages.db`;
    const later = new DatabaseSync(path);
    migrate(later, { birthOf, nameOf });
    later.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    later.close();
    expect(await openAt(path)).toEqual({ kind: 'newer', version: SCHEMA_VERSION + 1 });
  });

  it.each([
    ['a text', Buffer.from('This is a text, not a database. '.repeat(100))],
    ['one of ours with damaged pages', undefined],
    ['a database of another program', 'other'],
  ])('that is in fact %s is found out, and set aside whole', async (_, bytes) => {
    using folder = temporaryFolder();
    const path = `${folder.path}/messages.db`;
    if (bytes instanceof Buffer) writeFileSync(path, bytes);
    else if (bytes === 'other') {
      const other = new DatabaseSync(path);
      other.exec('CREATE TABLE songs (title)');
      other.close();
    } else {
      copyFileSync(FIXTURE, path);
      const damaged = readFileSync(path);
      damaged.fill(0xaa, 4096, 12_288);
      writeFileSync(path, damaged);
    }
    const content = readFileSync(path);
    expect(await openAt(path)).toEqual({ kind: 'damaged' });
    const aside = setAside(path, Date.UTC(2026, 10, 20, 12));
    expect(aside).toContain('messages-damaged-2026-11-20T12-00-00.db');
    expect(readFileSync(aside).equals(content)).toBe(true);
    expect(existsSync(path)).toBe(false);
  });
});
