/** The state that the parts of the protocol share, and the effects of the input being handled. */
import type { Config, Counters, Effect, Instant, Rule, Trace } from './input.ts';
import {
  FORGERIES_BURST,
  MAX_DATAGRAM_BURST,
  MAX_STRANGER_ORIGINS_PER_HOUR,
  MAX_STRANGER_RUMORS_PER_HOUR,
} from './limits.ts';
import type { Address, Origin } from './names.ts';
import { Peers, type Peer } from './peers.ts';
import type { Crypto, Identity, Random, RumorCodec, RumorLog } from './ports.ts';
import { fullBucket } from './rate.ts';
import type { ChainPorts } from './rumors/chain.ts';
import { Holdings } from './rumors/holdings.ts';
import { Inbox } from './rumors/inbox.ts';
import type { Pull } from './rumors/pull.ts';
import { policies, type SpreadPolicy } from './rumors/spread.ts';

export interface Ports {
  readonly log: RumorLog;
  readonly crypto: Crypto;
  readonly codec: RumorCodec;
  readonly random: Random;
}

/** Timers of the protocol. A host treats them as names. */
export type TimerName =
  'settle' | 'acks' | 'announce' | 'pull' | 'retry' | 'tick' | 'antiEntropy' | 'routeRumor' | 'claims';

export class Core {
  readonly config: Config;
  readonly ports: Ports;
  readonly chain: ChainPorts;
  readonly holdings: Holdings;
  readonly peers = new Peers();
  readonly inbox = new Inbox();
  readonly rules = new Map<Origin, Rule>();
  readonly counters: Counters = {
    received: 0,
    sent: 0,
    sentBytes: 0,
    wrongGroup: 0,
    rateLimited: 0,
    blocked: 0,
    duplicates: 0,
    forks: 0,
    forged: 0,
    unverified: 0,
    refused: 0,
    retransmitted: 0,
    verifications: 0,
  };
  identity: Identity;
  policy: SpreadPolicy;
  now: Instant = { monotonic: 0, wall: 0 };
  clockSeq = 0;

  /** Origins of which someone of ours holds more than we: up to which next ID. */
  readonly lacking = new Map<Origin, number>();
  readonly pulls = new Map<Origin, Pull>();
  /** Of what is lacking: pulls in a row that brought nothing, and until when it isn't asked for again. */
  readonly stalls = new Map<Origin, { count: number; until: number }>();
  /** Said live, to be announced to a link that is not pushed to; and fetched, to be announced to those that are. */
  readonly announceLive = new Set<Origin>();
  readonly announceFetched = new Set<Origin>();
  /** From whom each of the last rumors came first: only another's copy is a duplicate path. */
  readonly firstFrom = new Map<string, { readonly from: Address; readonly at: number }>();
  /** What is said while a course name still asks for its own past; undefined once that is over. */
  saysHeldBack: string[] | undefined;
  claimsUntil = 0;
  readonly strangerRumors = fullBucket(MAX_STRANGER_RUMORS_PER_HOUR, 0);
  readonly strangerOrigins = fullBucket(MAX_STRANGER_ORIGINS_PER_HOUR, 0);
  readonly strangerForgeries = fullBucket(FORGERIES_BURST, 0);
  readonly strangerDatagrams = fullBucket(MAX_DATAGRAM_BURST, 0);

  #effects: Effect[] = [];
  readonly #armed = new Map<TimerName, number>();

  constructor(config: Config, ports: Ports) {
    this.config = config;
    this.ports = ports;
    this.identity = config.identity;
    this.policy = policies[config.policy];
    this.chain = { crypto: ports.crypto, codec: ports.codec, group: config.group ?? config.lobby };
    this.holdings = new Holdings(ports.log, this.chain);
  }

  emit(effect: Effect): void {
    this.#effects.push(effect);
  }

  trace(event: Trace): void {
    if (this.config.trace) this.#effects.push({ kind: 'trace', event });
  }

  tracePeers(): void {
    if (this.config.trace) this.trace({ type: 'peers', addresses: [...this.peers.all()].map((peer) => peer.address) });
  }

  /** Arms a timer unless it would fire earlier anyway. */
  armBy(timer: TimerName, afterMs: number): void {
    const at = this.now.monotonic + afterMs;
    const armed = this.#armed.get(timer);
    if (armed !== undefined && armed <= at) return;
    this.#armed.set(timer, at);
    this.emit({ kind: 'arm', timer, afterMs });
  }

  fired(timer: TimerName): void {
    this.#armed.delete(timer);
  }

  /** A suspended machine may have lost every timer. */
  rearm(): void {
    for (const [timer, at] of this.#armed)
      this.emit({ kind: 'arm', timer, afterMs: Math.max(0, at - this.now.monotonic) });
  }

  takeEffects(): Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** Peers that are up, and we. */
  get known(): number {
    let count = 1;
    for (const peer of this.peers.all()) if (peer.state === 'reachable') count += 1;
    return count;
  }

  /** What someone of this origin says is kept out of sight. */
  hides(origin: Origin, from: Peer | undefined): boolean {
    if ((this.rules.get(origin) ?? 'none') !== 'none') return true;
    return from !== undefined && from.rule === 'mute' && from.origin === origin;
  }
}
