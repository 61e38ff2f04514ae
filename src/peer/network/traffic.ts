/**
 * What each address sent us and was sent: datagrams and bytes, as they were on the wire.
 *
 * 1. Counting a datagram is O(1); nothing else happens until somebody asks.
 * 2. At most MAX_COUNTED addresses are counted: who came first makes room, as addresses are free to forge.
 */
import { MAX_PEERS, MAX_STRANGERS } from '../../gossiper/limits.ts';
import type { Address } from '../../gossiper/names.ts';
import { SlidingSum } from '../../gossiper/slidingSum.ts';

/** Every address that the core remembers, and room for those that come and go. */
export const MAX_COUNTED = MAX_PEERS + 8 * MAX_STRANGERS;
/** Short enough to follow what happens, long enough not to jump with each datagram. */
const RATE_MS = 10_000;

export interface FlowView {
  datagrams: number;
  bytes: number;
  /** On average over the last seconds. */
  datagramsPerSecond: number;
  bytesPerSecond: number;
}

class Flow {
  datagrams = 0;
  bytes = 0;
  readonly #datagrams = new SlidingSum(RATE_MS);
  readonly #bytes = new SlidingSum(RATE_MS);

  count(bytes: number, now: number): void {
    this.datagrams += 1;
    this.bytes += bytes;
    this.#datagrams.add(1, now);
    this.#bytes.add(bytes, now);
  }

  view(now: number, since: number): FlowView {
    return {
      datagrams: this.datagrams,
      bytes: this.bytes,
      datagramsPerSecond: this.#datagrams.perSecond(now, since),
      bytesPerSecond: this.#bytes.perSecond(now, since),
    };
  }
}

interface Counted {
  readonly since: number;
  readonly received: Flow;
  readonly sent: Flow;
}

export interface TrafficView {
  received: FlowView;
  sent: FlowView;
}

const NOTHING: FlowView = { datagrams: 0, bytes: 0, datagramsPerSecond: 0, bytesPerSecond: 0 };

export class Traffic {
  readonly #flows = new Map<Address, Counted>();

  /** `now`: monotonic ms. */
  count(direction: 'received' | 'sent', address: Address, bytes: number, now: number): void {
    this.#of(address, now)[direction].count(bytes, now);
  }

  view(address: Address, now: number): TrafficView {
    const flows = this.#flows.get(address);
    if (flows === undefined) return { received: NOTHING, sent: NOTHING };
    return { received: flows.received.view(now, flows.since), sent: flows.sent.view(now, flows.since) };
  }

  get size(): number {
    return this.#flows.size;
  }

  #of(address: Address, now: number): Counted {
    let flows = this.#flows.get(address);
    if (flows !== undefined) return flows;
    const first = this.#flows.size >= MAX_COUNTED ? this.#flows.keys().next().value : undefined;
    if (first !== undefined) this.#flows.delete(first);
    flows = { since: now, received: new Flow(), sent: new Flow() };
    this.#flows.set(address, flows);
    return flows;
  }
}
