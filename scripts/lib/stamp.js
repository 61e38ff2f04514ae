// Whether what is built still matches the sources: a digest of every source's path, size and time, kept beside the
// output. Cheaper than a build by two orders of magnitude, so every command that needs a build can ask first.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './project.js';

const SOURCES = [
  'src',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'vite.cli.config.ts',
  'tsconfig.base.json',
];

const stampFile = at('out', '.stamp');

function* files(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).toSorted()) yield* files(join(path, name));
}

/** A digest of the sources as they are now; tests are no part of what is built. */
export function sourceStamp() {
  const digest = createHash('sha256');
  for (const source of SOURCES)
    for (const path of files(at(source))) {
      if (/\.test\.tsx?$/.test(path)) continue;
      const { size, mtimeMs } = statSync(path);
      digest.update(`${path} ${size} ${mtimeMs}\n`);
    }
  return digest.digest('hex');
}

export const isBuilt = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === sourceStamp();

export function rememberBuild(stamp) {
  mkdirSync(at('out'), { recursive: true });
  writeFileSync(stampFile, stamp);
}
