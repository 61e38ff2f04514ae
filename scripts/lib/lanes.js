// The lanes of `npm test`. Each returns { passed, failed, skipped, why?, failures? }; a lane that can't run here says why,
// and one that failed names its tests.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from '../build.js';
import { findChromium } from './chromium.js';
import { electronProgram } from './electron.js';
import { root, runTool } from './project.js';

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

/** The failed tests of a report, each as "file > name: the first line of what went wrong". */
function failures(files) {
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((result) => result.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${file}: ${firstLine(message)}`] : [];
    return failed.map((test) => `${file} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
  });
}

const firstLine = (message = '') => message.trim().split('\n')[0];

/** The browser lane takes a quarter of an hour on two cores; a machine with other work, several times that. */
const MINUTES = 60;

async function vitest(project, env = {}, more = []) {
  const folder = mkdtempSync(join(tmpdir(), 'peerster-test-'));
  const file = join(folder, 'result.json');
  // The runner loads the configuration itself: nothing is written into node_modules, which may belong to another user.
  const args = ['run', '--project', project, '--configLoader', 'runner', '--reporter', 'default'];
  const report = ['--reporter', 'json', `--outputFile.json=${file}`];
  const code = await runTool('vitest', [...args, ...report, ...more], { env, minutes: MINUTES });
  const found = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  rmSync(folder, { recursive: true });
  const result = {
    passed: found.numPassedTests ?? 0,
    failed: found.numFailedTests ?? 0,
    skipped: (found.numPendingTests ?? 0) + (found.numTodoTests ?? 0),
    failures: failures(found.testResults ?? []),
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

const whyNoDisplay = () =>
  process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
    ? 'no display (xvfb-run gives one)'
    : undefined;

async function desktop() {
  const electron = electronProgram();
  if (electron === undefined) return { skipped: 1, why: "Electron's program was never downloaded here" };
  const why = whyNoDisplay();
  if (why !== undefined) return { skipped: 1, why };
  return built(() => vitest('desktop', { PEERSTER_ELECTRON: electron, PEERSTER_PACKAGED: undefined }));
}

/** Peers on machines of their own: namespaces, which only root on Linux can make. */
async function network() {
  const mayMake = process.platform === 'linux' && process.getuid() === 0;
  if (!mayMake) return { skipped: 1, why: 'network namespaces need Linux and root' };
  return vitest('network');
}

/** Beside peers of other makes (tests/interop/peers.ts). */
async function interop() {
  const result = await vitest('interop');
  return process.env.PEERSTER_GO_PEER ? result : { ...result, why: 'PEERSTER_GO_PEER names no Go Peerster' };
}

/** The same tests, of what was packed. The headless peer that they talk to is the built one. */
async function packaged() {
  const why = process.env.PEERSTER_PACKAGED ? whyNoDisplay() : 'PEERSTER_PACKAGED names no packed app';
  return why === undefined ? built(() => vitest('desktop')) : { skipped: 1, why };
}

/** For tests that only compute: vitest leaves one core free, which of two is half. */
const everyCore = ['--maxWorkers', '100%'];

/** Every lane in the order in which it runs; the quick ones need neither a build nor more than a minute. */
export const lanes = [
  { name: 'lint', quick: true, run: lint },
  { name: 'typecheck', quick: true, run: typecheck },
  { name: 'unit', quick: true, run: () => vitest('unit', {}, everyCore) },
  { name: 'import-table', quick: true, run: () => vitest('lint') },
  { name: 'property', quick: false, run: () => vitest('property', {}, everyCore) },
  { name: 'contract', quick: false, run: () => built(() => vitest('contract')) },
  { name: 'interop', quick: false, run: () => built(interop) },
  { name: 'network', quick: false, run: network },
  { name: 'package', quick: false, run: () => built(() => vitest('package')) },
  { name: 'browser', quick: false, run: browser },
  { name: 'desktop', quick: false, run: desktop },
  { name: 'packaged', quick: false, run: packaged },
];
