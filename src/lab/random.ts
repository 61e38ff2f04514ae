/**
 * Chance, from a seed: the same seed gives the same run on every machine, which is what makes a failing schedule
 * replayable. Not unpredictable to anybody: fit for the lab only.
 *
 * The generator is sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, 32-bit operations only, so that it is
 * fast in every JavaScript engine. Its state is filled by splitmix32.
 */
import type { Random } from '../gossiper/ports.ts';

export interface LabRandom extends Random {
  /** A whole number in [0, below); `below` ≥ 1. */
  below(below: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** One of `items`; undefined when there are none. */
  pick<T>(items: readonly T[]): T | undefined;
  /** A new array in random order (Fisher–Yates). */
  shuffled<T>(items: readonly T[]): T[];
  /** An independent stream: what one node draws does not change what another one draws. */
  fork(): LabRandom;
}

/** `seed`: any number; its lower 32 bits and the part above them both count. */
export function seeded(seed: number): LabRandom {
  let counter = (Math.trunc(seed) ^ Math.trunc(seed / 0x1_0000_0000)) >>> 0;
  const split = (): number => {
    counter = (counter + 0x9e37_79b9) | 0;
    let mixed = counter ^ (counter >>> 16);
    mixed = Math.imul(mixed, 0x21f0_aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a_2d97);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
  let [a, b, c, d] = [split(), split(), split(), 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();

  const random: LabRandom = {
    float: () => (next() * 0x20_0000 + (next() >>> 11)) / 0x20_0000_0000_0000,
    bytes(count) {
      const bytes = new Uint8Array(count);
      for (let i = 0; i < count; i++) bytes[i] = next() >>> 24;
      return bytes;
    },
    below: (below) => Math.floor(random.float() * below),
    chance: (p) => p > 0 && random.float() < p,
    pick: (items) => items[random.below(items.length)],
    shuffled(items) {
      const order = [...items];
      for (let i = order.length - 1; i > 0; i--) {
        const j = random.below(i + 1);
        [order[i], order[j]] = [order[j] as (typeof order)[number], order[i] as (typeof order)[number]];
      }
      return order;
    },
    fork: () => seeded(next() * 0x1_0000_0000 + next()),
  };
  return random;
}
