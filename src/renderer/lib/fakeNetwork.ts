/** A network as a fake peer measures it: figures that follow from the number of the peer, so that pictures stay the same. */
import type { LoggedPacket, Network, NetworkLink, Peer } from '../../api/contract.ts';

const flow = (bytesPerSecond: number): NetworkLink['sent'] => ({
  datagrams: bytesPerSecond * 40,
  bytes: bytesPerSecond * 9_000,
  datagramsPerSecond: bytesPerSecond / 120,
  bytesPerSecond,
});

/** Everyone of ours reports; each third of them is behind a neighbour and only heard of. */
export function fakeNetwork(peers: readonly Peer[], now: number): Network {
  const ours = peers.filter(({ kind, origin }) => kind === 'ours' && origin !== null);
  const links = peers.map(
    ({ address, origin, name, person, kind, state, lastHeard, roundTrip, behind, ahead }, index) => {
      const isHeard = state !== 'waiting';
      return {
        address,
        origin,
        name,
        person,
        kind,
        state,
        lastHeard,
        roundTrip,
        validated: isHeard,
        push: index % 3 === 0,
        loss: { lost: index % 5 === 2 ? 4 : 0, of: isHeard ? 40 + index : 0 },
        received: flow(isHeard ? (index * 37) % 900 : 0),
        sent: flow(isHeard ? (index * 91) % 2_400 : 0),
        behind: isHeard ? behind : null,
        ahead: isHeard ? ahead : null,
      };
    },
  );
  const reports = ours.map(({ origin, name, person }, index) => {
    const others = [1, 2].map((step) => ours[(index + step) % ours.length]).filter((other) => other?.origin !== origin);
    const far = { origin: `Far ${index + 1}~abcdefghijklmnop`, name: `Far ${index + 1}`, person: null };
    return {
      origin: origin ?? '',
      name: name ?? '',
      person,
      heardAt: now - index * 1_700,
      behind: 0,
      ahead: index === 1 ? 3 : 0,
      links: [
        ...others.map((other, step) => ({
          origin: other?.origin ?? '',
          name: other?.name ?? '',
          person: other?.person ?? null,
          push: step === 0,
          roundTrip: 2 + index,
        })),
        ...(index % 3 === 1 ? [{ ...far, push: true, roundTrip: null }] : []),
      ],
    };
  });
  return { links, reports };
}

const KINDS = ['rumor', 'status', 'status', 'digest', 'private', 'routeRumor', 'introductions', 'malformed'] as const;

export function fakePackets(peers: readonly Peer[], now: number, count: number): LoggedPacket[] {
  return Array.from({ length: count }, (_, index): LoggedPacket => {
    const peer = peers[index % Math.max(1, peers.length)];
    const kind = KINDS[index % KINDS.length] ?? 'status';
    const name = peer?.name ?? null;
    return {
      seq: index + 1,
      at: now - (count - index) * 130,
      direction: index % 2 === 0 ? 'received' : 'sent',
      address: peer?.address ?? '192.168.1.20:5000',
      bytes: 60 + ((index * 53) % 900),
      kind,
      who: kind === 'malformed' || kind === 'introductions' ? null : name,
      to: kind === 'private' ? 'Noor' : null,
      id: kind === 'rumor' || kind === 'routeRumor' || kind === 'private' ? index + 1 : null,
      hops: kind === 'rumor' ? 2 : kind === 'private' ? 8 : null,
      count: kind === 'status' || kind === 'digest' || kind === 'introductions' ? index % 7 : null,
      asks: kind === 'status' && index % 4 === 1 ? ['ping', 'rumors'] : [],
      raw: 'GgA=',
    };
  });
}
