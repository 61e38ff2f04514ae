/** The table of files where its disk is full, and of what is left under the numbers of files that are gone. */
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Hash } from '../../gossiper/files/file.ts';
import { loadSqlite } from '../log/database.ts';
import { temporaryFolder } from '../testing.ts';
import { createMapTable, createSqliteTable, type FileRow, type FileTable } from './fileTable.ts';
import { openTable } from './openTable.ts';

const sqlite = await loadSqlite();
const hash = (n: number): Hash => n.toString(16).padStart(64, '0') as Hash;
const row = (no: number): FileRow => ({
  no,
  root: hash(1_000_000 + no),
  name: 'a',
  size: 1,
  own: true,
  listed: true,
  at: 0,
  path: '/a',
  state: 'shared',
  code: '',
  message: '',
  modified: 0,
  holders: [],
  resumed: false,
});

it.skipIf(sqlite === undefined)('a full disk undoes a turn as a whole, and the next one is written again', () => {
  using folder = temporaryFolder();
  const db = new sqlite!.DatabaseSync(`${folder.path}/files.db`);
  const table = createSqliteTable(db);
  table.keep(row(1));
  table.commit();
  db.exec('PRAGMA max_page_count = 20');
  const fill = (): void => {
    for (let n = 0; n < 20_000; n++) table.addChunk(hash(n), { file: 1, position: n });
    table.commit();
  };
  expect(fill).toThrow(/full/);
  db.exec('PRAGMA max_page_count = 100000');
  expect([...table.positions(1)]).toEqual([]);
  fill();
  expect([...table.positions(1)]).toHaveLength(20_000);
  expect(table.files()).toEqual([row(1)]);
  table.close();
});

it.skipIf(sqlite === undefined)('a table of another version is set aside, and closed', async () => {
  using folder = temporaryFolder();
  const old = new sqlite!.DatabaseSync(`${folder.path}/files.db`);
  old.exec('CREATE TABLE files (no INTEGER PRIMARY KEY)');
  old.close();
  const table = await openTable(folder.path);
  table.keep(row(1));
  table.close();
  expect(readdirSync(folder.path)).toEqual(['files.db', expect.stringMatching(/^files\.db-damaged-/)]);
  const again = await openTable(folder.path);
  expect(again.files()).toEqual([row(1)]);
  again.close();
});

const tables: [string, () => FileTable][] = [['maps', createMapTable]];
if (sqlite !== undefined) tables.push(['SQLite', () => createSqliteTable(new sqlite.DatabaseSync(':memory:'))]);

it.each(tables)('%s: what goes with one file stays with the others', (_name, create) => {
  const table = create();
  for (const no of [1, 2]) {
    table.keep(row(no));
    table.addMetafile(row(1).root, no, new Uint8Array([no]));
    for (let n = 0; n < 3_000; n++) table.addChunk(hash(n), { file: no, position: n });
  }
  table.forget(2);
  table.commit();
  expect(table.forgotten()).toEqual([2]);
  expect(table.files().map(({ no }) => no)).toEqual([1]);
  let calls = 1;
  while (!table.drop(2)) calls += 1;
  expect(calls).toBeLessThanOrEqual(2);
  expect(table.forgotten()).toEqual([]);
  expect(table.placesOf(hash(7))).toEqual([{ file: 1, position: 7 }]);
  expect([...table.positions(1)]).toHaveLength(3_000);
  expect(table.metafile(row(1).root)).toEqual(new Uint8Array([1]));
  table.close();
});
