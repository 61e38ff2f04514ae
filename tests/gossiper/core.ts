/** The state of the protocol, for tests of its parts. */
import { Core } from '../../src/gossiper/core.ts';
import { createMemoryChunks, createMemoryMail } from '../../src/gossiper/index.ts';
import type { Peer } from '../../src/gossiper/peers.ts';
import { rumorCodec } from '../../src/wire/index.ts';
import { author, LOBBY } from './authors.ts';
import { at, chance, instance, newLog, OWN } from './subject.ts';

/** Holds nothing, and knows nobody. */
export function core(): Core {
  const me = author('Me');
  const made = new Core(
    {
      identity: me.identity,
      instance: instance(1),
      mode: 'rumors',
      policy: 'eager',
      group: LOBBY,
      lobby: LOBBY,
      openToCourse: true,
      antiEntropyMs: 0,
      routeRumorMs: 0,
      hopLimit: 10,
      announce: false,
      ownAddress: OWN,
      peers: [],
      introduces: true,
      trace: false,
    },
    {
      log: newLog(),
      mail: createMemoryMail(),
      chunks: createMemoryChunks(me.crypto),
      crypto: me.crypto,
      codec: rumorCodec,
      random: chance(),
    },
  );
  made.now = { monotonic: 1_000, wall: 1_000 };
  return made;
}

/** Peers of ours that proved their addresses, the first `count` of them. */
export const friends = (to: Core, count: number): Peer[] =>
  Array.from({ length: count }, (_, n) => {
    const { peer } = to.peers.learn(at(n + 1), false, 1_000);
    peer.kind = 'ours';
    peer.state = 'reachable';
    peer.validated = true;
    return peer;
  });
