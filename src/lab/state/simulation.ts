/** The second seed's simulation: nodes that each hold a state and gossip it until all agree. Virtual time. */
import { createClock, type Clock } from '../clock.ts';
import { Network, type LinkConditions } from '../network.ts';
import { seeded, type LabRandom } from '../random.ts';
import { addressOf } from '../resident.ts';
import { linksOf, type Link, type Topology } from '../topology.ts';
import { startStateNode, type StateNode } from './node.ts';
import type { StateParts } from './parts.ts';

/** The second seed's five nodes. */
const SEED_LINKS: readonly Link[] = [
  [0, 1],
  [0, 4],
  [1, 2],
  [1, 4],
  [2, 3],
  [3, 4],
];
export const SEED_NODES = 5;

/** Messages are calls in the seed: no delay, no loss, unless asked for. */
const NO_DELAY: LinkConditions = { latency: 0, jitter: 0, loss: 0, duplication: 0, reordering: 0 };

export interface StateSimulationOptions<S> {
  readonly parts: StateParts<S>;
  readonly nodes: number;
  /** `seed`: the second seed's graph, for five nodes. */
  readonly topology: Topology | 'seed';
  readonly seed: number;
  readonly conditions?: Partial<LinkConditions>;
}

export interface StateSimulation {
  readonly clock: Clock;
  readonly nodes: number;
  /** Sent so far, lost ones too. */
  datagrams(): number;
  agreed(): boolean;
  /** What a node holds, as it is shown. */
  shown(node: number): string;
}

export function startStateSimulation<S>(options: StateSimulationOptions<S>): StateSimulation {
  const { parts, seed } = options;
  const clock = createClock();
  const random = seeded(seed);
  const network = new Network(clock, random.fork(), { ...NO_DELAY, ...options.conditions });
  const nodes = neighboursOf(options, random.fork()).map((neighbours, id) => start(id, neighbours));
  const [first] = nodes;

  function start(id: number, neighbours: readonly number[]): StateNode<S> {
    const address = addressOf(id);
    const host = {
      random: random.fork(),
      send: (to: typeof address, datagram: Uint8Array) => network.send(address, to, datagram),
      after: (ms: number, action: () => void) => void clock.after(ms, action),
    };
    const node = startStateNode(id, neighbours, parts, host, addressOf);
    network.open(address, (from, datagram) => node.receive(from, datagram));
    return node;
  }

  return {
    clock,
    nodes: nodes.length,
    datagrams: () => network.flow.datagrams,
    agreed: () => first === undefined || nodes.every((node) => parts.state.isSame(first.state, node.state)),
    shown(id) {
      const node = nodes[id];
      return node === undefined ? '' : parts.state.show(node.state);
    },
  };
}

function neighboursOf<S>(options: StateSimulationOptions<S>, random: LabRandom): number[][] {
  const { topology, nodes } = options;
  const links = topology === 'seed' ? SEED_LINKS : linksOf(topology, nodes, random);
  const neighbours = Array.from({ length: topology === 'seed' ? SEED_NODES : nodes }, (): number[] => []);
  for (const [a, b] of links) {
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  }
  return neighbours;
}
