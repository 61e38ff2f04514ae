/** The rumor log in arrays: ephemeral mode, the lab, and what a peer falls back to when its disk fails. */
import type { Origin } from './names.ts';
import type { Birth, Rumor } from './packet.ts';
import { createNameShelf, type NameShelf } from './nameShelf.ts';
import type { LogEntry, OriginSummary, Reach, RumorLog, Trust } from './ports.ts';

interface Shelf {
  readonly entries: LogEntry[];
  readonly names: NameShelf;
  birth?: Birth;
  reach?: Reach;
}

/** The most fork evidence that is kept: enough to show, bounded because anyone can make it. */
export const MAX_EVIDENCE = 1_000;

export interface MemoryLog extends RumorLog {
  entriesOf(origin: Origin): readonly LogEntry[];
  readonly forks: readonly { readonly rumor: Rumor; readonly trust: Trust }[];
}

/** `birthOf` reads the birth out of a verified ID 1, so that a restart with this log knows the keys again. */
export function createMemoryLog(birthOf?: (rumor: Rumor) => Birth | undefined): MemoryLog {
  const shelves = new Map<Origin, Shelf>();
  const forks: { rumor: Rumor; trust: Trust }[] = [];

  const learnBirth = (shelf: Shelf, rumor: Rumor, trust: Trust): void => {
    const birth = rumor.id === 1 && trust === 'verified' ? birthOf?.(rumor) : undefined;
    if (birth !== undefined) shelf.birth = birth;
  };

  return {
    forks,
    entriesOf: (origin) => shelves.get(origin)?.entries ?? [],
    origins: () =>
      [...shelves].map(([origin, { entries, birth, reach }]): OriginSummary => ({
        origin,
        nextId: entries.length + 1,
        shownAt: entries.at(-1)?.shownAt ?? 0,
        ...(birth === undefined ? {} : { birth }),
        ...(reach === undefined ? {} : { reach }),
      })),
    range: (origin, fromId, limit) =>
      (shelves.get(origin)?.entries ?? []).slice(fromId - 1, fromId - 1 + limit).map((entry) => entry.rumor),
    append(entry) {
      const { origin, id } = entry.rumor;
      let shelf = shelves.get(origin);
      if (shelf === undefined) shelves.set(origin, (shelf = { entries: [], names: createNameShelf() }));
      if (id !== shelf.entries.length + 1) throw new Error(`append out of order: ${id} after ${shelf.entries.length}`);
      shelf.entries.push(entry);
      learnBirth(shelf, entry.rumor, entry.trust);
      if (entry.name !== undefined) shelf.names.put(id, entry.name);
    },
    upgrade(rumor, name) {
      const shelf = shelves.get(rumor.origin);
      const old = shelf?.entries[rumor.id - 1];
      if (shelf === undefined || old === undefined) return;
      if (old.rumor.text !== rumor.text) this.evidence(old.rumor, old.trust, old.from);
      shelf.entries[rumor.id - 1] = { ...old, rumor, trust: 'verified' };
      learnBirth(shelf, rumor, 'verified');
      if (name !== undefined) shelf.names.put(rumor.id, name);
    },
    evidence(rumor, trust) {
      if (forks.length < MAX_EVIDENCE) forks.push({ rumor, trust });
    },
    reached(origin, reach) {
      const shelf = shelves.get(origin);
      if (shelf !== undefined) shelf.reach = reach;
    },
    nameOf: (origin, atId) => shelves.get(origin)?.names.at(atId),
    incarnation() {
      // Nothing to keep: an ephemeral peer starts a new incarnation each time.
    },
  };
}
