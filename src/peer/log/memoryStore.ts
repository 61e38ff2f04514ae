/**
 * The store in memory: what an ephemeral peer has, and what a peer lives on with when its disk failed. Then it lies
 * over `base`, the log that can only be read any more.
 *
 * 1. IDs of an origin go on where `base` ends; what is in `base` isn't copied.
 * 2. Keys are above all of `base`.
 */
import type { Origin } from '../../gossiper/names.ts';
import type { Birth, Rumor } from '../../gossiper/packet.ts';
import { createNameShelf, type NameShelf } from '../../gossiper/nameShelf.ts';
import type { LogEntry, OriginSummary, Reach } from '../../gossiper/ports.ts';
import { createEvidenceShelf } from './evidence.ts';
import { mergeSearches, scan } from './scan.ts';
import { createMemoryPrivates } from './privateMemory.ts';
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
  readonly names: NameShelf;
  birth?: Birth;
  reach?: Reach;
  shownAt: number;
}

export function createMemoryStore({ birthOf, base, firstKey = 1 }: MemoryStoreOptions): Store {
  const evidence = createEvidenceShelf();
  const shelves = new Map<Origin, Shelf>();
  const timeline = createTimeline();
  let nextKey = firstKey;

  for (const { origin, nextId, birth, reach, shownAt } of base?.origins() ?? []) {
    const known = { ...(birth === undefined ? {} : { birth }), ...(reach === undefined ? {} : { reach }) };
    shelves.set(origin, { below: nextId - 1, stored: [], names: createNameShelf(), shownAt, ...known });
  }

  const learnBirth = (shelf: Shelf, { rumor, trust }: Pick<LogEntry, 'rumor' | 'trust'>): void => {
    const birth = rumor.id === 1 && trust === 'verified' ? birthOf(rumor) : undefined;
    if (birth !== undefined) shelf.birth = birth;
  };

  return {
    origins: () =>
      [...shelves].map(([origin, { below, stored, birth, reach, shownAt }]): OriginSummary => ({
        origin,
        nextId: below + stored.length + 1,
        shownAt,
        ...(birth === undefined ? {} : { birth }),
        ...(reach === undefined ? {} : { reach }),
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
      if (shelf === undefined)
        shelves.set(origin, (shelf = { below: 0, stored: [], names: createNameShelf(), shownAt: 0 }));
      const nextId = shelf.below + shelf.stored.length + 1;
      if (id !== nextId) throw new Error(`append out of order: ${id} instead of ${nextId}`);
      const stored = { key: nextKey++, entry };
      shelf.stored.push(stored);
      shelf.shownAt = entry.shownAt;
      learnBirth(shelf, entry);
      if (entry.name !== undefined) shelf.names.put(id, entry.name);
      if (entry.rumor.text !== '') timeline.show(stored);
      return stored.key;
    },
    upgrade(rumor, name) {
      const shelf = shelves.get(rumor.origin);
      const at = rumor.id - 1 - (shelf?.below ?? 0);
      const old = shelf?.stored[at];
      if (shelf === undefined || old === undefined) return; // what lies on a failed disk stays as it is
      if (old.entry.rumor.text !== rumor.text) evidence.keep(old.entry.rumor, old.entry.trust, old.entry.from, true);
      const entry: LogEntry = { ...old.entry, rumor, trust: 'verified' };
      const stored = { key: old.key, entry };
      shelf.stored[at] = stored;
      learnBirth(shelf, entry);
      if (name !== undefined) shelf.names.put(rumor.id, name);
      timeline.hide(old);
      if (rumor.text !== '') timeline.show(stored);
    },
    evidence: (rumor, trust, from) => evidence.keep(rumor, trust, from, false),
    reached(origin, { sentUpTo, heldUpTo }) {
      const shelf = shelves.get(origin);
      if (shelf !== undefined) shelf.reach = { sentUpTo, heldUpTo };
    },
    nameOf: (origin, atId) => shelves.get(origin)?.names.at(atId) ?? base?.nameOf(origin, atId),
    birth: (origin) => shelves.get(origin)?.birth,
    reachOf: (origin) => shelves.get(origin)?.reach,
    evidenceOf: (origin, id) => [...(base?.evidenceOf(origin, id) ?? []), ...evidence.of(origin, id)],
    incarnation() {
      // Nothing to keep: whoever starts from memory starts a new incarnation.
    },
    page(query, hidden) {
      const mine = timeline.page(query, hidden);
      return base === undefined ? mine : mergePages(query, base.page(query, hidden), mine);
    },
    search(search, hidden) {
      const mine = scan((query, without) => timeline.page(query, without), search, hidden);
      return base === undefined ? mine : mergeSearches(search.limit, base.search(search, hidden), mine);
    },
    find(origin, id) {
      const shelf = shelves.get(origin);
      if (shelf === undefined) return undefined;
      return id <= shelf.below ? base?.find(origin, id) : shelf.stored[id - 1 - shelf.below];
    },
    count: (hidden, since) => timeline.count(hidden, since) + (base?.count(hidden, since) ?? 0),
    privates: createMemoryPrivates(() => nextKey++, base?.privates),
    takeKey: () => nextKey++,
    commitOwn: () => undefined,
    close() {
      // Nothing to do: memory goes with the process.
    },
  };
}
