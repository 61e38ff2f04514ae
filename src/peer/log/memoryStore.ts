/**
 * The store in memory: what an ephemeral peer has, and what a peer lives on with when its disk failed. Then it lies
 * over `base`, the log that can only be read any more.
 *
 * 1. IDs of an origin go on where `base` ends; what is in `base` isn't copied.
 * 2. Keys are above all of `base`.
 */
import { createMemoryLog } from '../../gossiper/memoryLog.ts';
import type { Origin } from '../../gossiper/names.ts';
import type { Birth, Rumor } from '../../gossiper/packet.ts';
import type { LogEntry, OriginSummary } from '../../gossiper/ports.ts';
import type { ReadableLog, Store, Stored } from './store.ts';
import { createTimeline, mergePages } from './timeline.ts';

export interface MemoryStoreOptions {
  readonly birthOf: (rumor: Rumor) => Birth | undefined;
  readonly base?: ReadableLog;
  /** Invariant 2. */
  readonly firstKey?: number;
}

interface Shelf {
  /** Held by `base`. */
  readonly below: number;
  readonly stored: Stored[];
  birth?: Birth;
  shownAt: number;
}

export function createMemoryStore({ birthOf, base, firstKey = 1 }: MemoryStoreOptions): Store {
  const evidence = createMemoryLog();
  const shelves = new Map<Origin, Shelf>();
  const timeline = createTimeline();
  let nextKey = firstKey;

  for (const { origin, nextId, birth, shownAt } of base?.origins() ?? []) {
    shelves.set(origin, { below: nextId - 1, stored: [], shownAt, ...(birth === undefined ? {} : { birth }) });
  }

  const learnBirth = (shelf: Shelf, { rumor, trust }: Pick<LogEntry, 'rumor' | 'trust'>): void => {
    const birth = rumor.id === 1 && trust === 'verified' ? birthOf(rumor) : undefined;
    if (birth !== undefined) shelf.birth = birth;
  };

  return {
    origins: () =>
      [...shelves].map(([origin, { below, stored, birth, shownAt }]): OriginSummary => ({
        origin,
        nextId: below + stored.length + 1,
        shownAt,
        ...(birth === undefined ? {} : { birth }),
      })),
    range(origin, fromId, limit) {
      const shelf = shelves.get(origin);
      if (shelf === undefined) return [];
      const low =
        fromId <= shelf.below ? (base?.range(origin, fromId, Math.min(limit, shelf.below - fromId + 1)) ?? []) : [];
      const skip = Math.max(0, fromId - 1 - shelf.below);
      if (fromId + low.length <= shelf.below) return low; // the limit is reached, or the disk can't be read
      return [...low, ...shelf.stored.slice(skip, skip + limit - low.length).map(({ entry }) => entry.rumor)];
    },
    append(entry) {
      const { origin, id } = entry.rumor;
      let shelf = shelves.get(origin);
      if (shelf === undefined) shelves.set(origin, (shelf = { below: 0, stored: [], shownAt: 0 }));
      const nextId = shelf.below + shelf.stored.length + 1;
      if (id !== nextId) throw new Error(`append out of order: ${id} instead of ${nextId}`);
      const stored = { key: nextKey++, entry };
      shelf.stored.push(stored);
      shelf.shownAt = entry.shownAt;
      learnBirth(shelf, entry);
      if (entry.rumor.text !== '') timeline.show(stored);
      return stored.key;
    },
    upgrade(rumor) {
      const shelf = shelves.get(rumor.origin);
      const at = rumor.id - 1 - (shelf?.below ?? 0);
      const old = shelf?.stored[at];
      if (shelf === undefined || old === undefined) return; // what lies on a failed disk stays as it is
      if (old.entry.rumor.text !== rumor.text) evidence.evidence(old.entry.rumor, old.entry.trust, old.entry.from);
      const entry: LogEntry = { ...old.entry, rumor, trust: 'verified' };
      const stored = { key: old.key, entry };
      shelf.stored[at] = stored;
      learnBirth(shelf, entry);
      timeline.hide(old);
      if (rumor.text !== '') timeline.show(stored);
    },
    evidence: (rumor, trust, from) => evidence.evidence(rumor, trust, from),
    incarnation() {
      // Nothing to keep: whoever starts from memory starts a new incarnation.
    },
    page(query, hidden) {
      const mine = timeline.page(query, hidden);
      return base === undefined ? mine : mergePages(query, base.page(query, hidden), mine);
    },
    find(origin, id) {
      const shelf = shelves.get(origin);
      if (shelf === undefined) return undefined;
      return id <= shelf.below ? base?.find(origin, id) : shelf.stored[id - 1 - shelf.below];
    },
    count: (hidden) => timeline.count(hidden) + (base?.count(hidden) ?? 0),
    takeKey: () => nextKey++,
    commitOwn: () => undefined,
    close() {
      // Nothing to do: memory goes with the process.
    },
  };
}
