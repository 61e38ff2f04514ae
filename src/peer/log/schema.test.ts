/** Databases of earlier versions, of later ones, and damaged ones. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rumorCodec } from '../../wire/index.ts';
import { temporaryFolder } from '../testing.ts';
import { loadSqlite, openDatabase, setAside } from './database.ts';
import { migrate, SCHEMA_VERSION, versionOf } from './schema.ts';
import { createSqliteStore } from './sqliteStore.ts';

/** Written by schema.fixture.ts with the first step of schema.ts only. */
const FIXTURE = fileURLToPath(new URL('../../../tests/fixtures/log-v1.sqlite', import.meta.url));
const birthOf = (rumor: Parameters<typeof rumorCodec.claims>[0]) => rumorCodec.claims(rumor)?.birth;

async function openAt(path: string) {
  const sqlite = await loadSqlite();
  if (sqlite === undefined) throw new Error('these tests need node:sqlite');
  return openDatabase(sqlite, path, { birthOf });
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

  it('of a later version is refused, and left as it is', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/messages.db`;
    const later = new DatabaseSync(path);
    migrate(later, { birthOf });
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
