/** The way of a message to us, as far as it is known, and where each value of it comes from. */
import type { Message } from '../../../api/contract.ts';
import type { ProvenanceKind } from '../../ui/Provenance.tsx';

export interface Known<T> {
  readonly value: T | undefined;
  readonly kind: ProvenanceKind;
}

const unknown = { value: undefined, kind: 'unknown' } as const;

/**
 * Hops are counted by those who passed it on, each on its own part: told, but for the one from a neighbour that wrote it.
 * They and the delay are known where every hop was ours; the delay runs from the author's clock to ours, so that one
 * below zero only says that these differ.
 */
export function howItCame({ hops, saidAt, arrivedAt }: Pick<Message, 'hops' | 'saidAt' | 'arrivedAt'>): {
  readonly hops: Known<number>;
  readonly delay: Known<number>;
  readonly said: Known<number>;
} {
  return {
    hops: hops === null ? unknown : { value: hops, kind: hops === 1 ? 'measured' : 'reported' },
    delay:
      hops === null || saidAt === null || arrivedAt < saidAt
        ? unknown
        : { value: arrivedAt - saidAt, kind: 'reported' },
    said: saidAt === null ? unknown : { value: saidAt, kind: 'reported' },
  };
}
