/**
 * Spread policies: to whom a rumor that is new here is pushed, and what follows. Pure: they choose, others act.
 *
 * `coinFlip` is the course's rumor mongering (Demers et al., "Epidemic algorithms for replicated database maintenance",
 * 1987, "coin" variant with k = 2). `eager` is Plumtree (Leitão, Pereira, Rodrigues, "Epidemic broadcast trees", 2007)
 * with a bounded number of links.
 */
import type { PolicyName } from '../input.ts';
import type { Random } from '../ports.ts';
import { MAX_TIMEOUT_MS } from './flight.ts';

export interface Candidate {
  readonly link: 'eager' | 'lazy';
  readonly kind: 'unknown' | 'ours' | 'course';
}

export interface SpreadPolicy {
  readonly name: PolicyName;
  /** `candidates`: peers that may be sent to and are not known to hold the rumor. `known`: all peers that are up. */
  fresh<P extends Candidate>(candidates: readonly P[], known: number, random: Random): readonly P[];
  /** A pushed rumor was acknowledged by a peer that is otherwise in sync with us, or given up: push to whom next? */
  next<P extends Candidate>(candidates: readonly P[], random: Random): readonly P[];
  /** How often a push is repeated before it is given up. */
  readonly retries: number;
  /** ms until a push counts as unacknowledged; `roundTrip` undefined: not measured yet. */
  timeout(roundTrip: number | undefined, kind: Candidate['kind']): number;
  /** Whether duplicates turn links into announce-only ones. */
  readonly prunes: boolean;
}

/** A course peer acknowledges at once, but its scheduler is not ours to trust. */
const COURSE_TIMEOUT_MS = 1_000;
/** The course's own. */
const MONGERING_TIMEOUT_MS = 10_000;
const MIN_TIMEOUT_MS = 200;

/** About log2(n) + 2 links keep a random graph connected with high probability, and still bound the work. */
export const fanout = (known: number): number => Math.ceil(Math.log2(known + 1)) + 2;

export const eager: SpreadPolicy = {
  name: 'eager',
  fresh(candidates, known, random) {
    const links = candidates.filter((peer) => peer.link === 'eager');
    return sample(links, fanout(known), random);
  },
  next: () => [],
  retries: 3,
  timeout: (roundTrip, kind) =>
    Math.min(MAX_TIMEOUT_MS, Math.max(kind === 'ours' ? MIN_TIMEOUT_MS : COURSE_TIMEOUT_MS, 3 * (roundTrip ?? 0))),
  prunes: true,
};

export const coinFlip: SpreadPolicy = {
  name: 'coinFlip',
  fresh: (candidates, _known, random) => sample(candidates, 1, random),
  next: (candidates, random) => (random.float() < 0.5 ? sample(candidates, 1, random) : []),
  retries: 0,
  timeout: () => MONGERING_TIMEOUT_MS,
  prunes: false,
};

export const policies: Readonly<Record<PolicyName, SpreadPolicy>> = { eager, coinFlip };

/** `count` of them, each set equally likely (Fisher–Yates, stopped early). Does not change its argument. */
export function sample<T>(items: readonly T[], count: number, random: Random): T[] {
  const pool = [...items];
  const chosen = Math.min(count, pool.length);
  for (let i = 0; i < chosen; i++) {
    const j = i + Math.floor(random.float() * (pool.length - i));
    [pool[i], pool[j]] = [pool[j] as T, pool[i] as T];
  }
  return pool.slice(0, chosen);
}
