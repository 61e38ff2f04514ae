import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { temporaryFolder } from '../testing.ts';
import { fileKind } from './fileKind.ts';
import { putInPlace } from './putInPlace.ts';
import { numberedName, safeName } from './safeName.ts';

test.each([
  ['holiday.jpg', 'holiday.jpg'],
  ['Fotos übers Jahr.zip', 'Fotos übers Jahr.zip'],
  ['会议记录.pdf', '会议记录.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['..\\..\\boot.ini', '_.._boot.ini'],
  ['/etc/passwd', '_etc_passwd'],
  ['C:\\Windows\\x.dll', 'C__Windows_x.dll'],
  ['.bashrc', 'bashrc'],
  ['...', 'file'],
  ['', 'file'],
  ['  spaces .txt. ', 'spaces .txt'],
  ['con', '_con'],
  ['NUL.txt', '_NUL.txt'],
  ['com¹.log', '_com¹.log'],
  ['console.log', 'console.log'],
  ['photo\u202egpj.exe', 'photo_gpj.exe'],
  ['a\u200b\u200cb\u2066c.txt', 'a__b_c.txt'],
  ['line\nbreak\u0000.txt', 'line_break_.txt'],
  ['\ud800\udc80.txt', '\u{10080}.txt'],
  ['\ud800.txt', '\ufffd.txt'],
  ['what?*<>|".txt', 'what______.txt'],
])('%j becomes %j', (name, safe) => expect(safeName(name)).toBe(safe));

test('a long name is cut before its ending, between characters', () => {
  expect(safeName(`${'a'.repeat(300)}.tar`)).toBe(`${'a'.repeat(196)}.tar`);
  expect(safeName(`${'漢'.repeat(100)}.pdf`)).toBe(`${'漢'.repeat(65)}.pdf`);
  expect(safeName('x'.repeat(300))).toBe('x'.repeat(200));
  expect(Buffer.byteLength(numberedName('y'.repeat(200), 999))).toBeLessThanOrEqual(200);
  expect(numberedName('a.txt', 2)).toBe('a (2).txt');
  expect(numberedName('a', 1)).toBe('a (1)');
});

describe('a thousand hostile names', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom('..', '/', '\\', '.', ' ', 'con', 'a', '\u202e', '\u0000', ':', '~', '%2e', '\uff0f', '\ud800'),
        {
          maxLength: 40,
        },
      )
      .map((parts) => parts.join('')),
  );

  it('each is one segment that stays in its folder, and nothing is overwritten', () => {
    using folder = temporaryFolder();
    const downloads = join(folder.path, 'downloads');
    mkdirSync(downloads);
    writeFileSync(join(folder.path, 'outside'), 'outside');
    let count = 0;
    fc.assert(
      fc.property(hostile, (name) => {
        const safe = safeName(name);
        expect(safe).toBe(basename(safe));
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
        expect(safe).not.toMatch(/^\.|^$|[\p{Cc}/\\]/u);
        const part = join(downloads, '.part');
        writeFileSync(part, String(count));
        const path = putInPlace(part, downloads, name);
        count += 1;
        expect(dirname(path)).toBe(downloads);
        expect(existsSync(part)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
    expect(readdirSync(downloads)).toHaveLength(1_000);
    expect(readdirSync(folder.path).toSorted()).toEqual(['downloads', 'outside']);
  });
});

test.each([
  ['a.JPG', 'image'],
  ['a.txt.exe', 'program'],
  ['setup.exe. ', 'program'],
  ['notes', 'other'],
  ['a.tar.gz', 'archive'],
  ['page.html', 'program'],
  ['x.__proto__', 'other'],
])('%s is of kind %s', (name, kind) => expect(fileKind(name)).toBe(kind));
