/** The peers and messages that stories are made of. */
import type { Message, Peer, Sync } from '../../../../src/api/contract.ts';
import { fakeMessage, fakePeerEntry, fakeSelf } from '../../../../src/renderer/lib/fakeClient.ts';
import { origins } from './conversation.ts';

const MINUTE = 60_000;
export const inSync = (peers: number, have = 240): Sync => ({
  state: 'inSync',
  have,
  of: have,
  peers,
  peersInSync: peers,
  missing: [],
});

export const manyPeers = (now: number): Peer[] =>
  Object.entries(origins)
    .filter(([name]) => name !== 'Alex')
    .map(([name, origin], index) =>
      fakePeerEntry(`192.168.1.${20 + index}:5000`, {
        name,
        origin,
        kind: origin.includes('~') ? 'ours' : 'course',
        state: index === 5 ? 'unreachable' : index === 7 ? 'waiting' : 'reachable',
        lastHeard: index === 7 ? null : now - index ** 3 * 1_900,
        roundTrip: index === 7 ? null : 1.4 + index,
        behind: index === 3 ? 12 : 0,
      }),
    );

export const long = (now: number, count: number): Message[] =>
  Array.from({ length: count }, (_, index) => {
    const names = Object.keys(origins);
    const name = names[(index * 7 + Math.floor(index / 3)) % names.length] ?? 'Bea';
    const at = now - (count - index) * 20_000;
    const times = { saidAt: at, arrivedAt: at, shownAt: at };
    return fakeMessage(index + 1, {
      ...times,
      name,
      origin: origins[name] ?? name,
      text: `Message ${index + 1} of ${name}`,
    });
  });

export const told = (now: number, texts: readonly string[], more: Partial<Message> = {}): Message[] =>
  texts.map((text, index) => {
    const at = now - (texts.length - index) * MINUTE;
    return fakeMessage(index + 1, { saidAt: at, arrivedAt: at, shownAt: at, text, ...more });
  });

/** Of this peer's person, each this far. */
export const own = (now: number, texts: readonly string[], reach: readonly Message['reach'][]): Message[] =>
  told(now, texts, {
    name: fakeSelf.name,
    origin: fakeSelf.origin,
    own: true,
    person: fakeSelf.person,
    how: 'said',
    from: null,
    hops: null,
  }).map((message, index) => ({ ...message, reach: reach[index] ?? null }));
