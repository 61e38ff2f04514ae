/**
 * How many messages stand before a moment: what a peer that hides old ones leaves out of its count.
 *
 * 1. It is counted once for each moment, by an index; what is stored before that moment meanwhile is added.
 */
import type { DatabaseSync } from 'node:sqlite';
import { integer } from './rows.ts';

export interface OlderCount {
  /** `originNo` absent: of all origins. */
  before(since: number, originNo?: number): number;
  /** `messages` more (or fewer) stand at `shownAt`. */
  changed(originNo: number, shownAt: number, messages: number): void;
  forget(): void;
}

export function createOlderCount(db: DatabaseSync): OlderCount {
  const ofAll = db.prepare("SELECT count(*) AS n FROM rumors WHERE text <> x'' AND shown_at < ?");
  const ofOne = db.prepare("SELECT count(*) AS n FROM rumors WHERE origin_no = ? AND text <> x'' AND shown_at < ?");
  const counted = new Map<number | 'all', number>();
  let moment = 0;
  return {
    before(since, originNo) {
      if (since !== moment) counted.clear();
      moment = since;
      let count = counted.get(originNo ?? 'all');
      if (count === undefined) {
        count = integer((originNo === undefined ? ofAll.get(since) : ofOne.get(originNo, since))?.['n']);
        counted.set(originNo ?? 'all', count);
      }
      return count;
    },
    changed(originNo, shownAt, messages) {
      if (shownAt >= moment || messages === 0) return;
      for (const key of [originNo, 'all'] as const) {
        const count = counted.get(key);
        if (count !== undefined) counted.set(key, count + messages);
      }
    },
    forget: () => counted.clear(),
  };
}
