/**
 * The gossiper that runs now, with its host, on this peer's socket. A new incarnation is a new gossiper: it starts with
 * a new instance name, so that nobody takes its clock for the old one's.
 */
import { randomBytes } from 'node:crypto';
import { createGossiper, type Gossiper } from '../gossiper/index.ts';
import type { Input } from '../gossiper/input.ts';
import { parseInstance, type Address, type Instance } from '../gossiper/names.ts';
import type { Random } from '../gossiper/ports.ts';
import { decodePacket, encodePacket, rumorCodec } from '../wire/index.ts';
import { choicesOf } from './choices.ts';
import { readClock } from './clock.ts';
import type { Files } from './files/files.ts';
import { groupMark, LOBBY } from './group.ts';
import { startHost, type Host, type HostEvents } from './host.ts';
import type { PeerOptions } from './options.ts';
import type { Home } from './profile/home.ts';
import type { GossipSocket } from './socket.ts';

export const systemRandom: Random = { float: Math.random, bytes: (count) => new Uint8Array(randomBytes(count)) };

/** The course's (docs/protocol.md §10). */
const DEFAULT_HOP_LIMIT = 10;

export interface Engine {
  readonly gossiper: Gossiper;
  readonly malformed: number;
  /** Names this run of it. */
  readonly instance: Instance;
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
  readonly ownAddress: () => Address;
  /** Groups are opened and closed while they run: it is asked at each start. */
  readonly openToCourse: () => boolean;
  /** Tried at the start. */
  readonly peers: () => readonly Address[];
  readonly events: HostEvents;
  readonly files: Pick<Files, 'chunks' | 'resume'>;
  /** Every datagram, as it leaves or before it is read. */
  readonly onDatagram: (direction: 'received' | 'sent', address: Address, bytes: Uint8Array) => void;
}

export function startEngine({
  options,
  home,
  socket,
  ownAddress,
  openToCourse,
  peers,
  events,
  files,
  onDatagram,
}: EngineOptions): Engine {
  let malformed = 0;
  let { gossiper, host, instance } = launch();

  function launch(): { gossiper: Gossiper; host: Host; instance: Instance } {
    const instance = parseInstance(randomBytes(8).toString('hex'));
    if (instance === undefined) throw new Error('8 bytes are 16 hex digits');
    const choices = choicesOf(options, home.settings);
    const config = {
      identity: home.identity,
      instance,
      mode: options.mode,
      policy: home.settings.policy ?? options.policy,
      ...(options.group === undefined ? {} : { group: groupMark(options.group) }),
      lobby: groupMark(LOBBY),
      openToCourse: openToCourse(),
      antiEntropyMs: choices.antiEntropySeconds * 1_000,
      routeRumorMs: choices.routeRumorSeconds * 1_000,
      hopLimit: options.hopLimit ?? DEFAULT_HOP_LIMIT,
      announce: options.announce === true && home.named,
      ownAddress: ownAddress(),
      peers: peers(),
      introduces: choices.discovery,
      trace: options.onTrace !== undefined,
    };
    const { store, crypto } = home;
    const next = createGossiper(config, {
      log: store,
      mail: store.privates,
      chunks: files.chunks,
      crypto,
      codec: rumorCodec,
      random: systemRandom,
    });
    const started = startHost({
      gossiper: next,
      store,
      clock: readClock,
      transmit(to, packet) {
        const bytes = encodePacket(packet);
        onDatagram('sent', to, bytes);
        socket.send(to, bytes);
      },
      events,
    });
    started.input({ kind: 'start' });
    for (const [address, rule] of home.settings.peerRules) started.input({ kind: 'ruleForPeer', address, rule });
    for (const [origin, rule] of home.settings.originRules) started.input({ kind: 'ruleForOrigin', origin, rule });
    for (const input of files.resume()) started.input(input);
    return { gossiper: next, host: started, instance };
  }

  return {
    get gossiper() {
      return gossiper;
    },
    get instance() {
      return instance;
    },
    get malformed() {
      return malformed;
    },
    input: (input) => host.input(input),
    datagram(from, bytes) {
      onDatagram('received', from, bytes);
      const packet = decodePacket(bytes);
      if (packet === undefined) malformed += 1;
      else host.input({ kind: 'received', from, packet, bytes: bytes.length });
    },
    flush: () => host.flush(),
    restart() {
      host.stop();
      ({ gossiper, host, instance } = launch());
    },
    stop: () => host.stop(),
  };
}
