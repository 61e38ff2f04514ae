/** What of a node outlives a crash. */
import type { MemoryChunks } from '../gossiper/files/memoryChunks.ts';
import { makeIdentity } from '../gossiper/identity.ts';
import { createMemoryChunks, createMemoryMail } from '../gossiper/index.ts';
import { createMemoryLog, type MemoryLog } from '../gossiper/memoryLog.ts';
import { parseOrigin } from '../gossiper/names.ts';
import type { Identity } from '../gossiper/ports.ts';
import type { MemoryMail } from '../gossiper/private/memoryMail.ts';
import { rumorCodec } from '../wire/index.ts';
import type { CourseLog } from './course/rumors.ts';
import { toByteString, type ByteString, type Holdings } from './node.ts';
import type { LabRandom } from './random.ts';
import type { Plan, Profile } from './resident.ts';

export type Disk =
  | {
      readonly kind: 'ours';
      readonly profile: Profile;
      identity: Identity;
      log: MemoryLog;
      mail: MemoryMail;
      chunks: MemoryChunks;
    }
  | {
      readonly kind: 'course';
      name: string;
      log: CourseLog;
      /** `_SharedFiles`. */
      readonly shared: Map<ByteString, Uint8Array>;
    };

/** What happens to the log when a node starts again. `older`: a backup was restored and nobody noticed. */
export type LogFate = 'kept' | 'lost' | 'older';

/** Of a node that never ran. `makeProfile` is asked for one of ours only. */
export function newDisk(plan: Plan, name: string, makeProfile: () => Profile, random: LabRandom): Disk {
  if (plan.kind === 'course') return { kind: 'course', name, log: new Map(), shared: new Map() };
  const profile = makeProfile();
  return {
    kind: 'ours',
    profile,
    identity: newIdentity(name, plan.keyed, profile, random),
    log: newLog(),
    mail: createMemoryMail(),
    chunks: createMemoryChunks(profile.crypto),
  };
}

/**
 * With a key it gets a fresh incarnation; a bare name can't know which IDs it used, so it goes on under `another`, as a
 * person would who lost everything.
 */
export function loseDisk(disk: Disk, plan: Plan, name: string, another: string, random: LabRandom): void {
  if (disk.kind === 'course') {
    disk.log = new Map();
    disk.name = another;
  } else if (plan.kind === 'ours') {
    disk.log = newLog();
    disk.mail = createMemoryMail();
    disk.chunks = createMemoryChunks(disk.profile.crypto);
    disk.identity = newIdentity(plan.keyed ? name : another, plan.keyed, disk.profile, random);
  }
}

const newLog = (): MemoryLog => createMemoryLog((rumor) => rumorCodec.claims(rumor)?.birth);

/** With a key: a new incarnation of it. Without: the bare name, which nobody may have used before. */
function newIdentity(name: string, keyed: boolean, profile: Profile, random: LabRandom): Identity {
  if (keyed)
    return makeIdentity(name, profile.keys, random.bytes(8), profile.crypto) ?? fail(`a name as long as ${name}`);
  return { origin: parseOrigin(name) ?? fail(`origin ${name}`), name };
}

/** The log as it was when it held half of what it holds now: an old backup. */
export function olderCopy(log: MemoryLog): MemoryLog {
  const copy = newLog();
  for (const { origin, nextId } of log.origins()) {
    for (const entry of log.entriesOf(origin).slice(0, (nextId - 1) >> 1)) copy.append(entry);
  }
  return copy;
}

/** How many rumors of each origin it holds. */
export function countsOf(disk: Disk): Map<string, number> {
  if (disk.kind === 'course') return new Map([...disk.log].map(([origin, texts]) => [origin, texts.length]));
  return new Map(disk.log.origins().map(({ origin, nextId }) => [toByteString(origin), nextId - 1]));
}

export function holdingsOf(disk: Disk): Holdings {
  if (disk.kind === 'course') return disk.log;
  const texts = new Map<string, string[]>();
  for (const { origin } of disk.log.origins()) {
    const entries = disk.log.entriesOf(origin);
    if (entries.length > 0)
      texts.set(
        toByteString(origin),
        entries.map(({ rumor }) => toByteString(rumor.text)),
      );
  }
  return texts;
}

function fail(what: string): never {
  throw new Error(`the lab made a wrong ${what}`);
}
