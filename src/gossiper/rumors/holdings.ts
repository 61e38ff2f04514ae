/**
 * What this peer holds, in memory: a clock, and per origin what is needed to check its next rumor. The rumors themselves
 * are in the log; the newest few are remembered, as they are asked for again at once.
 */
import { compareOrigins, type Origin } from '../names.ts';
import type { Birth, Rumor } from '../packet.ts';
import type { RumorLog, Trust } from '../ports.ts';
import { linkOf, type ChainPorts } from './chain.ts';
import type { Clock } from './clock.ts';

/** Live rumors are pushed, pushed again and compared with duplicates within seconds: 4,096 of 300 bytes are 1.2 MB. */
const RECENT = 4_096;
/** And where they are long: of text, in UTF-16 units, and extensions. */
export const RECENT_SIZE = 8 * 1024 * 1024;

interface Tail {
  readonly origin: Origin;
  birth: Birth | undefined;
  /** Undefined: not computed yet (after a start), or of a rumor without extensions. */
  link: Uint8Array | undefined;
  shownAt: number;
  trust: Trust;
}

export class Holdings {
  readonly #next = new Map<Origin, number>();
  readonly #tails = new Map<Origin, Tail>();
  readonly #sorted: Origin[] = [];
  readonly #recent = new Map<string, Rumor>();
  readonly #log: RumorLog;
  readonly #chain: ChainPorts;
  #total = 0;
  #unverifiedOrigins = 0;
  #recentSize = 0;

  constructor(log: RumorLog, chain: ChainPorts, origins = log.origins()) {
    this.#log = log;
    this.#chain = chain;
    for (const { origin, nextId, birth, shownAt } of origins) {
      this.#next.set(origin, nextId);
      this.#tails.set(origin, { origin, birth, link: undefined, shownAt, trust: 'verified' });
      this.#sorted.push(origin);
      if (birth === undefined) this.#unverifiedOrigins += 1;
      this.#total += nextId - 1;
    }
    this.#sorted.sort(compareOrigins);
  }

  get clock(): Clock {
    return this.#next;
  }

  /** In byte order. */
  get origins(): readonly Origin[] {
    return this.#sorted;
  }

  /** Of the rumors remembered here, as RECENT_SIZE counts. */
  get recentSize(): number {
    return this.#recentSize;
  }

  /** Rumors held, route rumors included. */
  get total(): number {
    return this.#total;
  }

  /** Origins of which no rumor was ever verified. */
  get unverifiedOrigins(): number {
    return this.#unverifiedOrigins;
  }

  next(origin: Origin): number {
    return this.#next.get(origin) ?? 1;
  }

  /** Its name as we hold it: the same string object each time. */
  known(origin: Origin): Origin | undefined {
    return this.#tails.get(origin)?.origin;
  }

  birth(origin: Origin): Birth | undefined {
    return this.#tails.get(origin)?.birth;
  }

  shownAt(origin: Origin): number {
    return this.#tails.get(origin)?.shownAt ?? 0;
  }

  /** The `prev` that the next rumor must carry; undefined where it can't be known (chain.ts, `Tip`). */
  link(origin: Origin): Uint8Array | undefined {
    const tail = this.#tails.get(origin);
    if (tail === undefined) return undefined;
    if (tail.link === undefined) {
      const last = this.get(origin, this.next(origin) - 1);
      if (last !== undefined && last.extensions.length > 0) tail.link = linkOf(last, this.#chain);
    }
    return tail.link;
  }

  /** `rumor` is the next of its origin; its `append` effect goes to the host in the same call. */
  add(rumor: Rumor, trust: Trust, shownAt: number, birth: Birth | undefined): void {
    const { origin, id } = rumor;
    const tail = this.#tails.get(origin);
    if (tail === undefined) {
      this.#tails.set(origin, { origin, birth, link: undefined, shownAt, trust });
      this.#insertSorted(origin);
      if (birth === undefined) this.#unverifiedOrigins += 1;
    } else {
      this.#learnBirth(tail, birth);
      tail.link = undefined;
      tail.shownAt = shownAt;
      tail.trust = trust;
    }
    this.#next.set(origin, id + 1);
    this.#total += 1;
    this.#remember(rumor);
  }

  /** A verified copy takes the place of an unverified one. */
  replace(rumor: Rumor, birth: Birth | undefined): void {
    const tail = this.#tails.get(rumor.origin);
    if (tail === undefined) return;
    this.#learnBirth(tail, birth);
    if (rumor.id === this.next(rumor.origin) - 1) tail.link = undefined;
    this.#remember(rumor);
  }

  get(origin: Origin, id: number): Rumor | undefined {
    return this.#recent.get(keyOf(origin, id)) ?? this.#log.range(origin, id, 1)[0];
  }

  /** Up to `limit` rumors from `fromId` on: of the newest from memory, else from the log. */
  range(origin: Origin, fromId: number, limit: number): readonly Rumor[] {
    const found: Rumor[] = [];
    for (let id = fromId; found.length < limit && id < this.next(origin); id++) {
      const rumor = this.#recent.get(keyOf(origin, id));
      if (rumor === undefined) return [...found, ...this.#log.range(origin, id, limit - found.length)];
      found.push(rumor);
    }
    return found;
  }

  #learnBirth(tail: Tail, birth: Birth | undefined): void {
    if (birth === undefined || tail.birth !== undefined) return;
    tail.birth = birth;
    this.#unverifiedOrigins -= 1;
  }

  #remember(rumor: Rumor): void {
    const key = keyOf(rumor.origin, rumor.id);
    const before = this.#recent.get(key);
    this.#recentSize += sizeOf(rumor) - (before === undefined ? 0 : sizeOf(before));
    this.#recent.set(key, rumor);
    for (const [oldest, forgotten] of this.#recent) {
      if (this.#recent.size <= RECENT && this.#recentSize <= RECENT_SIZE) return;
      this.#recent.delete(oldest);
      this.#recentSize -= sizeOf(forgotten);
    }
  }

  #insertSorted(origin: Origin): void {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareOrigins(this.#sorted[middle] ?? '', origin) < 0) low = middle + 1;
      else high = middle;
    }
    this.#sorted.splice(low, 0, origin);
  }
}

export const keyOf = (origin: Origin, id: number): string => `${id} ${origin}`;

export const sizeOf = ({ text, extensions }: Rumor): number => text.length + extensions.length;
