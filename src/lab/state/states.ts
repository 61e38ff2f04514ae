/** The states that `peerster-lab state` knows. */
import { copiedState, type State } from './parts.ts';

/** The largest number wins: the second seed's state. Merging commutes and twice changes nothing. */
export const maximum: State<number> = copiedState((id) => id, Math.max);

/**
 * All nodes end near the mean of what they began with. Push-Sum (Kempe, Dobra, Gehrke: Gossip-Based Computation of
 * Aggregate Information, FOCS 2003): a node holds a sum and a weight, gives away half of both, and adds what it hears;
 * its estimate is sum / weight. No merge of two plain numbers keeps their total when messages cross each other. A lost
 * datagram takes its share with it, so with loss the nodes agree on a value near the mean.
 */
export const average: State<Share> = {
  initial: (id) => ({ sum: id, weight: 1 }),
  give(mine) {
    const half = { sum: mine.sum / 2, weight: mine.weight / 2 };
    return { keep: half, send: half };
  },
  merge: (mine, heard) => ({ sum: mine.sum + heard.sum, weight: mine.weight + heard.weight }),
  isSame: (a, b) => Math.abs(estimate(a) - estimate(b)) < AGREED,
  show: (state) => estimate(state).toFixed(3),
  write: ({ sum, weight }) => `${sum} ${weight}`,
  read(text) {
    const [sum = Number.NaN, weight = Number.NaN, ...more] = text.split(' ').map(Number);
    return Number.isFinite(sum) && weight > 0 && Number.isFinite(weight) && more.length === 0
      ? { sum, weight }
      : undefined;
  },
};

interface Share {
  readonly sum: number;
  readonly weight: number;
}

/** Half of the last digit shown. */
const AGREED = 0.0005;
const estimate = ({ sum, weight }: Share): number => sum / weight;

/** Everyone's number, once: bit n of the state is set when n is in the set. */
export const union: State<bigint> = {
  initial: (id) => 1n << BigInt(id),
  give: (mine) => ({ keep: mine, send: mine }),
  merge: (mine, heard) => mine | heard,
  isSame: (a, b) => a === b,
  show(state) {
    const members = state
      .toString(2)
      .split('')
      .toReversed()
      .flatMap((bit, n) => (bit === '1' ? [n] : []));
    const shown = members.slice(0, MAX_MEMBERS_SHOWN).join(', ');
    return members.length > MAX_MEMBERS_SHOWN ? `{${shown}, … ${members.length} in all}` : `{${shown}}`;
  },
  write: (state) => state.toString(16),
  read: (text) => (/^[\da-f]+$/.test(text) ? BigInt(`0x${text}`) : undefined),
};

const MAX_MEMBERS_SHOWN = 10;

export const states = { maximum, average, union };
