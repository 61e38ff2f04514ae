/**
 * The peer's own log file: what happened to it, for whoever helps. No message text and no key ever enters it.
 *
 * 1. It stays small: at MAX_BYTES it becomes `.1`, whose predecessor goes.
 * 2. A disk that can't take a line costs that line, nothing else.
 */
import { appendFileSync, readFileSync, renameSync, statSync } from 'node:fs';

export const MAX_BYTES = 256 * 1024;
const MAX_LINE = 1_000;

export interface Journal {
  write(level: 'info' | 'warning' | 'error', code: string, message: string): void;
  /** The last lines, oldest first. */
  end(lines: number): string[];
}

/** `path` absent: in memory, for a peer without a folder. */
export function openJournal(path: string | undefined, wall: () => number, maxBytes = MAX_BYTES): Journal {
  const recent: string[] = [];
  let bytes = path === undefined ? 0 : sizeOf(path);

  return {
    write(level, code, message) {
      const text = message.replace(/\p{Cc}+/gu, ' ').slice(0, MAX_LINE);
      const line = `${new Date(wall()).toISOString()} ${level} ${code} ${text}\n`;
      if (path === undefined) {
        recent.push(line.trimEnd());
        if (recent.length > 200) recent.shift();
        return;
      }
      try {
        if (bytes + line.length > maxBytes && bytes > 0) {
          renameSync(path, `${path}.1`);
          bytes = 0;
        }
        appendFileSync(path, line, { mode: 0o600 });
        bytes += Buffer.byteLength(line);
      } catch {
        // Invariant 2.
      }
    },
    end: (lines) => (path === undefined ? recent : linesOf(path)).slice(-lines),
  };
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function linesOf(path: string): string[] {
  return [`${path}.1`, path].flatMap((file) => {
    try {
      return readFileSync(file, 'utf8').split('\n').filter(Boolean);
    } catch {
      return [];
    }
  });
}
