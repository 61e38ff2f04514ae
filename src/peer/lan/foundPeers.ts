/**
 * Who was heard on the network lately, by run (instance), whichever way they were heard and however many addresses they
 * have. Pure: time comes in.
 *
 * 1. Nothing is believed but that someone at an address says so: no entry displaces what the gossiper knows.
 * 2. At most MAX_FOUND runs with MAX_ADDRESSES addresses each; the longest unheard makes room.
 */
import { parseAddress, type Address, type Instance } from '../../gossiper/names.ts';
import type { Announcement } from './announcement.ts';
import type { Family } from './interfaces.ts';

/** Our own announcements, or DNS-SD. */
export type FoundBy = 'announce' | 'mdns';

export interface Heard {
  readonly announcement: Announcement;
  readonly by: FoundBy;
  readonly family: Family;
  /** Where it came from: the one address that surely leads back, whatever else it lists. */
  readonly ip: string;
}

export interface FoundPeer {
  readonly instance: Instance;
  readonly origin: string;
  readonly name: string;
  readonly group: string;
  /** IPv4 first, then in the order in which they were heard. */
  readonly addresses: readonly Address[];
  readonly by: ReadonlySet<FoundBy>;
  /** Monotonic ms. */
  readonly lastHeard: number;
}

export const MAX_FOUND = 256;
export const MAX_ADDRESSES = 8;
/** Announcements come every 20 s, and two may be lost. */
export const FORGET_FOUND_MS = 75_000;

export class FoundPeers {
  readonly #byInstance = new Map<Instance, FoundPeer>();

  all(): FoundPeer[] {
    return [...this.#byInstance.values()];
  }

  /** True when what a person would see of it changed. */
  hear({ announcement, by, family, ip }: Heard, now: number): boolean {
    const { instance, origin, name, group, port, kind } = announcement;
    if (kind === 'bye') return this.#byInstance.delete(instance);
    const address = parseAddress(family === 6 ? `[${ip}]:${port}` : `${ip}:${port}`);
    if (address === undefined) return false;
    const known = this.#byInstance.get(instance);
    if (known === undefined && this.#byInstance.size >= MAX_FOUND) this.#makeRoom();
    const addresses = merge(known?.addresses ?? [], address);
    const next = { instance, origin, name, group, addresses, by: new Set(known?.by).add(by), lastHeard: now };
    this.#byInstance.set(instance, next);
    return known === undefined || shownKey(known) !== shownKey(next);
  }

  /** Those not heard for long; true when there were any. */
  forget(now: number): boolean {
    const before = this.#byInstance.size;
    for (const { instance, lastHeard } of this.#byInstance.values()) {
      if (now - lastHeard > FORGET_FOUND_MS) this.#byInstance.delete(instance);
    }
    return this.#byInstance.size < before;
  }

  #makeRoom(): void {
    const longest = this.all().reduce((a, b) => (b.lastHeard < a.lastHeard ? b : a));
    this.#byInstance.delete(longest.instance);
  }
}

function merge(known: readonly Address[], address: Address): readonly Address[] {
  if (known.includes(address)) return known;
  return [...known, address].toSorted((a, b) => familyOrder(a) - familyOrder(b)).slice(0, MAX_ADDRESSES);
}

const familyOrder = (address: Address): number => (address.startsWith('[') ? 1 : 0);

const shownKey = ({ origin, name, group, addresses, by }: FoundPeer): string =>
  JSON.stringify([origin, name, group, addresses, [...by].toSorted()]);
