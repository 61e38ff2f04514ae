/**
 * `peerster course-layout DIR`: lays out a folder as the course's test scripts expect it: the executables `Peerster` and
 * `client/client`, and the folders of files. What is there and is not ours is left alone, and said.
 */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Outputs } from './runPeer.ts';

const MARK = '# Laid here by "peerster course-layout".';

/** The exit code. */
export function courseLayout(folder: string, { out, err }: Outputs): number {
  const place = resolve(folder);
  const programs = [
    { path: join(place, 'Peerster'), program: 'peerster.js', flags: ' --course-layout' },
    { path: join(place, 'client', 'client'), program: 'peersterClient.js', flags: '' },
  ];
  try {
    const folders = ['_SharedFiles', '_Downloads', 'client'].map((name) => join(place, name));
    const inTheWay = [...folders.filter(isNoFolder), ...programs.map(({ path }) => path).filter(isForeign)];
    if (inTheWay[0] !== undefined) {
      err.line(`${inTheWay[0]} is there already and is not ours. Move it away, or choose another folder.`);
      return 2;
    }
    for (const path of folders) mkdirSync(path, { recursive: true });
    for (const { path, program, flags } of programs) {
      const built = fileURLToPath(new URL(program, import.meta.url));
      writeFileSync(path, `#!/bin/sh\n${MARK}\nexec ${quoted(process.execPath)} ${quoted(built)}${flags} "$@"\n`);
      chmodSync(path, 0o755);
    }
  } catch (error) {
    err.line(
      `${place} can't be laid out (${error instanceof Error ? error.message : String(error)}). Choose another folder.`,
    );
    return 2;
  }
  out.line(
    `In ${place}: ./Peerster, ./client/client, _SharedFiles and _Downloads. Run the course's scripts from there.`,
  );
  return 0;
}

const isNoFolder = (path: string): boolean => existsSync(path) && !statSync(path).isDirectory();

function isForeign(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    return !readFileSync(path, 'utf8').includes(MARK);
  } catch {
    return true;
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
