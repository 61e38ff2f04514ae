/** Who holds what, in a group where not everybody hears everybody. */
import type { Holder, Holding } from '../../../../src/api/contract.ts';
import { fakePeerEntry, fakeSelf, type FakePeer } from '../../../../src/renderer/lib/fakeClient.ts';
import { origins } from './conversation.ts';

const direct = ['Bea', 'Carol', 'Dávid', 'Noor'];
const others = [...direct, 'Ravi', 'Mei Lin', 'Tomás', 'Yusuf'];
const originOf = (name: string): string => origins[name] ?? name;

const other = (now: number, name: string, index: number) =>
  ({
    origin: originOf(name),
    name,
    person: null,
    at: now - index * 4_000,
    how: index < 4 ? 'measured' : 'reported',
  }) as const;

export const truthHolding = (now: number, lastId: number): Holding => ({
  origin: fakeSelf.origin,
  others: others.map((name, index) => ({
    ...other(now, name, index),
    at: index === 6 ? null : now - index * 4_000,
    upTo: index === 6 ? null : index === 3 || index === 5 ? lastId - 1 : lastId,
    heard: now - index * 4_000,
  })),
});

export const truthHolders = (now: number): Holder[] =>
  others
    .map((name, index) => ({
      ...other(now, name, index),
      at: index === 6 ? null : now - index * 4_000,
      holds: index === 6 ? null : index !== 3 && index !== 5,
    }))
    .toSorted((a, b) => rank(a.holds) - rank(b.holds));

const rank = (holds: boolean | null): number => (holds === true ? 0 : holds === false ? 1 : 2);

export const truthPeers = (now: number): FakePeer['peers'] =>
  direct.map((name, index) =>
    fakePeerEntry(`192.168.1.${20 + index}:5000`, {
      name,
      origin: originOf(name),
      lastHeard: now - index * 4_000,
      roundTrip: 1.4 + index,
      ahead: index === 3 ? 1 : 0,
    }),
  );

export const truthMissing = (): FakePeer['sync'] => ({
  state: 'catchingUp',
  have: 228,
  of: 240,
  peers: 4,
  peersInSync: 2,
  missing: [{ origin: originOf('Carol'), name: 'Carol', count: 12, heldBy: ['Bea', 'Noor'] }],
});
