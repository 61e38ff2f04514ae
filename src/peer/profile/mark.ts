/**
 * The mark: a small file beside the database that tells whether the database is the one that spoke last.
 *
 * An old copy of the database put back, alone or with the whole folder, would make its owner say IDs a second time.
 *
 * 1. At each start a new random token goes into the database, then into the mark. Differing tokens: one of the two is old.
 * 2. After each commit of own rumors the mark says up to which ID. A database that holds less is an old copy. This
 *    needs no fsync: the write survives the process, and after a power failure the mark may only say too little.
 * 3. The mark says when it was written; a file put back has a later change time (ctime), which nobody can set.
 * 4. A mark that is missing or can't be read is no proof: then the peer starts a new incarnation, which is always safe.
 */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';

/** What a written mark says. */
export interface MarkContent {
  readonly token: string;
  /** Hex. */
  readonly incarnation: string;
  readonly nextId: number;
  /** Wall clock at the write, ms since 1970. */
  readonly writtenAt: number;
}

/** A file's change time is the kernel's coarse clock, up to 10 ms behind; a copy put back takes longer than this. */
const TOLERANCE_MS = 60;
const ATTEMPTS = 5;
/** Of one length, so that a write replaces all. */
const LENGTH = 160;

/** Undefined: missing, unreadable, or put back (invariants 3 and 4). */
export function readMark(path: string): MarkContent | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { token, incarnation, nextId, writtenAt } = parsed as Record<string, unknown>;
    if (typeof token !== 'string' || typeof incarnation !== 'string') return undefined;
    if (typeof nextId !== 'number' || typeof writtenAt !== 'number') return undefined;
    if (Math.abs(statSync(path).ctimeMs - writtenAt) > TOLERANCE_MS) return undefined;
    return { token, incarnation, nextId, writtenAt };
  } catch {
    return undefined;
  }
}

export interface Mark {
  write(content: Omit<MarkContent, 'writtenAt'>): void;
  close(): void;
}

/** Throws where the file can't be opened. `wall`: ms since 1970. */
export function openMark(path: string, wall: () => number): Mark {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  ftruncateSync(file, LENGTH);
  return {
    write(content) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const writtenAt = wall();
        writeSync(file, JSON.stringify({ ...content, writtenAt }).padEnd(LENGTH), 0);
        // The process may have been held up between the two clocks.
        if (Math.abs(fstatSync(file).ctimeMs - writtenAt) <= TOLERANCE_MS / 2) return;
      }
    },
    close() {
      fsyncSync(file);
      closeSync(file);
    },
  };
}
