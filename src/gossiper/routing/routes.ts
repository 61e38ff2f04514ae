/**
 * Where messages for an origin are sent next (docs/protocol.md §10). In memory: after a start it fills again by itself.
 *
 * 1. A rumor with a higher ID than any before of its origin makes the address that it came from the next hop (DSDV). An
 *    equal or lower one makes its sender one to fall back on: the first to bring news has the fastest way, whatever a
 *    hop count says, and a lower ID is an older way.
 * 2. A neighbour that says it is the origin itself comes first. One that passed on a message of that origin comes last.
 * 3. Anyone can claim either: a candidate is only tried, and the sender of what is acknowledged tries others too (`wayOf`).
 * 4. MAX_CANDIDATES for each of at most MAX_ROUTES origins; the origin that was longest not heard of makes room.
 */
import type { Instant } from '../input.ts';
import { MAX_CANDIDATES, MAX_ROUTES } from '../limits.ts';
import type { Address, Origin } from '../names.ts';

export interface Candidate {
  readonly via: Address;
  readonly how: 'hello' | 'rumor' | 'passed';
  /** Of the newest rumor that came from there; 0 where none did. */
  readonly id: number;
  /** Addresses on the way, that of the origin included; undefined where not every hop was ours. */
  readonly hops: number | undefined;
  readonly learntAt: Instant;
  /** Grows with each that is learnt. */
  readonly order: number;
}

const RANK = { hello: 0, rumor: 1, passed: 2 } as const;

/** < 0: `a` is the better one (invariants 1 and 2). Among those that passed something on, the last. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.how !== b.how) return RANK[a.how] - RANK[b.how];
  if (a.how === 'rumor') return b.id - a.id || a.order - b.order;
  return b.order - a.order;
}

/** What was learnt, in the form in which it comes. */
export interface Lesson {
  readonly how: Candidate['how'];
  readonly id?: number;
  readonly hops?: number | undefined;
}

export class Routes {
  readonly #table = new Map<Origin, Candidate[]>();
  /** Who said at this address to be whom: a new hello takes the place of the old one. */
  readonly #greeted = new Map<Address, Origin>();
  #order = 0;

  /** Best first; some may not be reachable now. */
  candidates(origin: Origin): readonly Candidate[] {
    return this.#table.get(origin) ?? [];
  }

  origins(): IterableIterator<Origin> {
    return this.#table.keys();
  }

  has(origin: Origin): boolean {
    return this.#table.has(origin);
  }

  get size(): number {
    return this.#table.size;
  }

  /** True: this is the next hop now, or was and is confirmed by news. */
  learn(origin: Origin, via: Address, { how, id = 0, hops }: Lesson, now: Instant): boolean {
    const known = this.#table.get(origin) ?? [];
    const before = known.find((candidate) => candidate.via === via);
    const highest = known.reduce((max, candidate) => Math.max(max, candidate.id), 0);
    const isNews = how === 'hello' || id > highest;
    if (before !== undefined && !isNews && !isBetter({ how, id }, before)) return false;
    if (how === 'hello') this.#greet(via, origin);
    const candidate: Candidate = {
      via,
      how: before?.how === 'hello' ? 'hello' : how,
      id: Math.max(id, before?.id ?? 0),
      hops: before?.how === 'hello' || how === 'hello' ? 1 : hops,
      learntAt: now,
      order: this.#order++,
    };
    const others = known.filter((other) => other.via !== via);
    const kept = [...others, candidate].toSorted(compareCandidates).slice(0, MAX_CANDIDATES);
    this.#table.delete(origin);
    this.#table.set(origin, kept); // the last to make room
    this.#makeRoom();
    return isNews && kept[0] === candidate;
  }

  /** Nobody is reached through this address any more. */
  forget(via: Address): void {
    this.#greeted.delete(via);
    for (const origin of this.#table.keys()) this.#drop(origin, via);
  }

  #greet(via: Address, origin: Origin): void {
    const before = this.#greeted.get(via);
    if (before !== undefined && before !== origin) this.#drop(before, via);
    this.#greeted.set(via, origin);
    if (this.#greeted.size <= MAX_ROUTES) return;
    for (const oldest of this.#greeted.keys()) {
      this.#greeted.delete(oldest);
      return;
    }
  }

  #drop(origin: Origin, via: Address): void {
    const left = this.candidates(origin).filter((candidate) => candidate.via !== via);
    if (left.length === 0) this.#table.delete(origin);
    else this.#table.set(origin, left);
  }

  #makeRoom(): void {
    if (this.#table.size <= MAX_ROUTES) return;
    for (const oldest of this.#table.keys()) {
      this.#table.delete(oldest);
      return;
    }
  }
}

/** Of one neighbour: does this say more about the way through it than what is known? */
function isBetter(lesson: { how: Candidate['how']; id: number }, before: Candidate): boolean {
  if (lesson.how === 'passed') return before.how === 'passed';
  return RANK[lesson.how] < RANK[before.how] || (before.how === 'rumor' && lesson.id > before.id);
}

/** Every so many tries another way than the best is tried: a way that loses everything looks like one that loses much. */
const OTHERS_EVERY = 4;

/** Which of `count` ways the `attempt`th try takes, from 0; 0 is the best. */
export function wayOf(attempt: number, count: number): number {
  if (count < 2 || attempt % OTHERS_EVERY !== OTHERS_EVERY - 1) return 0;
  return 1 + (Math.floor(attempt / OTHERS_EVERY) % (count - 1));
}
