// Builds everything that runs: main, preload and renderer (electron-vite) and the command line programs (vite).
// `--if-needed` does nothing where the sources are those of the last build.
import { existsSync, mkdirSync, rmdirSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { at, runTool } from './lib/project.js';
import { isBuilt, rememberBuild, sourceStamp } from './lib/stamp.js';

/** Builds unless the last build is of these very sources; false when the build failed (it printed why). */
export async function build({ ifNeeded, quiet }) {
  if (ifNeeded && isBuilt()) return true;
  if (!existsSync(at('node_modules', 'vite'))) {
    console.error('The dependencies are not installed: run `npm ci` first.');
    return false;
  }
  // Ten peers may be started at once from a checkout that was just changed: one builds, the others wait for it.
  if (!existsSync(at('out'))) mkdirSync(at('out'));
  if (!(await takeLock())) return isBuilt();
  try {
    return (ifNeeded && isBuilt()) || (await buildAll(quiet));
  } finally {
    rmdirSync(lock);
  }
}

const lock = at('out', '.building');
/** Longer than any build takes: a lock that is older was left behind. */
const LOCK_MS = 180_000;

async function takeLock() {
  for (const end = Date.now() + 2 * LOCK_MS; Date.now() < end; await delay(200)) {
    try {
      mkdirSync(lock);
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        console.error(`What is built is older than the sources, and out/ can't be written (${error.code}).`);
        return false;
      }
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > LOCK_MS) rmdirSync(lock);
    }
  }
  return false;
}

async function buildAll(quiet) {
  const stamp = sourceStamp();
  const started = Date.now();
  if (quiet) console.error('Building (this takes a few seconds after a change)…');
  const failed =
    (await runTool('electron-vite', ['build', '--logLevel', 'warn'], { quiet })) !== 0 ||
    (await runTool('vite', ['build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn'], { quiet })) !== 0;
  if (failed) return false;
  rememberBuild(stamp);
  if (!quiet) console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s: out/{main,preload,renderer,cli}`);
  return true;
}

if (process.argv[1] === at('scripts', 'build.js'))
  process.exitCode = (await build({ ifNeeded: process.argv.includes('--if-needed'), quiet: false })) ? 0 : 1;
