import { between, selections, steps } from './choices.ts';
import { startStateSimulation } from './simulation.ts';
import { maximum } from './states.ts';

const NODES = 10_000;

/** 10,000 nodes on a random graph, push as in the seed, until all agree. `now`: ms. */
export function benchState(now: () => number) {
  const parts = { state: maximum, interval: between(0, 999), neighbour: selections.uniform, step: steps.push };
  const began = now();
  const simulation = startStateSimulation({ parts, nodes: NODES, topology: 'random-4', seed: 1 });
  if (!simulation.clock.runUntilTrue(everySecond(simulation), 600_000)) throw new Error('they never agree');
  return [{ name: `${NODES} nodes agree`, value: Math.round(now() - began), unit: 'ms' }];
}

/** Comparing all nodes after each of 280,000 datagrams would be what is measured. */
function everySecond(simulation: ReturnType<typeof startStateSimulation>): () => boolean {
  let next = 0;
  return () => {
    if (simulation.clock.now < next) return false;
    next = simulation.clock.now + 1_000;
    return simulation.agreed();
  };
}
