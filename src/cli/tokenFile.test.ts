import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isUsableToken } from '../uiport/token.ts';
import { readOrMakeToken } from './tokenFile.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('is made where it is missing, strong and for its owner alone, and read from then on', async () => {
  const file = join(folder, 'new', 'token');
  const made = await readOrMakeToken(file);
  if (!made.ok) throw new Error(made.problem.message);
  expect(isUsableToken(made.value)).toBe(true);
  expect(await readFile(file, 'utf8')).toBe(`${made.value}\n`);
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await readOrMakeToken(file)).toEqual(made);
});

it('is read without the line break that editors add', async () => {
  await writeFile(join(folder, 'token'), '  my own token of some length\r\n');
  expect(await readOrMakeToken(join(folder, 'token'))).toEqual({ ok: true, value: 'my own token of some length' });
});

it('that is a folder is refused in a sentence', async () => {
  expect(await readOrMakeToken(folder)).toMatchObject({ ok: false, problem: { code: 'token-file' } });
});
