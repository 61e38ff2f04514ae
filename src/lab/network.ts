/**
 * A network that loses, delays, repeats and reorders datagrams, and falls apart on command. It carries bytes and knows
 * nothing of what they say.
 *
 * 1. A link keeps the order in which it was given datagrams, however they are delayed, except those it reorders.
 * 2. Whether the way is cut is asked when a datagram leaves: what is on its way when the network parts still arrives.
 * 3. The answer to "who gets this" is a function of the seed and of what was sent before on any link.
 */
import type { Address } from '../gossiper/names.ts';
import type { Clock } from './clock.ts';
import type { LabRandom } from './random.ts';

export interface LinkConditions {
  /** ms one way, for every datagram. */
  readonly latency: number;
  /** Up to so many ms more, evenly. */
  readonly jitter: number;
  /** Probabilities, each on its own. */
  readonly loss: number;
  readonly duplication: number;
  readonly reordering: number;
}

/** A quiet LAN with some Wi-Fi in it: 2 to 5 ms one way. */
export const LAN: LinkConditions = { latency: 2, jitter: 3, loss: 0, duplication: 0, reordering: 0 };

/** A reordered datagram comes so many ms later, evenly: it lets many others pass. */
const REORDERED_BY = 50;
/** The longest header-free payload of UDP over IPv4: a longer one can't be sent at all. */
const MAX_PAYLOAD = 65_507;

export interface Flow {
  datagrams: number;
  bytes: number;
  lost: number;
}

/** Called for every datagram that a node sends, whether or not it will arrive. */
export type Tap = (from: Address, to: Address, datagram: Uint8Array) => void;

export class Network {
  /** Everything that was sent, lost ones too. */
  readonly flow: Flow = { datagrams: 0, bytes: 0, lost: 0 };
  readonly #clock: Clock;
  readonly #random: LabRandom;
  readonly #sockets = new Map<Address, (from: Address, datagram: Uint8Array) => void>();
  readonly #overrides = new Map<string, Partial<LinkConditions>>();
  readonly #lastArrival = new Map<string, number>();
  #sides: ReadonlyMap<Address, number> | undefined;
  #conditions: LinkConditions;
  #taps: Tap[] = [];

  constructor(clock: Clock, random: LabRandom, conditions: LinkConditions = LAN) {
    this.#clock = clock;
    this.#random = random;
    this.#conditions = conditions;
  }

  /** Of all links that have no conditions of their own. */
  setConditions(change: Partial<LinkConditions>): void {
    this.#conditions = { ...this.#conditions, ...change };
  }

  /** Of the way from one to the other only; `undefined` makes it like all others. */
  setLink(from: Address, to: Address, change: Partial<LinkConditions> | undefined): void {
    const link = `${from}>${to}`;
    if (change === undefined) this.#overrides.delete(link);
    else this.#overrides.set(link, change);
  }

  /** Only those on the same side reach each other; whoever is in no group is on a side of its own with all such. */
  partition(groups: readonly (readonly Address[])[]): void {
    this.#sides = new Map(groups.flatMap((group, side) => group.map((address): [Address, number] => [address, side])));
  }

  heal(): void {
    this.#sides = undefined;
  }

  /** Returns what closes the socket again. Datagrams to an address that is not open are lost. */
  open(address: Address, receive: (from: Address, datagram: Uint8Array) => void): () => void {
    this.#sockets.set(address, receive);
    return () => {
      if (this.#sockets.get(address) === receive) this.#sockets.delete(address);
    };
  }

  /** Returns what ends it. */
  tap(tap: Tap): () => void {
    this.#taps.push(tap);
    return () => {
      this.#taps = this.#taps.filter((other) => other !== tap);
    };
  }

  send(from: Address, to: Address, datagram: Uint8Array): void {
    if (datagram.length > MAX_PAYLOAD) throw new Error(`${from} sends ${datagram.length} bytes: more than UDP carries`);
    this.flow.datagrams++;
    this.flow.bytes += datagram.length;
    for (const tap of this.#taps) tap(from, to, datagram);
    const link = `${from}>${to}`;
    const override = this.#overrides.get(link);
    const conditions = override === undefined ? this.#conditions : { ...this.#conditions, ...override };
    if (this.#isCut(from, to) || this.#random.chance(conditions.loss)) {
      this.flow.lost++;
      return;
    }
    this.#carry(link, from, to, datagram, conditions);
    if (this.#random.chance(conditions.duplication)) this.#carry(link, from, to, datagram, conditions);
  }

  #isCut(from: Address, to: Address): boolean {
    return this.#sides !== undefined && this.#sides.get(from) !== this.#sides.get(to);
  }

  #carry(link: string, from: Address, to: Address, datagram: Uint8Array, conditions: LinkConditions): void {
    const { latency, jitter, reordering } = conditions;
    let arrival = this.#clock.now + latency + jitter * this.#random.float();
    if (this.#random.chance(reordering)) arrival += REORDERED_BY * this.#random.float();
    else {
      arrival = Math.max(arrival, this.#lastArrival.get(link) ?? 0);
      this.#lastArrival.set(link, arrival);
    }
    this.#clock.after(arrival - this.#clock.now, () => {
      const receive = this.#sockets.get(to);
      if (receive === undefined) this.flow.lost++;
      else receive(from, datagram);
    });
  }
}
