/** The code of the guide is code: it compiles as it stands on the page, and does what the page says. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const file = join(root, `guide-code-${process.pid}.ts`);

afterEach(() => rm(file, { force: true }));

test('a state of one’s own, in some twenty lines', async () => {
  const page = await readFile(join(root, 'docs/guide/state.md'), 'utf8');
  const [, code = ''] = /```ts\n([^]*?)```/.exec(page) ?? [];
  expect(code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(20);
  await writeFile(file, code);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = [
    '--noEmit',
    '--strict',
    '--target',
    'esnext',
    '--module',
    'nodenext',
    '--allowImportingTsExtensions',
  ];
  await run(process.execPath, [tsc, ...options, '--types', '', '--ignoreConfig', file], { cwd: root });
  const lab = join(root, 'out/cli/peersterLab.js');
  const { stdout } = await run(process.execPath, [lab, 'state', '--virtual', `--use=${file}`], { cwd: root });
  expect(stdout).toContain('Node 0: lan\nNode 1: lan\nNode 2: lan\nNode 3: lan\nNode 4: lan\nAll 5 nodes agree');
});
