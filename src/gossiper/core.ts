/** The state that the parts of the protocol share, and the effects of the input being handled. */
import { Digests } from './digests.ts';
import { Files } from './files/table.ts';
import type { Config, Counters, Effect, Instant, Rule, Trace } from './input.ts';
import {
  ANNOUNCEMENTS_BURST,
  CARD_ANSWERS_BURST,
  CLEAR_MAIL_BURST,
  FORGERIES_BURST,
  FORWARDS_BURST,
  MAX_DATAGRAM_BURST,
  MAX_STRANGER_ORIGINS_PER_HOUR,
  MAX_STRANGER_RUMORS_PER_HOUR,
  PROBES_BURST,
  SEARCHES_BURST,
  WITNESS_BURST,
} from './limits.ts';
import type { Address, Origin } from './names.ts';
import type { Birth } from './packet.ts';
import { Peers, type Peer } from './peers.ts';
import type { ChunkStore, Crypto, Identity, Random, RumorCodec, RumorLog } from './ports.ts';
import type { MailLog } from './private/mail.ts';
import { Outbox } from './private/outbox.ts';
import type { Sender } from './private/receive.ts';
import { fullBucket } from './rate.ts';
import { OwnReach } from './reach.ts';
import { Routes } from './routing/routes.ts';
import type { ChainPorts } from './rumors/chain.ts';
import { Growth } from './rumors/growth.ts';
import { Holdings } from './rumors/holdings.ts';
import { Inbox } from './rumors/inbox.ts';
import type { Pull } from './rumors/pull.ts';
import { policies, type SpreadPolicy } from './rumors/spread.ts';
import { Searches } from './search/searches.ts';

export interface Ports {
  readonly log: RumorLog;
  readonly mail: MailLog;
  readonly chunks: ChunkStore;
  readonly crypto: Crypto;
  readonly codec: RumorCodec;
  readonly random: Random;
}

/** Timers of the protocol. A host treats them as names. */
export type TimerName =
  | 'settle'
  | 'acks'
  | 'announce'
  | 'pull'
  | 'retry'
  | 'tick'
  | 'antiEntropy'
  | 'routeRumor'
  | 'claims'
  | 'mail'
  | 'files'
  | 'search';

export class Core {
  readonly config: Config;
  readonly ports: Ports;
  readonly chain: ChainPorts;
  readonly holdings: Holdings;
  readonly reach: OwnReach;
  readonly peers = new Peers();
  readonly inbox = new Inbox();
  readonly digests = new Digests();
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
    forwarded: 0,
    notForwarded: 0,
    noRoute: 0,
    hopLimitReached: 0,
    mailRefused: 0,
    mailForged: 0,
    chunksSent: 0,
    chunksReceived: 0,
    chunksAskedAgain: 0,
    chunksUnasked: 0,
    chunksForged: 0,
  };
  identity: Identity;
  policy: SpreadPolicy;
  /** As in `config`, until the person changes them. */
  antiEntropyMs: number;
  routeRumorMs: number;
  ownAddress: Address;
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
  readonly routes = new Routes();
  /** In this run: an empty rumor said where we are (routing/announceRoute.ts). */
  isRouteAnnounced = false;
  readonly announcements = fullBucket(ANNOUNCEMENTS_BURST, 0);
  /** How often each of the last numbered messages was passed on again, and when last. */
  readonly forwarded = new Map<string, { readonly count: number; readonly at: number }>();
  readonly outbox = new Outbox();
  readonly senders = new Map<string, Sender>();
  /** Messages that wait in all of `senders`. */
  earlyMail = 0;
  /** Of the last private messages from one origin to another: number, and where it stands. */
  readonly lastMail = new Map<string, { readonly number: number; readonly shownAt: number }>();
  readonly strangerForwards = fullBucket(FORWARDS_BURST, 0);
  /** Keys of origins whose ID 1 we hold without them (private/cards.ts). */
  readonly cards = new Map<Origin, Birth>();
  readonly cardAnswers = fullBucket(CARD_ANSWERS_BURST, 0);
  readonly clearMail = fullBucket(CLEAR_MAIL_BURST, 0);
  readonly strangerRumors = fullBucket(MAX_STRANGER_RUMORS_PER_HOUR, 0);
  readonly strangerOrigins = fullBucket(MAX_STRANGER_ORIGINS_PER_HOUR, 0);
  readonly growth = new Growth();
  readonly strangerForgeries = fullBucket(FORGERIES_BURST, 0);
  readonly witnessAnswers = fullBucket(WITNESS_BURST, 0);
  readonly probes = fullBucket(PROBES_BURST, 0);
  /** From where packets of other groups came last, and when: monotonic ms. */
  readonly otherGroups = new Map<Address, number>();
  readonly files = new Files();
  readonly searches = new Searches();
  /** When each was heard last, of the last searches of others: origin and keywords. */
  readonly heardSearches = new Map<string, number>();
  readonly strangerSearches = fullBucket(SEARCHES_BURST, 0);
  readonly strangerDatagrams = fullBucket(MAX_DATAGRAM_BURST, 0);

  #effects: Effect[] = [];
  readonly #armed = new Map<TimerName, number>();

  constructor(config: Config, ports: Ports) {
    this.config = config;
    this.ports = ports;
    this.identity = config.identity;
    this.policy = policies[config.policy];
    this.antiEntropyMs = config.antiEntropyMs;
    this.routeRumorMs = config.routeRumorMs;
    this.ownAddress = config.ownAddress;
    this.chain = { crypto: ports.crypto, codec: ports.codec, group: config.group ?? config.lobby };
    const origins = ports.log.origins();
    this.holdings = new Holdings(ports.log, this.chain, origins);
    this.reach = new OwnReach(config.identity, origins);
    for (const file of ports.chunks.shared()) this.files.shared.set(file.root, file);
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

  disarm(timer: TimerName): void {
    if (this.#armed.delete(timer)) this.emit({ kind: 'disarm', timer });
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
    for (const origin of this.reach.takeChanged()) {
      const reach = this.reach.of(origin);
      if (reach !== undefined) this.#effects.push({ kind: 'reach', origin, ...reach });
    }
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
