/** Who lives in the world: what a node is made of, and what of it outlives a crash. */
import { makeIdentity } from '../gossiper/identity.ts';
import type { Config, PolicyName } from '../gossiper/input.ts';
import { createMemoryLog, type MemoryLog } from '../gossiper/memoryLog.ts';
import { parseAddress, parseGroupMark, parseInstance, parseOrigin, type Address } from '../gossiper/names.ts';
import type { Birth } from '../gossiper/packet.ts';
import type { Crypto, Identity } from '../gossiper/ports.ts';
import { rumorCodec } from '../wire/index.ts';
import type { CourseLog, CourseOptions } from './courseNode.ts';
import { createLabCrypto } from './crypto.ts';
import { toByteString, type Holdings } from './node.ts';
import type { LabRandom } from './random.ts';

export type OurOptions = Pick<
  Config,
  'mode' | 'policy' | 'antiEntropyMs' | 'routeRumorMs' | 'openToCourse' | 'group'
> & {
  /** False: a bare course name, as with `-name=A`. */
  readonly keyed: boolean;
};

/** The mark of `lobby` in the lab. Any would do: what a name hashes to is not the lab's business. */
export const LAB_GROUP = parseGroupMark('6c6f626279303031') ?? fail('lab group');

export const OUR_DEFAULTS = {
  mode: 'rumors',
  policy: 'eager' as PolicyName,
  antiEntropyMs: 10_000,
  routeRumorMs: 0,
  openToCourse: true,
  group: LAB_GROUP,
  keyed: true,
} as const satisfies OurOptions;

export type Plan =
  ({ readonly kind: 'ours' } & OurOptions) | ({ readonly kind: 'course' } & Omit<CourseOptions, 'name' | 'peers'>);

/** A profile's keys, and the crypto that signs with them. */
export interface Profile {
  readonly keys: Pick<Birth, 'publicKey' | 'sealKey'>;
  readonly crypto: Crypto;
}

export function labProfile(random: LabRandom): Profile {
  const keys = { publicKey: random.bytes(32), sealKey: random.bytes(32) };
  return { keys, crypto: createLabCrypto(keys.publicKey) };
}

export type Disk =
  | { readonly kind: 'ours'; readonly profile: Profile; identity: Identity; log: MemoryLog }
  | { readonly kind: 'course'; name: string; log: CourseLog };

/** 10.x.y.z:5000; nodes are numbered from 0. */
export const addressOf = (node: number): Address =>
  parseAddress(`10.${(node >> 16) & 255}.${(node >> 8) & 255}.${node & 255}:5000`) ?? fail('lab address');

export const newLog = (): MemoryLog => createMemoryLog((rumor) => rumorCodec.claims(rumor)?.birth);

export const newInstance = (random: LabRandom): Config['instance'] =>
  parseInstance([...random.bytes(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')) ?? fail('instance');

/** With a key: a new incarnation of it. Without: the bare name, which nobody may have used before. */
export function newIdentity(name: string, keyed: boolean, profile: Profile, random: LabRandom): Identity {
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
