/** Every code that the peer can send to an interface has a sentence in each language, or stands here with its reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { explain, problemKeys } from './problems.ts';
import { translator } from './strings.ts';

const SOURCE = join(import.meta.dirname, '../..');
/** Where codes come from that can reach a page. */
const FOLDERS = ['api', 'peer', 'gossiper', 'uiport/peers', 'uiport/environment', 'cli/environment'];

const UNTRANSLATED: Readonly<Record<string, string>> = {
  'already-running': 'only for programs that start peers',
  'group-already-open': 'names the group that is open: features/groups/explainGroup.ts has the words',
  'bad-group': 'only at a start, on the terminal',
  'bad-host': 'the page offers a list; only programs can send another',
  'bad-days': 'the page offers a list; only programs can send another',
  'bad-input': 'the page’s own mistake',
  'bad-origin': 'the page’s own mistake',
  'unknown-message': 'the page asks only of messages that it was given',
  'unknown-call': 'the page’s own mistake, or one of another version',
  'bad-hash': 'the page’s own mistake',
  worker: 'one of the codes of systems, which peer/files/fileProblems.ts puts into words',
  'cannot-bind': 'the system’s own reason is in it',
  'not-kept': 'says which of several reasons holds',
  'folder-not-usable': 'only at a start; names the folder',
  'key-not-readable': 'only at a start; names the file',
  'key-damaged': 'only at a start; names the file',
  'profile-in-use': 'only at a start; names the process',
  'other-group': 'only at a start, on the terminal',
  'database-newer': 'only at a start',
  'profile-exists': 'only on the command line',
  'backup-cancelled': 'the person did it',
  'backup-not-readable': 'names the file',
  'not-found': 'only over HTTP',
  'unknown-gossiper': 'the page stops only those that it lists',
  'wrong-content-type': 'only over HTTP',
  'broken-form': 'only over HTTP',
  'no-file': 'only over HTTP',
  'no-name': 'only over HTTP',
  'bad-search': 'only over HTTP',
  unauthorized: 'the page has its own words for it',
};

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    return entry.name.endsWith('.ts') && !/\.(test|bench|testing|fixture)\.ts$/.test(entry.name) ? [path] : [];
  });

const codesIn = (text: string): string[] => {
  const places = text.matchAll(
    /(?:\brefused\(\s*|\bNotUsable\(\s*|\bcode: (?:[\w.]+ \? '[a-z-]+' : )?)'([a-z][a-z-]*)'/g,
  );
  const either = text.matchAll(/\bcode: [\w.]+ \? '([a-z][a-z-]*)' :/g);
  return [...places, ...either].flatMap(([, code]) => code ?? []);
};

const emitted = new Set(
  FOLDERS.flatMap((folder) => files(join(SOURCE, folder)).flatMap((path) => codesIn(readFileSync(path, 'utf8')))),
);

describe('codes of the peer', () => {
  test('are found', () => expect(emitted.size).toBeGreaterThan(40));

  test.each([...emitted].toSorted())('%s is translated, or deliberately not', (code) => {
    const known = [code in problemKeys, code in UNTRANSLATED];
    expect(known).toContain(true);
    expect(known, 'in one of the two only').toContain(false);
  });

  test.each(Object.keys(problemKeys))('%s is one that the peer has', (code) => expect(emitted).toContain(code));
});

test('what has no translation is told in the peer’s words', () => {
  const t = translator('en', en);
  expect(explain(t, { code: 'text-empty', message: 'x' })).toBe(en.problemTextEmpty);
  expect(explain(t, { code: 'constructor', message: 'Its own words.' })).toBe('Its own words.');
});
