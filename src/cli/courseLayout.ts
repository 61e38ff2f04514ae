/**
 * `peerster course-layout DIR`: lays out a folder as the course's test scripts expect it: the executables `Peerster` and
 * `client/client`, and the folders of files. What is there and is not ours is left alone, and said.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
    for (const { path } of programs) {
      if (!isForeign(path)) continue;
      err.line(`${path} is there already and is not ours. Move it away, or choose another folder.`);
      return 2;
    }
    for (const name of ['_SharedFiles', '_Downloads', 'client']) mkdirSync(join(place, name), { recursive: true });
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

function isForeign(path: string): boolean {
  try {
    return !readFileSync(path, 'utf8').includes(MARK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT' || !isMissing(dirname(path));
  }
}

/** Whether nothing is in the way of making it: a file of that name would be. */
function isMissing(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
