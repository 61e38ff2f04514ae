/**
 * The addresses that we know, and what we know of each.
 *
 * 1. The user's own (`configured`) are never forgotten. Of learned addresses at most MAX_PEERS are kept, and of those that
 *    never proved to be there (`validated`) at most MAX_STRANGERS: the longest unheard makes room.
 * 2. `validated`: it echoed a nonce, or acknowledged a rumor. Until then its address may be forged: it is sent at most
 *    STRANGER_BASE_BYTES (nothing, where too many addresses are new) and STRANGER_FACTOR times what came from it, and one
 *    rumor for each of its datagrams.
 * 3. A rule is the address's, and stays when the peer is removed or forgotten, until it is lifted.
 * 4. `kind` is `ours` from its first hello on, `course` from its first status without one.
 */
import {
  FORGERIES_BURST,
  FORWARDS_BURST,
  MAX_DATAGRAM_BURST,
  MAX_PEERS,
  MAX_STRANGERS,
  SEARCHES_BURST,
  STRANGER_BASE_BYTES,
  STRANGER_BASES_BURST,
  STRANGER_BASES_PER_SECOND,
  STRANGER_FACTOR,
  WINDOW_COURSE,
  WINDOW_OURS,
} from './limits.ts';
import { Answers } from './answers.ts';
import type { PeerView, Rule } from './input.ts';
import type { Address, Instance, Origin } from './names.ts';
import { fullBucket, take, type Bucket } from './rate.ts';
import { Flight } from './rumors/flight.ts';
import { PeerClock, Unheld } from './rumors/peerClock.ts';

export interface Peer {
  readonly address: Address;
  configured: boolean;
  kind: 'unknown' | 'ours' | 'course';
  state: PeerView['state'];
  rule: Rule;
  validated: boolean;
  link: 'eager' | 'lazy';

  origin: Origin | undefined;
  instance: Instance | undefined;
  /** Its run that was told of other peers. */
  introducedTo: Instance | undefined;
  clockSeq: number;
  /** Statuses since the last fresh one. */
  lateInARow: number;
  /** Its run before that: what comes late from it is not taken for a second restart. */
  previous: { readonly instance: Instance; readonly clockSeq: number } | undefined;

  /** What it holds, as far as it said so or sent it. Of a course peer: exactly its last status. */
  readonly clock: PeerClock;
  /** When its present run said so last: ms since 1970, by our clock. The monotonic one may stand still in a suspended machine. */
  clockAt: number;
  /** Of origins of which it sent us rumors since then: the next ID that it said itself. Whose rumors those were, a status tells. */
  readonly unsaid: Map<Origin, number>;
  /** Whether it ever said all that it holds. */
  clockIsWhole: boolean;

  readonly flight: Flight;
  /** Origins that it asked for, and how many rumors of them it takes. */
  readonly asked: Set<Origin>;
  credit: number;
  /** What it holds and we are sending: the next ID to send, where that is above its clock. */
  readonly sentNext: Map<Origin, number>;
  /** The rumor that a coin will be flipped about, when its status comes. */
  mongered: { origin: Origin; id: number } | undefined;

  /** To be acknowledged to it, and how many rumors that stands for. */
  readonly ackDue: Set<Origin>;
  ackCount: number;
  /** Rumors of its present instance that were acknowledged. */
  acknowledged: number;
  /** Origins of which it was told that we hold more, until its clock shows that it heard; and how often, when last. */
  readonly owed: Map<Origin, { tries: number; at: number }>;
  /** What the next acknowledgement asks of the link. */
  askLink: 'eager' | 'lazy' | undefined;
  /** We are pulling from it: acknowledgements renew its credit. */
  granted: boolean;
  /** The answer to a rumor of a course peer, or a greeting, once what came with it was checked. */
  owedStatus: boolean;
  lastStatusSent: number;
  lastPinged: number;
  /** Our last whole status to it left nothing out. */
  toldAll: boolean;

  readonly learnedAt: number;
  /** Monotonic ms, for what is due; and ms since 1970, for people (see `clockAt`). */
  lastHeard: number | undefined;
  heardAt: number | undefined;
  /** What it may be sent before it has paid for anything (invariant 2). */
  readonly baseBytes: number;
  receivedBytes: number;
  sentBytes: number;
  rumorAllowance: number;
  readonly bucket: Bucket;
  /** Wrong signatures that it may still send (rumors/bounds.ts). */
  readonly forgeries: Bucket;
  /** Messages for others that it may have us pass on. */
  readonly forwards: Bucket;
  /** Searches that it may have us look for. */
  readonly searches: Bucket;
  /** When it was sent a probe last (witness.ts). */
  probedAt: number;

  /** Pushes given up in a row, and until when nothing more is pushed. */
  failures: number;
  pausedUntil: number;
  ping: { nonce: number; sentAt: number } | undefined;
  unanswered: number;
  roundTrip: number | undefined;
  readonly answers: Answers;
}

const newPeer = (address: Address, configured: boolean, baseBytes: number, clock: PeerClock, now: number): Peer => ({
  address,
  configured,
  kind: 'unknown',
  state: 'waiting',
  rule: 'none',
  validated: false,
  link: 'eager',
  origin: undefined,
  instance: undefined,
  introducedTo: undefined,
  clockSeq: 0,
  lateInARow: 0,
  previous: undefined,
  clock,
  clockAt: -Infinity,
  unsaid: new Map(),
  clockIsWhole: false,
  flight: new Flight(),
  asked: new Set(),
  credit: 0,
  sentNext: new Map(),
  mongered: undefined,
  ackDue: new Set(),
  ackCount: 0,
  acknowledged: 0,
  owed: new Map(),
  askLink: undefined,
  granted: false,
  owedStatus: false,
  lastStatusSent: -Infinity,
  lastPinged: -Infinity,
  toldAll: false,
  learnedAt: now,
  lastHeard: undefined,
  heardAt: undefined,
  baseBytes,
  receivedBytes: 0,
  sentBytes: 0,
  rumorAllowance: 0,
  bucket: fullBucket(MAX_DATAGRAM_BURST, now),
  forgeries: fullBucket(FORGERIES_BURST, now),
  forwards: fullBucket(FORWARDS_BURST, now),
  searches: fullBucket(SEARCHES_BURST, now),
  probedAt: -Infinity,
  failures: 0,
  pausedUntil: -Infinity,
  ping: undefined,
  unanswered: 0,
  roundTrip: undefined,
  answers: new Answers(),
});

export const windowLimit = (peer: Peer): typeof WINDOW_OURS | typeof WINDOW_COURSE =>
  peer.kind === 'ours' ? WINDOW_OURS : WINDOW_COURSE;

/** Someone whose address may be forged (invariant 2). */
export const isStranger = (peer: Peer): boolean => !peer.configured && !peer.validated;

/** How many bytes may be sent to it now (invariant 2). */
export function allowance(peer: Peer): number {
  if (peer.rule === 'block') return 0;
  return isStranger(peer) ? peer.baseBytes + STRANGER_FACTOR * peer.receivedBytes - peer.sentBytes : Infinity;
}

/** It restarted, or turned out to be someone else: nothing that we knew of its log is true any more. */
export function forgetClock(peer: Peer): void {
  peer.clock.clear();
  peer.unsaid.clear();
  peer.clockIsWhole = false;
  peer.flight.clear();
  peer.asked.clear();
  peer.owed.clear();
  peer.sentNext.clear();
  peer.credit = 0;
  peer.acknowledged = 0;
  peer.mongered = undefined;
}

export class Peers {
  readonly unheld = new Unheld();
  readonly #byAddress = new Map<Address, Peer>();
  /** Invariant 3: all but `none`. */
  readonly #rules = new Map<Address, Rule>();
  /** Forged addresses cost nothing: all together they are sent little for nothing. */
  readonly #bases = fullBucket(STRANGER_BASES_BURST, 0);

  get(address: Address): Peer | undefined {
    return this.#byAddress.get(address);
  }

  all(): IterableIterator<Peer> {
    return this.#byAddress.values();
  }

  get size(): number {
    return this.#byAddress.size;
  }

  ruleOf(address: Address): Rule {
    return this.#rules.get(address) ?? 'none';
  }

  setRule(address: Address, rule: Rule): void {
    if (rule === 'none') this.#rules.delete(address);
    else this.#rules.set(address, rule);
    const peer = this.#byAddress.get(address);
    if (peer !== undefined) peer.rule = rule;
  }

  /** The peer at this address, new or not; and who had to make room. */
  learn(address: Address, configured: boolean, now: number): { peer: Peer; evicted: Address | undefined } {
    const known = this.#byAddress.get(address);
    if (known !== undefined) {
      known.configured ||= configured;
      return { peer: known, evicted: undefined };
    }
    const hasBase = !configured && take(this.#bases, STRANGER_BASES_PER_SECOND, STRANGER_BASES_BURST, now);
    const peer = newPeer(address, configured, hasBase ? STRANGER_BASE_BYTES : 0, new PeerClock(this.unheld), now);
    peer.rule = this.ruleOf(address);
    const evicted = configured ? undefined : this.#makeRoom();
    this.#byAddress.set(address, peer);
    return { peer, evicted };
  }

  remove(address: Address): boolean {
    this.#byAddress.get(address)?.clock.clear();
    return this.#byAddress.delete(address);
  }

  /** We hold some of this origin now. */
  held(origin: Origin): void {
    const name = this.unheld.get(origin);
    if (name !== undefined) for (const { clock } of this.#byAddress.values()) clock.nowHeld(name);
  }

  #makeRoom(): Address | undefined {
    const learned = [...this.#byAddress.values()].filter((peer) => !peer.configured && peer.rule === 'none');
    const strangers = learned.filter(isStranger);
    const crowd =
      strangers.length >= MAX_STRANGERS ? strangers : this.#byAddress.size >= MAX_PEERS ? learned : undefined;
    let longest: Peer | undefined;
    for (const peer of crowd ?? []) if ((peer.lastHeard ?? 0) < (longest?.lastHeard ?? Infinity)) longest = peer;
    if (longest !== undefined) this.remove(longest.address);
    return longest?.address;
  }
}
