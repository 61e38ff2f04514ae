/** What a peer stands on: its keys, its log, its settings, and the lock that keeps others out. */
import type { Crypto, Identity, RumorCodec } from '../../gossiper/ports.ts';
import type { Origin } from '../../gossiper/names.ts';
import type { Rumor } from '../../gossiper/packet.ts';
import { done, refused, type Problem, type Result } from '../../gossiper/result.ts';
import type { Journal } from '../journal.ts';
import { createMemoryStore } from '../log/memoryStore.ts';
import type { Store, Stored } from '../log/store.ts';
import type { NoticeView } from '../views.ts';
import type { Disk } from './disk.ts';
import type { Folder } from './folder.ts';
import { placeNow, saveSettings, type Settings } from './settings.ts';
import { mint, type Who } from './who.ts';

export interface HomeTools {
  readonly codec: RumorCodec;
  /** ms since 1970. */
  readonly wall: () => number;
  /** What the messages are signed for; undefined: no group. */
  readonly group: string | undefined;
  /** The disk failed while the peer ran. */
  readonly onDiskFailure: (problem: Problem) => void;
  /** For tests: a disk that is full early, a runtime without SQLite. */
  readonly maxPages?: number;
  readonly withoutSqlite?: boolean;
}

export interface Home {
  readonly crypto: Crypto;
  readonly journal: Journal;
  readonly folder: string | undefined;
  readonly identity: Identity;
  /** False until a person chose a name. */
  readonly named: boolean;
  readonly store: Store;
  readonly storage: 'disk' | 'memory';
  /** Why nothing is kept, where that was not asked for. */
  readonly storageNote: string | undefined;
  /** What a start had to do that people should know. */
  readonly notices: readonly NoticeView[];
  readonly settings: Settings;
  change(patch: Partial<Settings>): void;
  /** Said by us, now or in an earlier incarnation. */
  isOwn(origin: Origin): boolean;
  /** An origin's verified first rumor, which may show that it is an earlier incarnation of ours. */
  learnFirst(rumor: Rumor): void;
  /** The core took a new incarnation, and the store has it. */
  adopt(identity: Identity): void;
  /** Asked for at this start, where the origin goes on and was called otherwise: to be said. */
  readonly askedName: string | undefined;
  /** The first name makes the first incarnation. Later ones leave the origin as it is, and are said as a rumor. */
  rename(name: string): Result<Identity>;
  /**
   * The disk failed: from here on the store is one in memory over what can still be read. The identity is a new
   * incarnation, as the IDs that follow would otherwise be used again at the next start. Returns what had been received
   * and was lost with the last commit, as it stands now.
   */
  moveToMemory(problem: Problem): readonly Stored[];
  close(): void;
}

export interface HomeParts {
  readonly who: Who;
  readonly named: boolean;
  readonly askedName?: string;
  readonly store: Store;
  readonly disk?: Disk;
  readonly note?: string;
  readonly journal: Journal;
  readonly settings: Settings;
  readonly notices: readonly NoticeView[];
  readonly tools: HomeTools;
  readonly crypto: Crypto;
  readonly folder?: Folder;
  readonly release?: () => void;
}

export function createHome(parts: HomeParts): Home {
  const { who, disk, folder, journal, tools, crypto, release } = parts;
  const notices = [...parts.notices];
  let { identity } = who;
  let { named, store, settings, note } = parts;
  let storage: 'disk' | 'memory' = disk === undefined ? 'memory' : 'disk';
  const own = new Set<Origin>();

  const isOurKey = (key: Uint8Array | undefined): boolean =>
    who.kind === 'profile' && key !== undefined && Buffer.compare(who.keys.publicKey, key) === 0;

  const change = (patch: Partial<Settings>): void => {
    settings = { ...settings, ...patch };
    if (folder === undefined) return;
    try {
      saveSettings(folder, settings);
    } catch (error) {
      journal.write('warning', 'settings-not-saved', error instanceof Error ? error.message : 'unknown');
    }
  };

  const adopt = (next: Identity): void => {
    identity = next;
    own.add(next.origin);
    disk?.adopt(next);
  };

  const moveToMemory = (problem: Problem): readonly Stored[] => {
    if (disk === undefined || storage === 'memory') return [];
    storage = 'memory';
    note = problem.message;
    const { readOnly, nextKey } = disk.store;
    store = createMemoryStore({
      birthOf: (rumor) => tools.codec.claims(rumor)?.birth,
      base: readOnly,
      firstKey: nextKey,
    });
    const memory = store;
    const lost = disk.store.survivors().map((entry) => ({ key: memory.append(entry), entry }));
    if (who.kind !== 'profile') return lost;
    const fresh = mint(identity.name, who.keys);
    if (!fresh.ok) throw new Error('a name that fitted an origin still does');
    identity = fresh.value;
    own.add(identity.origin);
    return lost;
  };

  own.add(identity.origin);
  for (const { origin, birth } of store.origins()) if (isOurKey(birth?.publicKey)) own.add(origin);
  const problem = disk?.begin(identity, who.kind === 'profile' && who.isNew && named);
  if (problem !== undefined) {
    moveToMemory(problem);
    notices.push({ level: 'error', ...problem });
  }
  if (folder !== undefined)
    change({
      ...(named && who.kind === 'profile' ? { name: identity.name } : {}),
      place: placeNow(folder),
      // What isn't kept belongs nowhere.
      ...(disk === undefined ? {} : { group: tools.group ?? null }),
    });

  return {
    crypto,
    journal,
    folder: folder?.path,
    notices,
    get identity() {
      return identity;
    },
    get named() {
      return named;
    },
    askedName: parts.askedName,
    get store() {
      return store;
    },
    get storage() {
      return storage;
    },
    get storageNote() {
      return note;
    },
    get settings() {
      return settings;
    },
    change,
    isOwn: (origin) => own.has(origin),
    learnFirst(rumor) {
      if (isOurKey(tools.codec.claims(rumor)?.birth?.publicKey)) own.add(rumor.origin);
    },
    adopt,
    rename(name) {
      if (who.kind === 'course') {
        return refused(
          'name-fixed',
          'This peer was started with -name, which is its name in the network. Start it with --as to choose names.',
        );
      }
      if (named) {
        identity = { ...identity, name };
        change({ name });
        return done(identity);
      }
      const fresh = mint(name, who.keys);
      if (!fresh.ok) return fresh;
      store.incarnation(fresh.value);
      named = true;
      adopt(fresh.value);
      change({ name });
      return fresh;
    },
    moveToMemory,
    close() {
      if (disk === undefined) store.close();
      else disk.close();
      release?.();
    },
  };
}
