/** Who lives in the world: how a node was started, and where. */
import type { Config, PolicyName } from '../gossiper/input.ts';
import { parseAddress, parseGroupMark, parseInstance, type Address } from '../gossiper/names.ts';
import type { Birth } from '../gossiper/packet.ts';
import type { Crypto } from '../gossiper/ports.ts';
import type { CourseOptions } from './course/core.ts';
import { createLabCrypto } from './crypto.ts';
import type { LabRandom } from './random.ts';

export type OurOptions = Pick<
  Config,
  'mode' | 'policy' | 'antiEntropyMs' | 'routeRumorMs' | 'announce' | 'openToCourse' | 'group' | 'introduces'
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
  announce: false,
  openToCourse: true,
  // Who knows whom is what a lab's topology is about.
  introduces: false,
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
  return { keys, crypto: createLabCrypto(keys.publicKey, keys.sealKey) };
}

/** 10.x.y.z:5000; nodes are numbered from 0. */
export const addressOf = (node: number): Address =>
  parseAddress(`10.${(node >> 16) & 255}.${(node >> 8) & 255}.${node & 255}:5000`) ?? fail('lab address');

export const newInstance = (random: LabRandom): Config['instance'] =>
  parseInstance([...random.bytes(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')) ?? fail('instance');

function fail(what: string): never {
  throw new Error(`the lab made a wrong ${what}`);
}
