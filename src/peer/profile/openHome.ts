/**
 * Opens what a peer stands on.
 *
 * 1. A new incarnation is in the database before the place and the mark say that this start was recorded: a crash
 *    between them leads to one more new incarnation, never to an ID used twice.
 * 2. Whatever fails after the lock was taken gives it back.
 * 3. A log is of one group for ever: its rumors are signed for that group, and in another one they would be told to people
 *    who were not meant, and believed by none of ours.
 */
import { writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Birth, Rumor } from '../../gossiper/packet.ts';
import { splitOrigin } from '../../gossiper/identity.ts';
import { done, refused, type Result } from '../../gossiper/result.ts';
import { finishRestore } from '../backup/restore.ts';
import { checkCourseName, checkName } from '../checked.ts';
import { createCrypto } from '../crypto.ts';
import { openJournal } from '../journal.ts';
import { generationOf, groupOfLog, lastIncarnation, loadSqlite } from '../log/database.ts';
import { createMemoryStore } from '../log/memoryStore.ts';
import { isSystemError, openLog, type OpenedLog } from '../log/openLog.ts';
import type { PeerOptions } from '../options.ts';
import type { NoticeView } from '../views.ts';
import { openDisk } from './disk.ts';
import { notUsable, openFolder, type Folder } from './folder.ts';
import { createHome, type Home, type HomeTools } from './home.ts';
import { mint, type Who } from './who.ts';
import { judge, type Verdict } from './incarnation.ts';
import { loadKeys, type Keys } from './keys.ts';
import { takeLock } from './lock.ts';
import { readMark } from './mark.ts';
import { loadSettings, NO_SETTINGS, placeNow, type Settings } from './settings.ts';

/** Under this name a peer runs until a person chose one; it says nothing meanwhile. */
const PROVISIONAL = 'Somebody';

export async function openHome(identity: PeerOptions['identity'], tools: HomeTools): Promise<Result<Home>> {
  if (identity.kind === 'course') {
    const origin = checkCourseName(identity.name);
    if (!origin.ok) return origin;
    const who: Who = { kind: 'course', identity: { origin: origin.value, name: identity.name.toWellFormed() } };
    return identity.folder === undefined
      ? done(inMemory(who, tools))
      : inFolder(identity.folder, false, () => who, tools);
  }
  const name = identity.name === undefined ? undefined : checkName(identity.name);
  if (name?.ok === false) return name;
  return inFolder(identity.folder, identity.ephemeral, profile(name?.value), tools);
}

/** Without a folder: ten of them can start in one place, again and again. */
function inMemory(who: Who, tools: HomeTools): Home {
  const store = createMemoryStore({ birthOf: birthBy(tools) });
  const journal = openJournal(undefined, tools.wall);
  return createHome({
    who,
    named: true,
    store,
    journal,
    settings: NO_SETTINGS,
    notices: [],
    tools,
    crypto: createCrypto(),
  });
}

interface Found {
  readonly folder: Folder;
  readonly settings: Settings;
  readonly log: OpenedLog | undefined;
  readonly notices: NoticeView[];
}

type FindWho = (found: Found) => Result<{ who: Who; keys: Keys; named: boolean; askedName?: string }> | Who;

async function inFolder(path: string, ephemeral: boolean, findWho: FindWho, tools: HomeTools): Promise<Result<Home>> {
  finishRestore(resolve(path));
  const folder = openFolder(path);
  if (!folder.ok) return folder;
  const sqlite = tools.withoutSqlite === true ? undefined : await loadSqlite();
  let lock: ReturnType<typeof takeLock> | undefined;
  let home: Result<Home> | undefined;
  try {
    lock = takeLock(folder.value, sqlite);
    if (!lock.ok) return lock;
    const { value } = lock;
    home = openLocked(folder.value, () => value.release());
    return home;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return notUsable(path, error); // a full disk, say
  } finally {
    if (home?.ok !== true && lock?.ok === true) lock.value.release(); // invariant 2
  }

  function openLocked(folder: Folder, release: () => void): Result<Home> {
    const now = tools.wall();
    const birthOf = birthBy(tools);
    const nameOf = (rumor: Rumor): string | undefined => tools.codec.claims(rumor)?.name;
    const { settings, setAside } = loadSettings(folder, now);
    const notices: NoticeView[] = [];
    if (setAside !== undefined) {
      const message = `The settings could not be read. They were set aside as ${basename(setAside)}; please check the name and the peers.`;
      notices.push({ level: 'warning', code: 'settings-set-aside', message });
    }
    const isEphemeral = ephemeral || settings.choices.ephemeral === true;
    const log = isEphemeral
      ? undefined
      : openLog({ sqlite, folder, tools: { birthOf, nameOf }, now, maxPages: tools.maxPages });
    if (log?.ok === false) return log;
    if (log?.value.kind === 'disk') {
      const { db } = log.value;
      const inLog = groupOfLog(db);
      const signedFor = inLog === undefined ? settings.group : inLog;
      if (signedFor !== undefined && signedFor !== (tools.group ?? null)) {
        db.close();
        return otherGroup(folder.path, signedFor); // invariant 3
      }
    }
    if (log?.value.kind === 'disk') notices.push(...log.value.notices);
    const found = findWho({ folder, settings, log: log?.value, notices });
    const known = 'kind' in found ? done({ who: found, keys: undefined, named: true }) : found;
    if (!known.ok) {
      if (log?.value.kind === 'disk') log.value.db.close();
      return known;
    }
    const { who, keys, named, ...askedName } = known.value;
    const shared = {
      who,
      named,
      ...askedName,
      settings,
      notices,
      tools,
      crypto: createCrypto(keys?.sign, keys?.seal),
      journal: openJournal(folder.journal, tools.wall),
      folder,
      release,
    };
    if (log?.value.kind === 'disk') {
      const disk = openDisk({
        db: log.value.db,
        folder,
        birthOf,
        tools,
        onDamage: () => writeFileSync(folder.damaged, ''),
      });
      return done(createHome({ ...shared, store: disk.store, disk }));
    }
    const note = log?.value.kind === 'memory' ? { note: log.value.note } : {};
    return done(createHome({ ...shared, store: createMemoryStore({ birthOf }), ...note }));
  }
}

const otherGroup = (path: string, group: string | null): Result<never> =>
  refused(
    'other-group',
    group === null
      ? `${path} holds what a peer said that was started with -name, in no group. Start it with -name again, or give another folder with --data.`
      : `The profile in ${path} is of the group "${group}". Start it with --group=${group} or without --group, or give another one with --as or --data.`,
  );

/** Who a profile is at this start. */
const profile =
  (asked: string | undefined): FindWho =>
  ({ folder, settings, log, notices }) => {
    const keys = loadKeys(folder);
    if (!keys.ok) return keys;
    const last = log?.kind === 'disk' ? lastIncarnation(log.db) : undefined;
    const lastName = last === undefined ? undefined : (last.name ?? splitOrigin(last.origin).name);
    const name = asked ?? settings.name ?? lastName;
    const named = name !== undefined;
    if (log?.kind === 'disk' && last !== undefined) {
      const verdict = judge({
        last,
        generation: generationOf(log.db),
        mark: readMark(folder),
        recorded: settings.place,
        here: placeNow(folder),
      });
      if (verdict.kind === 'goOn') {
        // The origin keeps its first name; what it is called now is what it said last, whatever the settings say.
        const same = mint(splitOrigin(last.origin).name, keys.value, verdict.incarnation);
        if (!same.ok) return same;
        if (same.value.origin === last.origin) {
          const identity = { ...same.value, name: lastName ?? same.value.name };
          return done({
            who: { kind: 'profile', identity, keys: keys.value, isNew: false },
            keys: keys.value,
            named: true,
            ...(asked === undefined || asked === identity.name ? {} : { askedName: asked }),
          });
        }
      }
      tell(verdict.kind === 'copied' && settings.place === undefined ? 'unplaced' : verdict.kind, notices);
    } else if (log?.kind === 'disk' && log.notices.length === 0 && (readMark(folder)?.nextId ?? 1) > 1)
      tell('lost', notices);
    const fresh = mint(name ?? PROVISIONAL, keys.value);
    if (!fresh.ok) return fresh;
    return done({
      who: { kind: 'profile', identity: fresh.value, keys: keys.value, isNew: true },
      keys: keys.value,
      named,
    });
  };

const WHY_NEW = {
  copied: 'This profile was copied or restored from a backup.',
  unplaced: 'The settings no longer say on which machine this profile is at home.',
  old: 'The message database is older than what this profile said last, or was not closed where that is recorded.',
  lost: 'The message database of this profile is gone; what others hold of it comes back from them.',
} as const;

function tell(kind: Verdict['kind'] | keyof typeof WHY_NEW, notices: NoticeView[]): void {
  if (kind === 'first' || kind === 'goOn') return;
  const message = `${WHY_NEW[kind]} You go on under a new tag, so that nothing that you said before is lost or said twice.`;
  notices.push({ level: 'info', code: 'new-incarnation', message });
}

/** The keys that a first rumor carries. */
const birthBy =
  ({ codec }: HomeTools) =>
  (rumor: Rumor): Birth | undefined =>
    codec.claims(rumor)?.birth;
