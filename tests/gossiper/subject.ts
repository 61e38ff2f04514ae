/** A gossiper under test: time goes by hand, its log is fed as a host does, and its datagrams are looked at. */
import { randomBytes } from 'node:crypto';
import {
  createGossiper,
  createMemoryChunks,
  createMemoryLog,
  createMemoryMail,
  type Gossiper,
  type MemoryChunks,
  type MemoryLog,
  type MemoryMail,
} from '../../src/gossiper/index.ts';
import type { Config, Effect, Input } from '../../src/gossiper/input.ts';
import { type Address, parseAddress, parseInstance, parseOrigin } from '../../src/gossiper/names.ts';
import type { Message, Packet, Rumor, Status, Want } from '../../src/gossiper/packet.ts';
import type { Crypto, Identity, Random } from '../../src/gossiper/ports.ts';
import { encodePacket, rumorCodec } from '../../src/wire/index.ts';
import { author, LOBBY } from './authors.ts';

export const OWN = parseAddress('10.0.0.1:5000')!;
/** Someone's address, from 1 on. */
export const at = (n: number): Address => parseAddress(`10.1.${n >> 8}.${n & 255}:5000`)!;
export const instance = (n: number) => parseInstance(n.toString(16).padStart(16, '0'))!;

/** Chance that can be told what to say; otherwise always the same sequence. */
export function chance(): Random & { floats: number[] } {
  let state = 12_345;
  const random = {
    floats: [] as number[],
    float: () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return random.floats.shift() ?? state / 2 ** 32;
    },
    bytes: (count: number) => new Uint8Array(randomBytes(count)),
  };
  return random;
}

export type Sent = Extract<Effect, { kind: 'send' }>;

export interface Subject {
  readonly gossiper: Gossiper;
  readonly log: MemoryLog;
  readonly mail: MemoryMail;
  readonly chunks: MemoryChunks;
  readonly identity: Identity;
  readonly random: ReturnType<typeof chance>;
  /** ms, both clocks. */
  now: number;
  /** Everything that it ever sent. */
  readonly sent: Sent[];
  input(input: Input): Effect[];
  /** `bytes`: of the datagram; as long as it is when encoded, unless told. `unmarked`: as a course peer sends it. */
  receive(from: Address, message: Message, how?: { bytes?: number; unmarked?: boolean }): Effect[];
  rumor(from: Address, rumor: Rumor): Effect[];
  fire(timer: string, afterMs?: number): Effect[];
  texts(origin: string): string[];
}

export interface SubjectOptions {
  readonly config?: Partial<Config>;
  readonly identity?: Identity;
  readonly crypto?: Crypto;
  readonly log?: MemoryLog;
  readonly mail?: MemoryMail;
  readonly chunks?: MemoryChunks;
  /** Give `group: undefined` here for a peer with the course's flags. */
  readonly group?: Config['group'] | 'none';
}

export const newLog = (): MemoryLog => createMemoryLog((rumor) => rumorCodec.claims(rumor)?.birth);

export function subject(options: SubjectOptions = {}): Subject {
  const me = author('Me');
  const identity = options.identity ?? options.config?.identity ?? me.identity;
  const log = options.log ?? newLog();
  const mail = options.mail ?? createMemoryMail();
  const chunks = options.chunks ?? createMemoryChunks(options.crypto ?? me.crypto);
  const random = chance();
  const group = options.group ?? LOBBY;
  const config: Config = {
    identity,
    instance: instance(0xffff),
    mode: 'rumors',
    policy: 'eager',
    ...(group === 'none' ? {} : { group }),
    lobby: LOBBY,
    openToCourse: true,
    antiEntropyMs: 10_000,
    routeRumorMs: 0,
    hopLimit: 10,
    announce: false,
    ownAddress: OWN,
    peers: [],
    introduces: true,
    trace: false,
    ...options.config,
  };
  const gossiper = createGossiper(config, {
    log,
    mail,
    chunks,
    crypto: options.crypto ?? me.crypto,
    codec: rumorCodec,
    random,
  });
  const sent: Sent[] = [];
  const self: Subject = {
    gossiper,
    log,
    mail,
    chunks,
    identity,
    random,
    now: 1_000,
    sent,
    input(input) {
      const effects = gossiper.input(input, { monotonic: self.now, wall: self.now });
      for (const effect of effects) {
        if (effect.kind === 'append') log.append(effect.entry);
        else if (effect.kind === 'upgrade') log.upgrade(effect.rumor, effect.name);
        else if (effect.kind === 'evidence') log.evidence(effect.rumor, effect.trust, effect.from);
        else if (effect.kind === 'reach') log.reached(effect.origin, effect);
        else if (effect.kind === 'mail') mail.keep(effect.mail);
        else if (effect.kind === 'delivery')
          mail.deliver(effect.origin, effect.destination, effect.number, effect.delivery);
        else if (effect.kind === 'chunk') chunks.put(effect.root, effect.node, effect.hash, effect.data);
        else if (effect.kind === 'send') sent.push(effect);
      }
      return effects;
    },
    receive(from, message, { bytes, unmarked } = {}) {
      const packet: Packet = unmarked === true || group === 'none' ? { message } : { group, message };
      return self.input({ kind: 'received', from, packet, bytes: bytes ?? encodePacket(packet).length });
    },
    rumor: (from, rumor) => [...self.receive(from, { type: 'rumor', rumor }), ...self.fire('settle')],
    fire(timer, afterMs = 0) {
      self.now += afterMs;
      return self.input({ kind: 'timer', timer });
    },
    texts: (origin) => log.entriesOf(parseOrigin(origin)!).map(({ rumor }) => rumor.text),
  };
  return self;
}

const seqs = new Map<number, number>();

export interface OursOptions extends Partial<Omit<Status, 'type' | 'want'>> {
  /** Which of its runs; 1 unless told. */
  readonly run?: number;
  readonly origin?: string;
}

export const wants = (clock: Readonly<Record<string, number>>): Want[] =>
  Object.entries(clock).map(([origin, nextId]) => ({ origin: parseOrigin(origin)!, nextId }));

/** A status of one of ours; its clockSeq grows with each. */
export function oursStatus(clock: Readonly<Record<string, number>>, options: OursOptions = {}): Status {
  const { run = 1, origin = 'Peer', ...fields } = options;
  const clockSeq = (seqs.get(run) ?? 0) + 1;
  seqs.set(run, clockSeq);
  const hello = { version: 1, origin: parseOrigin(origin)!, instance: instance(run), capabilities: 0, clockSeq };
  return { type: 'status', want: wants(clock), hello, ...fields };
}

export const courseStatus = (clock: Readonly<Record<string, number>>): Status => ({
  type: 'status',
  want: wants(clock),
});

/** What was sent to someone, of what kind. */
export const to = (effects: readonly Effect[], address: Address): Message[] =>
  effects.flatMap((effect) => (effect.kind === 'send' && effect.to === address ? [effect.packet.message] : []));
export const rumorsTo = (effects: readonly Effect[], address: Address): Rumor[] =>
  to(effects, address).flatMap((message) => (message.type === 'rumor' ? [message.rumor] : []));
export const statusesTo = (effects: readonly Effect[], address: Address): Status[] =>
  to(effects, address).flatMap((message) => (message.type === 'status' ? [message] : []));
export const bytesTo = (effects: readonly Effect[], address: Address): number =>
  effects.reduce(
    (sum, effect) => (effect.kind === 'send' && effect.to === address ? sum + encodePacket(effect.packet).length : sum),
    0,
  );
export const deliveredOf = (effects: readonly Effect[]): string[] =>
  effects.flatMap((effect) => (effect.kind === 'delivered' ? [effect.entry.rumor.text] : []));

/** Makes an address one of ours, and shows that it is real: it answers the ping that it is greeted with. */
export function befriend(me: Subject, address: Address, options: OursOptions = {}, clock = {}): void {
  const greeting = me.receive(address, oursStatus(clock, options));
  const ping = statusesTo(greeting, address).find((status) => status.ping !== undefined)?.ping;
  if (ping === undefined) throw new Error('it was not pinged');
  me.receive(address, oursStatus(clock, { ...options, pong: ping }));
}
