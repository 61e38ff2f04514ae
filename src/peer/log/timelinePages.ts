/** Pages of the timeline out of the database: by the index on (shown_at, key), so a page costs the same anywhere. */
import type { DatabaseSync } from 'node:sqlite';
import type { Origin } from '../../gossiper/names.ts';
import type { OriginTable } from './originTable.ts';
import { compareCursors, type Page, type PageQuery } from './store.ts';

const START = { shownAt: -1, key: -1 };
const END = { shownAt: Number.MAX_SAFE_INTEGER, key: Number.MAX_SAFE_INTEGER };

export function createTimelinePages(
  db: DatabaseSync,
  origins: OriginTable,
): (query: PageQuery, hidden: ReadonlySet<Origin>) => Page {
  // `text <> x''` is what lets SQLite use the index.
  const sql = (order: 'ASC' | 'DESC', without: readonly number[]): string => `
    SELECT * FROM rumors
    WHERE text <> x'' AND (shown_at, key) > (?, ?) AND (shown_at, key) < (?, ?)
    ${without.length === 0 ? '' : `AND origin_no NOT IN (${without.join(',')})`}
    ORDER BY shown_at ${order}, key ${order} LIMIT ?`;
  const ascending = db.prepare(sql('ASC', []));
  const descending = db.prepare(sql('DESC', []));

  return ({ before, after, limit, since = 0 }, hidden) => {
    const start = since > 0 ? { shownAt: since, key: -1 } : START;
    const low = after !== undefined && compareCursors(after, start) > 0 ? after : start;
    const high = before ?? END;
    const without = [...hidden].flatMap((origin) => origins.get(origin)?.no ?? []);
    const isForward = after !== undefined;
    const plain = isForward ? ascending : descending;
    const statement = without.length === 0 ? plain : db.prepare(sql(isForward ? 'ASC' : 'DESC', without));
    const rows = statement.all(low.shownAt, low.key, high.shownAt, high.key, limit + 1);
    const entries = rows.slice(0, limit).map((row) => origins.stored(row));
    return { entries: isForward ? entries : entries.toReversed(), more: rows.length > limit };
  };
}
