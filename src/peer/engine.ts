/**
 * The gossiper that runs now, with its host, on this peer's socket. A new incarnation is a new gossiper: it starts with
 * a new instance name, so that nobody takes its clock for the old one's.
 */
import { randomBytes } from 'node:crypto';
import { createGossiper, type Gossiper } from '../gossiper/index.ts';
import type { Input } from '../gossiper/input.ts';
import { parseInstance, type Address } from '../gossiper/names.ts';
import type { Random } from '../gossiper/ports.ts';
import { decodePacket, encodePacket, rumorCodec } from '../wire/index.ts';
import { readClock } from './clock.ts';
import { groupMark, LOBBY } from './group.ts';
import { startHost, type Host, type HostEvents } from './host.ts';
import type { PeerOptions } from './options.ts';
import type { Home } from './profile/home.ts';
import type { GossipSocket } from './socket.ts';

export const systemRandom: Random = { float: Math.random, bytes: (count) => new Uint8Array(randomBytes(count)) };

export interface Engine {
  readonly gossiper: Gossiper;
  readonly malformed: number;
  input(input: Input): void;
  datagram(from: Address, bytes: Uint8Array): void;
  /** Ends the turn now: what was said is committed and told. */
  flush(): void;
  /** The home has another identity or store: start over with it. */
  restart(): void;
  stop(): void;
}

export interface EngineOptions {
  readonly options: PeerOptions;
  readonly home: Home;
  readonly socket: GossipSocket;
  readonly ownAddress: Address;
  /** Tried at the start. */
  readonly peers: () => readonly Address[];
  readonly events: HostEvents;
}

export function startEngine({ options, home, socket, ownAddress, peers, events }: EngineOptions): Engine {
  let malformed = 0;
  let { gossiper, host } = launch();

  function launch(): { gossiper: Gossiper; host: Host } {
    const instance = parseInstance(randomBytes(8).toString('hex'));
    if (instance === undefined) throw new Error('8 bytes are 16 hex digits');
    const config = {
      identity: home.identity,
      instance,
      mode: options.mode,
      policy: home.settings.policy ?? options.policy,
      ...(options.group === undefined ? {} : { group: groupMark(options.group) }),
      lobby: groupMark(LOBBY),
      openToCourse: options.openToCourse,
      antiEntropyMs: options.antiEntropyMs,
      routeRumorMs: options.routeRumorMs,
      ownAddress,
      peers: peers(),
      trace: options.onTrace !== undefined,
    };
    const { store, crypto } = home;
    const next = createGossiper(config, { log: store, crypto, codec: rumorCodec, random: systemRandom });
    const started = startHost({
      gossiper: next,
      store,
      clock: readClock,
      transmit: (to, packet) => socket.send(to, encodePacket(packet)),
      events,
    });
    started.input({ kind: 'start' });
    for (const [address, rule] of entriesOf(home.settings.peerRules))
      started.input({ kind: 'ruleForPeer', address, rule });
    for (const [origin, rule] of entriesOf(home.settings.originRules))
      started.input({ kind: 'ruleForOrigin', origin, rule });
    return { gossiper: next, host: started };
  }

  return {
    get gossiper() {
      return gossiper;
    },
    get malformed() {
      return malformed;
    },
    input: (input) => host.input(input),
    datagram(from, bytes) {
      const packet = decodePacket(bytes);
      if (packet === undefined) malformed += 1;
      else host.input({ kind: 'received', from, packet, bytes: bytes.length });
    },
    flush: () => host.flush(),
    restart() {
      host.stop();
      ({ gossiper, host } = launch());
    },
    stop: () => host.stop(),
  };
}

/** Object.entries, which forgets the type of the keys. */
const entriesOf = <Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] =>
  Object.entries(record) as [Key, Value][];
