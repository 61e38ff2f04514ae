/** Problems for whoever started the peer: one line each, and not the same one again and again. */
import type { Problem } from '../gossiper/result.ts';
import type { LineWriter } from './lineWriter.ts';

/** A flood of wrong requests makes one line in this time. */
export const SAME_PROBLEM_EVERY_MS = 5_000;
/** Codes are few and ours; this bounds memory should one ever be made of a stranger's text. */
const MAX_CODES = 100;

/** `now` in ms, of any clock that doesn't go back. */
export function problemLog(writer: LineWriter, now: () => number): (problem: Problem) => void {
  const toldAt = new Map<string, number>();
  return ({ code, message }) => {
    const last = toldAt.get(code);
    if (last !== undefined && now() - last < SAME_PROBLEM_EVERY_MS) return;
    if (toldAt.size >= MAX_CODES) toldAt.clear();
    toldAt.set(code, now());
    writer.line(message.toWellFormed());
  };
}
