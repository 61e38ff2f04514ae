/** Our searches that are under way (find.ts). */
import type { Hash } from '../files/file.ts';

export interface Search {
  readonly keywords: readonly string[];
  /** The host's number; undefined: for holders (invariant 3). */
  readonly number: number | undefined;
  /** Of the last ring. */
  budget: number;
  readonly isExpanding: boolean;
  /** Two whole files were found: the course's search ends here. */
  isFinished: boolean;
  /** When the next ring leaves, or it is over: monotonic ms. */
  dueAt: number;
  readonly told: Set<string>;
  /** File → which of its chunks were located, while some are not. */
  readonly located: Map<Hash, Set<number>>;
  /** Files whose chunks are all located. */
  readonly whole: Set<Hash>;
}

export class Searches {
  readonly open = new Set<Search>();
}
