/**
 * The mark: two small files beside the database that tell whether the database is the one that spoke last.
 *
 * An old copy of the database put back, alone or with the whole folder, would make its owner say IDs a second time.
 *
 * 1. At each start a new random token goes into the database, then into the mark. Differing tokens: one of the two is old.
 * 2. After each commit of own rumors the mark says up to which ID. A database that holds less is an old copy. This
 *    needs no fsync: the write survives the process, and after a power failure the mark may only say too little.
 * 3. The second file is written once a start, and the mark says when that was by the file's own change time (ctime), which
 *    nobody can set: whoever puts the files back changes it.
 * 4. A mark that is missing or can't be read is no proof: then the peer starts a new incarnation, which is always safe.
 *
 * What it can't see: a whole disk put back (a snapshot of a virtual machine). Then a peer that holds our newer rumors shows
 * it to the gossiper (protocol.md §3).
 */
import { closeSync, constants, fstatSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { Folder } from './folder.ts';

export interface MarkContent {
  readonly token: string;
  /** Hex. */
  readonly incarnation: string;
  readonly nextId: number;
}

/** Of one length, so that a write replaces all. */
const LENGTH = 200;

/** Undefined: missing, unreadable, or put back (invariants 3 and 4). */
export function readMark(folder: Folder): MarkContent | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(folder.mark, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { token, incarnation, nextId, started } = parsed as Record<string, unknown>;
    if (typeof token !== 'string' || typeof incarnation !== 'string' || typeof nextId !== 'number') return undefined;
    return started === changeTime(statSync(folder.started, { bigint: true }))
      ? { token, incarnation, nextId }
      : undefined;
  } catch {
    return undefined;
  }
}

export interface Mark {
  write(content: MarkContent): void;
  close(): void;
}

/** Throws where the files can't be written. */
export function openMark(folder: Folder): Mark {
  const started = stampStart(folder.started);
  const file = openSync(folder.mark, constants.O_RDWR | constants.O_CREAT, 0o600);
  return {
    write: (content) => void writeSync(file, JSON.stringify({ ...content, started }).padEnd(LENGTH), 0),
    close() {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

function stampStart(path: string): string {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, 'Written at each start. Its change time shows whether this folder was put back from a copy.\n');
    fsyncSync(file);
    return changeTime(fstatSync(file, { bigint: true }));
  } finally {
    closeSync(file);
  }
}

const changeTime = ({ ctimeNs, ino }: { readonly ctimeNs: bigint; readonly ino: bigint }): string =>
  `${ino} ${ctimeNs}`;
