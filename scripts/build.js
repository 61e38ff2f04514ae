// Builds everything that runs: main, preload and renderer (electron-vite) and the command line programs (vite).
// `--if-needed` does nothing where the sources are those of the last build.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { gatherLicences } from './lib/licences.js';
import { at, runTool } from './lib/project.js';
import { isBuilt, rememberBuild, sourceStamp } from './lib/stamp.js';

/** Builds unless the last build is of these very sources; false when the build failed (it printed why). */
export async function build({ ifNeeded, quiet }) {
  // An installed package holds what was built, and no sources.
  if (!existsSync(at('src')) || (ifNeeded && isBuilt())) return true;
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
    rmSync(lock, { force: true });
  }
}

/** Holds the id of the process that builds. */
const lock = at('out', '.building');
const LONGEST_BUILD_MS = 180_000;

async function takeLock() {
  for (const end = Date.now() + LONGEST_BUILD_MS; Date.now() < end; await delay(200)) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        console.error(`What is built is older than the sources, and out/ can't be written (${error.code}).`);
        return false;
      }
      if (!isHeld()) rmSync(lock, { force: true });
    }
  }
  return false;
}

/** False where whoever took the lock was killed before it gave it back. */
function isHeld() {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    // Between its creation and its filling the file is empty.
    if (holder !== 0) process.kill(holder, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function buildAll(quiet) {
  const stamp = sourceStamp();
  const started = Date.now();
  if (quiet) console.error('Building (this takes a few seconds after a change)…');
  const failed =
    (await runTool('electron-vite', ['build', '--logLevel', 'warn'], { quiet })) !== 0 ||
    (await runTool('vite', ['build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn'], { quiet })) !== 0;
  if (failed) return false;
  gatherLicences(at('out'));
  rememberBuild(stamp);
  if (!quiet) console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s: out/{main,preload,renderer,cli}`);
  return true;
}

if (process.argv[1] === at('scripts', 'build.js'))
  process.exitCode = (await build({ ifNeeded: process.argv.includes('--if-needed'), quiet: false })) ? 0 : 1;
