/**
 * How peers come to know each other: someone may be at an address, says the network or a peer that was there.
 *
 * 1. An introduction only ever makes us greet an address, as a stranger: what goes out for it is bounded for all of them
 *    together (peers.ts, invariant 2), and nobody is known before it answered.
 * 2. Handed on are only peers of ours that proved their address, at most MAX_INTRODUCED at once, to peers of ours that did
 *    the same: whoever joins one knows all, and nobody learns addresses by asking from a forged one.
 * 3. An address is handed on only where it means the same: one of this machine alone to none of another, and none with a zone.
 */
import type { Core } from './core.ts';
import { MAX_INTRODUCED } from './limits.ts';
import type { Address } from './names.ts';
import { isStranger, type Peer } from './peers.ts';
import { sample } from './rumors/spread.ts';
import { greet, send } from './sending.ts';

/** Learned, and nobody ever answered. */
export const FORGET_SILENT_MS = 30_000;
/** Of the packet around the addresses: group mark, tags and lengths. */
const OVERHEAD_BYTES = 20;

/** To a peer of ours, once for each of its runs. */
export function introduceOnce(core: Core, peer: Peer): void {
  if (peer.instance === undefined || peer.introducedTo === peer.instance || !isIntroducible(peer)) return;
  peer.introducedTo = peer.instance;
  introduceOthers(core, peer);
}

export function introduceOthers(core: Core, peer: Peer): void {
  if (!core.config.introduces || !isIntroducible(peer)) return;
  const others = [...core.peers.all()].filter((other) => isIntroducible(other) && areAlike(peer, other));
  const addresses = sample(others, MAX_INTRODUCED, core.ports.random).map(({ address }) => address);
  if (addresses.length === 0) return;
  const bytes = addresses.reduce((sum, address) => sum + address.length + 2, OVERHEAD_BYTES);
  send(core, peer, { type: 'control', control: { kind: 'peers', addresses } }, bytes);
}

/** Whom among those that it was told of to try. */
export function strangersAmong(core: Core, from: Peer, addresses: readonly Address[]): readonly Address[] {
  if (!core.config.introduces || !isIntroducible(from)) return [];
  return addresses.filter(
    (address) =>
      core.peers.get(address) === undefined && !hasZone(address) && (!isLoopback(address) || isLoopback(from.address)),
  );
}

/** A known one that is not reached is tried again. */
export function tryOnce(core: Core, peer: Peer): void {
  if (peer.state !== 'reachable' && peer.rule !== 'block') greet(core, peer);
}

const isIntroducible = (peer: Peer): boolean =>
  peer.kind === 'ours' && peer.state === 'reachable' && !isStranger(peer) && peer.rule === 'none';

/** Invariant 3. */
const areAlike = (to: Peer, other: Peer): boolean =>
  other !== to &&
  other.origin !== to.origin &&
  isLoopback(to.address) === isLoopback(other.address) &&
  !hasZone(other.address);

const isLoopback = (address: Address): boolean => address.startsWith('127.') || address.startsWith('[::1]');
const hasZone = (address: Address): boolean => address.includes('%');
