import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from './journal.ts';
import { temporaryFolder } from './testing.ts';

const wall = (): number => Date.UTC(2026, 10, 20);

describe('a journal', () => {
  it('stays small, and knows its end', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'peerster.log');
    const journal = openJournal(path, wall, 1_000);
    for (let n = 0; n < 100; n++) journal.write('info', 'test', `line ${n}`);
    expect(statSync(path).size).toBeLessThanOrEqual(1_000);
    expect(statSync(`${path}.1`).size).toBeLessThanOrEqual(1_000);
    expect(journal.end(2)).toEqual([
      '2026-11-20T00:00:00.000Z info test line 98',
      '2026-11-20T00:00:00.000Z info test line 99',
    ]);
    openJournal(path, wall, 1_000).write('info', 'test', 'later');
    expect(readFileSync(path, 'utf8')).toContain('line 99');
  });

  it('is one line an entry, whatever it says', () => {
    using folder = temporaryFolder();
    const journal = openJournal(join(folder.path, 'peerster.log'), wall);
    journal.write('warning', 'test', `a\nb\r\u001b[31m${'x'.repeat(5_000)}`);
    expect(journal.end(10)).toHaveLength(1);
  });

  it('survives a disk that takes nothing', () => {
    using folder = temporaryFolder();
    const path = join(folder.path, 'missing', 'peerster.log');
    openJournal(path, wall).write('info', 'test', 'lost');
    expect(existsSync(path)).toBe(false);
  });
});
