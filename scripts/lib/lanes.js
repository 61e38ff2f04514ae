// The lanes of `npm test`. Each returns { passed, failed, skipped, why? }; a lane that can't run here says why.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../build.js';
import { findChromium } from './chromium.js';
import { electronProgram } from './electron.js';
import { runTool } from './project.js';

const check = async (run) => ((await run()) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

function add(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const key of Object.keys(sum)) for (const result of results) sum[key] += result[key] ?? 0;
  return sum;
}

async function lint() {
  return add([
    await check(() => runTool('oxlint', ['--deny-warnings'], { quiet: true })),
    await check(() => runTool('prettier', ['--check', '--log-level', 'warn', '.'], { quiet: true })),
  ]);
}

async function typecheck() {
  const results = [];
  for (const name of ['core', 'node', 'preload', 'renderer', 'tests'])
    results.push(
      await check(() => runTool('typescript', ['-p', `tsconfig.${name}.json`], { command: 'tsc', quiet: true })),
    );
  return add(results);
}

async function vitest(project, env = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'peerster-test-'));
  const file = join(folder, 'result.json');
  // The runner loads the configuration itself: nothing is written into node_modules, which may belong to another user.
  const args = ['run', '--project', project, '--configLoader', 'runner', '--reporter', 'default'];
  const code = await runTool('vitest', [...args, '--reporter', 'json', `--outputFile.json=${file}`], { env });
  const found = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  rmSync(folder, { recursive: true });
  const result = {
    passed: found.numPassedTests ?? 0,
    failed: found.numFailedTests ?? 0,
    skipped: (found.numPendingTests ?? 0) + (found.numTodoTests ?? 0),
  };
  // A file that can't be loaded has no tests that could fail.
  if (code !== 0 && result.failed === 0) result.failed = 1;
  return result;
}

async function built(lane) {
  return (await build({ ifNeeded: true, quiet: true })) ? lane() : { passed: 0, failed: 1, why: 'the build failed' };
}

async function browser() {
  const chromium = findChromium();
  if (chromium !== undefined) return built(() => vitest('browser', { PEERSTER_CHROMIUM: chromium }));
  const why = 'no Chromium on this machine (on Debian: apt-get install chromium; or name one in PEERSTER_CHROMIUM)';
  return process.env.CI === 'true' ? { passed: 0, failed: 1, why } : { skipped: 1, why };
}

async function desktop() {
  const electron = electronProgram();
  if (electron === undefined) return { skipped: 1, why: "Electron's program was never downloaded here" };
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { skipped: 1, why: 'no display (xvfb-run gives one)' };
  return built(() => vitest('desktop', { PEERSTER_ELECTRON: electron }));
}

/** Every lane in the order in which it runs; the quick ones need neither a build nor more than a minute. */
export const lanes = [
  { name: 'lint', quick: true, run: lint },
  { name: 'typecheck', quick: true, run: typecheck },
  { name: 'unit', quick: true, run: () => vitest('unit') },
  { name: 'import-table', quick: true, run: () => vitest('lint') },
  { name: 'property', quick: false, run: () => vitest('property') },
  { name: 'contract', quick: false, run: () => built(() => vitest('contract')) },
  { name: 'interop', quick: false, run: () => built(() => vitest('interop')) },
  { name: 'package', quick: false, run: () => built(() => vitest('package')) },
  { name: 'browser', quick: false, run: browser },
  { name: 'desktop', quick: false, run: desktop },
];
