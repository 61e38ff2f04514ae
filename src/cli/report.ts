/**
 * `peerster report`: what helps to understand a problem, read from the profile's folder, so that it works whether or not
 * the peer runs. No message and no key is in it; names and addresses of peers are, and it says so.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { arch, release, type } from 'node:os';
import { join } from 'node:path';
import type { Outputs } from './runPeer.ts';
import { version } from './version.ts';

const LOG_LINES = 200;
/** In the order in which they were written. */
const logs = ['peerster.log.1', 'peerster.log'];
/** Which machine this is, even as a hash, helps nobody. */
const leftOut = new Set(['place']);

/** Gives the exit code. */
export async function report(folder: string, { out, err }: Outputs): Promise<number> {
  const files = await listOf(folder);
  if (files === undefined) {
    err.line(`There is no profile in ${folder}: give its folder with --data, or its name with --as.`);
    return 2;
  }
  const settings = await readFile(join(folder, 'profile.json'), 'utf8').catch(() => 'none');
  const lines = await Promise.all(logs.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')));
  const sections = [
    'Peerster report. It holds addresses and names of peers, but no messages and no keys.',
    section('Versions', [`peerster ${version}`, `node ${process.version}`, `${type()} ${release()} ${arch()}`]),
    section('Files', files),
    section('Settings', [withoutSecrets(settings)]),
    section('End of the log', lines.join('').split('\n').filter(Boolean).slice(-LOG_LINES)),
  ];
  out.line(sections.join('\n\n').toWellFormed());
  return 0;
}

const section = (title: string, lines: readonly string[]): string => [`# ${title}`, ...lines].join('\n');

async function listOf(folder: string): Promise<readonly string[] | undefined> {
  try {
    const names = await readdir(folder);
    const lines = names.toSorted().map(async (name) => `${name} ${(await stat(join(folder, name))).size} bytes`);
    return await Promise.all(lines);
  } catch {
    return undefined;
  }
}

/** Damaged settings are shown as damaged, not as they are: nobody knows what is in them. */
function withoutSecrets(settings: string): string {
  try {
    const replacer = (key: string, value: unknown): unknown => (leftOut.has(key) ? undefined : value);
    return JSON.stringify(JSON.parse(settings), replacer, 2);
  } catch {
    return settings === 'none' ? settings : 'damaged';
  }
}
