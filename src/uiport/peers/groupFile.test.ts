import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, property, string } from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MAX_GROUPS } from '../../api/groups.ts';
import { keepGroups, NO_GROUPS, parseGroups, readGroups } from './groupFile.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'peerster-groups-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = (groups: unknown, first?: unknown): string =>
  JSON.stringify({ version: 1, groups, ...(first === undefined ? {} : { first }) });

it('comes back as it was kept, readable by its owner only', async () => {
  const kept = { first: { name: 'lobby', open: false }, groups: [{ name: 'work', open: true }] };
  await keepGroups(folder, kept);
  expect(await readGroups(folder)).toEqual(kept);
  if (process.platform !== 'win32') expect((await stat(join(folder, 'groups.json'))).mode & 0o777).toBe(0o600);
});

it('is empty where there is no file, and sets a damaged one aside', async () => {
  expect(await readGroups(folder)).toEqual(NO_GROUPS);
  await writeFile(join(folder, 'groups.json'), '{"version":1,');
  expect(await readGroups(folder)).toEqual(NO_GROUPS);
  expect(await readFile(join(folder, 'groups.json.damaged'), 'utf8')).toBe('{"version":1,');
});

it('leaves out what is no name, what is there twice, and what is too much', () => {
  const name = (i: number) => ({ name: `g${i}`, open: false });
  expect(parseGroups(text([{ name: '', open: true }, name(1), name(1), { name: 'a\u202eb', open: false }]))).toEqual({
    groups: [name(1)],
  });
  // The first one counts too.
  const full = Array.from({ length: MAX_GROUPS - 1 }, (_, i) => name(i));
  expect(parseGroups(text(full))?.groups).toHaveLength(MAX_GROUPS - 1);
  expect(parseGroups(text([...full, name(MAX_GROUPS)]))?.groups).toHaveLength(MAX_GROUPS - 1);
});

it('lets one group at most be open, whatever the file says', () => {
  const both = [
    { name: 'a', open: true },
    { name: 'b', open: true },
  ];
  expect(parseGroups(text(both))?.groups.map(({ open }) => open)).toEqual([true, false]);
});

it('takes any text without harm', () => {
  assert(property(string({ unit: 'binary' }), (any) => void parseGroups(any)));
  for (const wrong of ['null', '[]', '{"version":2,"groups":[]}', '{"version":1,"groups":{}}']) {
    expect(parseGroups(wrong)).toBeUndefined();
  }
});
