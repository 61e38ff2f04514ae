/**
 * How fast rumors may make our log grow (docs/protocol.md §8): all figures are bytes on disk.
 *
 * 1. A signed rumor is on two accounts: of its origin, and of the machine that brought it, as keys and ports cost nothing.
 *    Addresses that may be forged have one account together. What nobody signed is on one account for everybody.
 * 2. Whether we asked for it makes no difference: who is there can make us ask, by a clock.
 * 3. What finds its account empty is neither checked nor stored nor acknowledged: it is sent again, or asked for when an
 *    account has WORTH_ASKING. Nothing is lost that anybody still holds.
 */
import type { Core } from '../core.ts';
import {
  GROWTH_BY_HOST,
  GROWTH_BY_STRANGERS,
  GROWTH_OF_ORIGIN,
  GROWTH_UNSIGNED,
  MAX_ORIGINS,
  MAX_PEERS,
  ROW_BYTES,
} from '../limits.ts';
import type { Address, Origin } from '../names.ts';
import type { Rumor } from '../packet.ts';
import { isStranger, type Peer } from '../peers.ts';
import { fullBucket, left, type Bucket } from '../rate.ts';
import { sizeOf } from './holdings.ts';

interface Rate {
  readonly burst: number;
  readonly perHour: number;
}

/** Four windows of a sender: what comes for a request is mostly taken. */
const WORTH_ASKING = 262_144;

/** An account for each of many, full at first: only those that are not are kept, and at most `most` of them. */
export class Accounts {
  readonly #rate: Rate;
  readonly #most: number;
  readonly #open = new Map<string, Bucket>();

  constructor(rate: Rate, most: number) {
    this.#rate = rate;
    this.#most = most;
  }

  left(who: string, now: number): number {
    const bucket = this.#open.get(who);
    return bucket === undefined ? this.#rate.burst : leftIn(bucket, this.#rate, now);
  }

  pay(who: string, bytes: number, now: number): void {
    const bucket = this.#open.get(who) ?? fullBucket(this.#rate.burst, now);
    leftIn(bucket, this.#rate, now);
    bucket.tokens -= bytes;
    if (!this.#open.has(who) && this.#open.size >= this.#most) this.#close(now);
    this.#open.set(who, bucket);
  }

  /** Those that are full again; otherwise the fullest. */
  #close(now: number): void {
    let fullest: string | undefined;
    let most = -Infinity;
    for (const [who, bucket] of this.#open) {
      const tokens = leftIn(bucket, this.#rate, now);
      if (tokens === this.#rate.burst) this.#open.delete(who);
      else if (tokens > most) [fullest, most] = [who, tokens];
    }
    if (this.#open.size >= this.#most && fullest !== undefined) this.#open.delete(fullest);
  }
}

const leftIn = (bucket: Bucket, { burst, perHour }: Rate, now: number): number =>
  left(bucket, perHour / 3_600, burst, now);

export class Growth {
  readonly origins = new Accounts(GROWTH_OF_ORIGIN, MAX_ORIGINS);
  readonly hosts = new Accounts(GROWTH_BY_HOST, MAX_PEERS);
  readonly strangers = fullBucket(GROWTH_BY_STRANGERS.burst, 0);
  readonly unsigned = fullBucket(GROWTH_UNSIGNED.burst, 0);
}

export const bytesOnDisk = (rumor: Rumor): number => ROW_BYTES + sizeOf(rumor);

/** Whether there is room for a signed rumor that came from `peer`; undefined: who is gone by now. */
export function mayGrow(core: Core, peer: Peer | undefined, rumor: Rumor): boolean {
  const bytes = bytesOnDisk(rumor);
  const now = core.now.monotonic;
  return core.growth.origins.left(rumor.origin, now) >= bytes && leftOfSource(core, peer) >= bytes;
}

export function payForGrowth(core: Core, peer: Peer | undefined, rumor: Rumor): void {
  const { growth } = core;
  const now = core.now.monotonic;
  const bytes = bytesOnDisk(rumor);
  growth.origins.pay(rumor.origin, bytes, now);
  if (peer !== undefined && !isStranger(peer)) growth.hosts.pay(hostOf(peer.address), bytes, now);
  else growth.strangers.tokens -= bytes;
}

/** What nobody signed. */
export const mayGrowUnsigned = ({ growth, now }: Core, rumor: Rumor): boolean =>
  leftIn(growth.unsigned, GROWTH_UNSIGNED, now.monotonic) >= bytesOnDisk(rumor);

export const payForUnsigned = ({ growth }: Core, rumor: Rumor): void =>
  void (growth.unsigned.tokens -= bytesOnDisk(rumor));

/** Whether what this peer sends of this origin would be taken. */
export const isWorthAsking = (core: Core, peer: Peer): boolean => leftOfSource(core, peer) >= WORTH_ASKING;
export const isWorthAskingFor = (core: Core, origin: Origin): boolean =>
  core.growth.origins.left(origin, core.now.monotonic) >= WORTH_ASKING;

const leftOfSource = ({ growth, now }: Core, peer: Peer | undefined): number =>
  peer === undefined || isStranger(peer)
    ? leftIn(growth.strangers, GROWTH_BY_STRANGERS, now.monotonic)
    : growth.hosts.left(hostOf(peer.address), now.monotonic);

/** The machine at an address: an IPv4 address, or the first half of an IPv6 one, as whoever has that has all of them. */
export function hostOf(address: Address): string {
  const host = address.slice(0, address.lastIndexOf(':'));
  if (!host.startsWith('[') || host.includes('.')) return host;
  const [head = '', tail] = (/^[^%]*/.exec(host.slice(1, -1))?.[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail === undefined) return groups.slice(0, 4).join(':');
  const rest = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}
