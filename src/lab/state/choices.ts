/** The intervals, neighbour selections and gossip steps that `peerster-lab state` knows. */
import type { GossipStep, Interval, NeighbourSelection } from './parts.ts';

/** A whole number of ms from `from` to `to`, each as likely. The second seed's is 0–999. */
export const between =
  (from: number, to: number): Interval =>
  (random) =>
    from + random.below(to - from + 1);

/** Each neighbour is as likely in every round. */
const uniform: NeighbourSelection = (neighbours, random) => () => neighbours[random.below(neighbours.length)] ?? 0;

/** Whoever was not chosen for longest: in random order first, then in turn, so that nobody waits long by bad luck. */
const leastRecent: NeighbourSelection = (neighbours, random) => {
  const order = random.shuffled(neighbours);
  let turn = 0;
  return () => order[turn++ % order.length] ?? 0;
};

export const selections = { uniform, 'least-recent': leastRecent };

/** By the names that the literature gives them. */
export const steps: Readonly<Record<'push' | 'pull' | 'push-pull', GossipStep>> = {
  push: 'state',
  pull: 'ask',
  'push-pull': 'exchange',
};
