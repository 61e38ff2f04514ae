/** Datagrams that no peer may be harmed by, made of captured ones and of chance. */
import { packetVectors, clientVectors } from '../wire/vectors.ts';

export type Kind = 'random' | 'mutated' | 'truncated' | 'spoofed';
export const kinds: readonly Kind[] = ['random', 'mutated', 'truncated', 'spoofed'];

/** mulberry32: small, seeded, good enough to vary tests. In [0, 1). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A source of datagrams that all satisfy `isHarmless`: what a peer is right to take in proves nothing. */
export function hostileDatagrams(
  random: () => number,
  /** Datagrams of the peer under attack, to be bent and said again in its name. */
  itsOwn: readonly Uint8Array[],
  port: 'gossip' | 'client',
  isHarmless: (bytes: Uint8Array) => boolean,
) {
  const below = (limit: number): number => Math.floor(random() * limit);
  const captured = (port === 'gossip' ? packetVectors : clientVectors).map(({ bytes }) => bytes);
  const pick = (from: readonly Uint8Array[]): Uint8Array => from[below(from.length)] ?? new Uint8Array();

  const mutate = (bytes: Uint8Array): Uint8Array => {
    const bent = Uint8Array.from(bytes);
    for (let times = 1 + below(4); times > 0 && bent.length > 0; times--) {
      const at = below(bent.length);
      bent[at] = random() < 0.5 ? (bent[at] ?? 0) ^ (1 << below(8)) : below(256);
    }
    return random() < 0.2 ? Buffer.concat([bent, bent]) : bent;
  };
  const make = (kind: Kind): Uint8Array => {
    switch (kind) {
      case 'random':
        return Uint8Array.from({ length: random() < 0.01 ? below(9_000) : below(300) }, () => below(256));
      case 'mutated':
        return mutate(pick(captured));
      case 'truncated': {
        const whole = pick(captured);
        return whole.subarray(0, below(whole.length));
      }
      case 'spoofed':
        return mutate(pick(itsOwn.length > 0 ? itsOwn : captured));
      default:
        throw new Error(`${String(kind)} is no kind`);
    }
  };
  return (kind: Kind): Uint8Array => {
    for (;;) {
      const bytes = make(kind);
      if (isHarmless(bytes)) return bytes;
    }
  };
}
