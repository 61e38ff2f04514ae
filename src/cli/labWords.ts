/** What several commands of the lab read alike from their flags. */
import { done, refused, type Result } from '../gossiper/result.ts';

/** Rumors through more nodes than this take hours. */
export const MAX_SPREAD_NODES = 1_000;

/** A comma-separated choice of known words. */
export function words<T extends string>(flag: string, list: string, known: readonly T[]): Result<readonly T[]> {
  const found: T[] = [];
  for (const word of list.split(',')) {
    const match = known.find((one) => one === word);
    if (match === undefined)
      return wrongLabUse(`--${flag}=${word} is not known`, `it is one or more of ${known.join(', ')}`);
    found.push(match);
  }
  return done(found);
}

/** Comma-separated numbers that all fit. */
export function numbers(flag: string, list: string, fits: (value: number) => boolean): Result<readonly number[]> {
  const values = list.split(',').map((word) => (/^\d+(\.\d+)?$/.test(word) ? Number(word) : Number.NaN));
  if (values.every(fits)) return done(values);
  return wrongLabUse(`--${flag}=${list} is not usable`, RANGES[flag] ?? '');
}

const RANGES: Readonly<Record<string, string>> = {
  nodes: `give whole numbers from 2 to ${MAX_SPREAD_NODES}, as in 10,50`,
  loss: 'give per cent from 0 to 90, as in 0,10',
};

/** One sentence: what was wrong, and what to do. */
export const wrongLabUse = (what: string, todo: string): Result<never> =>
  refused('wrong-use', `peerster-lab: ${what}; ${todo}.`);
