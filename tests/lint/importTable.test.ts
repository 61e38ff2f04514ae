/**
 * The import table (CONTRIBUTING.md) is what the linter enforces: for each row, imports that it refuses and imports that
 * it permits. All files are written into one folder laid out like ours and linted in one run.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const oxlint = join(import.meta.dirname, '../../node_modules/oxlint/bin/oxlint');

interface Row {
  /** Imported as values from a file one folder down, `src/<folder>/within/`. */
  readonly refused: readonly string[];
  readonly permitted: readonly string[];
  /** Only as types. */
  readonly typesOnly?: readonly string[];
}

const folder = (name: string): string => `../../${name}/x.ts`;
const folders = (...names: string[]): readonly string[] => names.map(folder);

const table: Readonly<Record<string, Row>> = {
  gossiper: {
    refused: [
      'node:fs',
      'node:crypto',
      'zod',
      'electron',
      'react',
      ...folders('words', 'wire', 'api', 'lab', 'peer', 'uiport', 'cli', 'main', 'preload', 'renderer'),
    ],
    permitted: ['./y.ts', '../names.ts', '../rumors/clock.ts'],
  },
  wire: {
    refused: [
      'node:dgram',
      'zod',
      'ws',
      ...folders('words', 'api', 'lab', 'peer', 'uiport', 'cli', 'main', 'preload', 'renderer'),
    ],
    permitted: ['../y.ts', folder('gossiper')],
  },
  words: {
    refused: [
      'node:fs',
      'zod',
      'react',
      ...folders('gossiper', 'wire', 'api', 'lab', 'peer', 'uiport', 'cli', 'main', 'preload', 'renderer'),
    ],
    permitted: ['./y.ts', '../fold.ts'],
  },
  api: {
    refused: [
      'node:http',
      'electron',
      'react',
      'zodiac',
      '@scope/zod',
      ...folders('words', 'wire', 'lab', 'peer', 'uiport', 'cli', 'main', 'preload', 'renderer'),
    ],
    permitted: ['zod', '../y.ts'],
    typesOnly: [folder('gossiper')],
  },
  lab: {
    refused: [
      'node:fs',
      'node:dgram',
      'zod',
      ...folders('words', 'api', 'peer', 'uiport', 'cli', 'main', 'preload', 'renderer'),
    ],
    permitted: [...folders('gossiper', 'wire')],
  },
  peer: {
    refused: [
      'electron',
      'react',
      'zod',
      'ws',
      ...folders('api', 'lab', 'uiport', 'cli', 'main', 'preload', 'renderer'),
    ],
    permitted: ['node:dgram', 'node:fs/promises', 'dns-packet', ...folders('gossiper', 'wire', 'words')],
  },
  uiport: {
    refused: ['electron', 'react', ...folders('words', 'wire', 'lab', 'peer', 'cli', 'main', 'preload', 'renderer')],
    permitted: ['node:http', 'node:fs/promises', 'ws', 'zod', '@fastify/busboy', folder('api')],
    typesOnly: [folder('gossiper')],
  },
  cli: {
    refused: ['electron', 'react', ...folders('main', 'preload', 'renderer')],
    permitted: ['node:fs', ...folders('gossiper', 'wire', 'api', 'lab', 'peer', 'uiport')],
  },
  main: {
    refused: ['react', ...folders('cli', 'preload', 'renderer')],
    permitted: ['electron', 'node:fs', 'zod', ...folders('gossiper', 'wire', 'api', 'peer', 'uiport')],
  },
  preload: {
    refused: [
      'node:fs',
      'zod',
      'react',
      ...folders('words', 'gossiper', 'wire', 'lab', 'peer', 'uiport', 'cli', 'main', 'renderer'),
    ],
    permitted: ['electron'],
    typesOnly: [folder('api')],
  },
  renderer: {
    refused: [
      'node:fs',
      'electron',
      'ws',
      ...folders('gossiper', 'wire', 'lab', 'peer', 'uiport', 'cli', 'main', 'preload'),
    ],
    permitted: [
      'react',
      'react-dom/client',
      'zustand',
      'zustand/vanilla',
      '@tanstack/react-virtual',
      'emojibase-data/en/compact.json',
      'lowlight',
      'qr',
      ...folders('api', 'words'),
    ],
  },
};

const report = z.object({
  diagnostics: z.array(z.object({ code: z.string().optional(), filename: z.string() })),
});

let root = '';
/** Rule names by file. */
const found = new Map<string, string[]>();
const files = new Map<string, string>();

const fileOf = (row: string, kind: 'value' | 'type', what: string): string =>
  `src/${row}/within/${kind}-${what.replaceAll(/[^a-z]+/g, '-')}.ts`;

const cases = Object.entries(table).flatMap(([row, { refused, permitted, typesOnly = [] }]) => [
  ...refused.map((what) => ({ row, what, kind: 'value' as const, isRefused: true })),
  ...permitted.map((what) => ({ row, what, kind: 'value' as const, isRefused: false })),
  ...typesOnly.map((what) => ({ row, what, kind: 'value' as const, isRefused: true })),
  ...typesOnly.map((what) => ({ row, what, kind: 'type' as const, isRefused: false })),
]);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'peerster-lint-'));
  for (const { row, what, kind } of cases)
    files.set(
      fileOf(row, kind, what),
      kind === 'value'
        ? `import { x } from '${what}';\nexport const y = x;\n`
        : `import type { X } from '${what}';\nexport type Y = X;\n`,
    );
  files.set('src/lab/one.ts', "import { two } from './two.ts';\nexport const one = (): unknown => two;\n");
  files.set('src/lab/two.ts', "import { one } from './one.ts';\nexport const two = (): unknown => one;\n");
  files.set('src/gossiper/later.ts', "export const later = import('node:fs');\n");
  files.set('src/gossiper/now.ts', 'export const now = (): number => Date.now();\n');
  files.set('src/lab/chance.ts', 'export const chance = (): number => Math.random();\n');
  files.set('src/wire/timer.ts', 'export const timer = (): unknown => setTimeout(() => undefined, 1);\n');

  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const config = z.looseObject({}).parse(JSON.parse(await readFile('.oxlintrc.json', 'utf8')));
  // Types play no part in the table, and looking for them in a folder without packages would only take time.
  await writeFile(join(root, '.oxlintrc.json'), JSON.stringify({ ...config, options: { typeAware: false } }));
  for (const { code, filename } of report.parse(JSON.parse(await lint())).diagnostics)
    found.set(filename, [...(found.get(filename) ?? []), code ?? '']);
});

afterAll(() => rm(root, { recursive: true }));

async function lint(): Promise<string> {
  const run = promisify(execFile)(process.execPath, [oxlint, '--format', 'json'], { cwd: root, maxBuffer: 2 ** 26 });
  const output = await run.catch((error: unknown) => z.object({ stdout: z.string() }).parse(error));
  return output.stdout;
}

const isRestricted = (path: string): boolean =>
  (found.get(path) ?? []).some((code) => code.includes('no-restricted-imports'));

describe.each(Object.keys(table))('%s', (row) => {
  test.each(cases.filter((one) => one.row === row))(
    '$kind of $what: refused $isRefused',
    ({ what, kind, isRefused }) => {
      const path = fileOf(row, kind, what);
      expect(files.has(path)).toBe(true);
      expect(isRestricted(path)).toBe(isRefused);
    },
  );
});

test('every folder of src has a row', async () => {
  const { readdir } = await import('node:fs/promises');
  const entries = await readdir('src', { withFileTypes: true });
  const present = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(Object.keys(table)).toEqual(expect.arrayContaining(present));
});

test('a delayed import is an import', () => expect(isRestricted('src/gossiper/later.ts')).toBe(true));

test('import cycles are refused', () => {
  expect([...(found.get('src/lab/one.ts') ?? []), ...(found.get('src/lab/two.ts') ?? [])].join()).toContain('no-cycle');
});

test.each(['src/gossiper/now.ts', 'src/lab/chance.ts', 'src/wire/timer.ts'])(
  'time and chance are refused: %s',
  (path) => expect((found.get(path) ?? []).join()).toMatch(/no-restricted-(globals|properties)/),
);
