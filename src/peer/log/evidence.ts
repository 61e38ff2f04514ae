/**
 * Texts that contradict the one that the log holds under the same (origin, ID).
 *
 * 1. Each text is kept once, the first MAX_EVIDENCE_OF_ONE under an ID, and MAX_EVIDENCE_ROWS in all; the oldest go, as anyone
 *    can make forks of unsigned rumors.
 * 2. To a message counts what its author must answer for: a second text that is signed too, or one that was shown until a
 *    signed one took its place. An unsigned one against a signed message is somebody's forgery, and marks nobody.
 */
import type { DatabaseSync } from 'node:sqlite';
import { bytesOf, parseAddress, type Address, type Origin } from '../../gossiper/names.ts';
import type { Rumor } from '../../gossiper/packet.ts';
import type { Trust } from '../../gossiper/ports.ts';
import { keyOf } from '../../gossiper/rumors/holdings.ts';
import { textOf } from '../../wire/text.ts';
import { blob, integer, originOf } from './rows.ts';

export const MAX_EVIDENCE_ROWS = 1_000;
/** Enough to see what happened; 160 kB at most. Whoever forks one ID without end takes no more places than that. */
export const MAX_EVIDENCE_OF_ONE = 20;

export interface Evidence {
  readonly text: string;
  readonly trust: Trust;
  readonly from: Address | undefined;
  /** It was shown here until a signed text took its place. */
  readonly replaced: boolean;
}

export interface EvidenceShelf {
  keep(rumor: Rumor, trust: Trust, from: Address | undefined, replaced: boolean): void;
  /** Oldest first. */
  of(origin: Origin, id: number): readonly Evidence[];
}

/** Invariant 2. `trust` is the message's. */
export const countsAgainst = ({ trust, replaced }: Evidence, messageTrust: Trust): boolean =>
  replaced || trust === 'verified' || messageTrust === 'unverified';

export function createEvidenceShelf(max = MAX_EVIDENCE_ROWS): EvidenceShelf {
  let kept: { readonly key: string; readonly evidence: Evidence }[] = [];
  const shelf: EvidenceShelf = {
    keep({ origin, id, text }, trust, from, replaced) {
      const key = keyOf(origin, id);
      if (!isNews(shelf.of(origin, id), text, trust, replaced)) return;
      kept = [...kept, { key, evidence: { text, trust, from, replaced } }].slice(-max);
    },
    of(origin, id) {
      const key = keyOf(origin, id);
      return kept.flatMap((one) => (one.key === key ? one.evidence : []));
    },
  };
  return shelf;
}

/** Invariant 1, of one message. What was shown before is kept in any case: it is one text a signature. */
const isNews = (held: readonly Evidence[], text: string, trust: Trust, replaced: boolean): boolean =>
  (replaced || held.length < MAX_EVIDENCE_OF_ONE) &&
  !held.some((one) => one.text === text && one.trust === trust && one.replaced === replaced);

/** In the database. Writes stand in the transaction that the store has begun. */
export function openEvidenceTable(db: DatabaseSync): EvidenceShelf & { reload(): void } {
  const insert = db.prepare(
    'INSERT INTO evidence (origin, id, text, extensions, verified, via, replaced) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const forget = db.prepare(`DELETE FROM evidence WHERE no <= ? - ${MAX_EVIDENCE_ROWS}`);
  const select = db.prepare('SELECT * FROM evidence WHERE origin = ? AND id = ? ORDER BY no');
  /** Of which anything was ever kept: nearly all messages have none, and pages of them ask for each. */
  const forked = new Set<string>();

  const shelf = {
    keep({ origin, id, text, extensions }: Rumor, trust: Trust, from: Address | undefined, replaced: boolean) {
      if (!isNews(shelf.of(origin, id), text, trust, replaced)) return;
      const flags = [trust === 'verified' ? 1 : 0, from ?? null, replaced ? 1 : 0] as const;
      const row = insert.run(bytesOf(origin), id, bytesOf(text), extensions, ...flags);
      forget.run(row.lastInsertRowid);
      forked.add(keyOf(origin, id));
      if (forked.size > 2 * MAX_EVIDENCE_ROWS) shelf.reload();
    },
    of(origin: Origin, id: number): Evidence[] {
      if (!forked.has(keyOf(origin, id))) return [];
      return select.all(bytesOf(origin), id).map((row) => ({
        text: textOf(blob(row['text'])),
        trust: row['verified'] === 1 ? 'verified' : 'unverified',
        from: typeof row['via'] === 'string' ? parseAddress(row['via']) : undefined,
        replaced: row['replaced'] === 1,
      }));
    },
    reload() {
      forked.clear();
      for (const { origin, id } of db.prepare('SELECT DISTINCT origin, id FROM evidence').all())
        forked.add(keyOf(originOf(origin), integer(id)));
    },
  };
  shelf.reload();
  return shelf;
}
