/**
 * Discovery at work: peers of our group that the network tells of are tried until they are reached, and others are shown.
 */
import type { PeerView } from '../../gossiper/input.ts';
import type { Address, Instance } from '../../gossiper/names.ts';
import { every } from '../clock.ts';
import { startDiscovery, type Self, type Way } from './discovery.ts';
import type { FoundPeer } from './foundPeers.ts';
import { dueTries, type Tried } from './joining.ts';

const TRY_MS = 500;

export interface LanOptions {
  readonly self: () => Self;
  readonly peers: () => readonly PeerView[];
  readonly canSendTo: (address: Address) => boolean;
  readonly suggest: (address: Address) => void;
  readonly onChange: () => void;
}

export interface Lan {
  found(): readonly FoundPeer[];
  ways(): readonly Way[];
  /** We are called otherwise now, or the machine woke. */
  refresh(): void;
  close(): Promise<void>;
}

export function startLan({ self, peers, canSendTo, suggest, onChange }: LanOptions): Lan {
  const tried = new Map<Instance, Tried>();
  const now = (): number => performance.now();
  const discovery = startDiscovery({ self, onChange: changed, now, random: Math.random });
  const stopTrying = every(TRY_MS, tryDue);

  function changed(): void {
    tryDue();
    onChange();
  }

  function tryDue(): void {
    const found = discovery.found();
    if (found.length === 0) return;
    const { group, instance } = self();
    const reached = peers().filter(({ state }) => state === 'reachable');
    const origins = new Set<string | undefined>(reached.map(({ origin }) => origin));
    const addresses = new Set(reached.map(({ address }) => address));
    const isReached = ({ origin, addresses: at }: FoundPeer): boolean =>
      origins.has(origin) || at.some((address) => addresses.has(address));
    for (const address of dueTries(found, tried, { group, own: instance, isReached, canSendTo }, now()))
      suggest(address);
  }

  return {
    found: () => discovery.found(),
    ways: () => discovery.ways(),
    refresh: () => discovery.refresh(),
    close: () => {
      stopTrying();
      return discovery.close();
    },
  };
}
