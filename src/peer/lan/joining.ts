/**
 * Which addresses of found peers to try now. Pure: a table of what was tried comes in and goes out.
 *
 * A peer of our group is tried at one address after the other until it is reached at any; then again ever more seldom
 * while it goes on announcing itself: a firewall may have been opened meanwhile.
 */
import type { Address, Instance } from '../../gossiper/names.ts';
import type { FoundPeer } from './foundPeers.ts';

export interface Tried {
  readonly count: number;
  readonly at: number;
}

/** Two round trips of a slow Wi-Fi, and a repetition. */
const NEXT_ADDRESS_MS = 1_500;
const MAX_WAIT_MS = 60_000;

export interface JoinView {
  readonly group: string;
  readonly own: Instance;
  isReached(found: FoundPeer): boolean;
  canSendTo(address: Address): boolean;
}

/** The tries due at `now` (monotonic ms). `tried` is changed: entries of peers that are gone go, too. */
export function dueTries(
  found: readonly FoundPeer[],
  tried: Map<Instance, Tried>,
  view: JoinView,
  now: number,
): Address[] {
  const known = new Set(found.map(({ instance }) => instance));
  for (const instance of tried.keys()) if (!known.has(instance)) tried.delete(instance);
  return found.flatMap((peer) => {
    if (peer.group !== view.group || peer.instance === view.own || view.isReached(peer)) {
      tried.delete(peer.instance);
      return [];
    }
    const usable = peer.addresses.filter((address) => view.canSendTo(address));
    const { count, at } = tried.get(peer.instance) ?? { count: 0, at: -Infinity };
    const next = usable[count % Math.max(1, usable.length)];
    if (next === undefined || now - at < waitAfter(count, usable.length)) return [];
    tried.set(peer.instance, { count: count + 1, at: now });
    return [next];
  });
}

/** Each round of all addresses waits twice as long as the one before. */
const waitAfter = (count: number, addresses: number): number =>
  Math.min(MAX_WAIT_MS, NEXT_ADDRESS_MS * 2 ** Math.floor(count / Math.max(1, addresses)));
