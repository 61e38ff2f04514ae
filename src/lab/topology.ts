/** Who is told of whom at the start. Nodes also learn the address of whoever sends to them, so links only grow. */
import { unreachable } from '../gossiper/result.ts';
import type { LabRandom } from './random.ts';

export const topologies = ['complete', 'random-4', 'line', 'ring', 'star', 'tree', 'bridge'] as const;
export type Topology = (typeof topologies)[number];

/** A link between node numbers, each once, the lower number first. */
export type Link = readonly [number, number];

/** Every one is connected. `bridge`: two cliques of half the nodes each, joined by one link. Time: linear in links. */
export function linksOf(topology: Topology, nodes: number, random: LabRandom): Link[] {
  switch (topology) {
    case 'complete':
      return clique(0, nodes);
    case 'random-4':
      return randomRegular(nodes, 4, random);
    case 'line':
      return line(nodes);
    case 'ring':
      return nodes > 2 ? [...line(nodes), [0, nodes - 1]] : line(nodes);
    case 'star':
      return span(1, nodes).map((node) => [0, node]);
    case 'tree':
      return span(1, nodes).map((node) => [(node - 1) >> 1, node]);
    case 'bridge': {
      const half = nodes >> 1;
      return half === 0 ? [] : [...clique(0, half), ...clique(half, nodes), [half - 1, half]];
    }
    default:
      return unreachable(topology);
  }
}

/**
 * Every node picks links at random until it has `degree` of them, starting from a random ring, which keeps the graph
 * connected. Nodes that are picked late may have one more.
 */
function randomRegular(nodes: number, degree: number, random: LabRandom): Link[] {
  if (nodes <= degree + 1) return clique(0, nodes);
  const neighbours = span(0, nodes).map(() => new Set<number>());
  const join = (a: number, b: number): void => {
    neighbours[a]?.add(b);
    neighbours[b]?.add(a);
  };
  const order = random.shuffled(span(0, nodes));
  order.forEach((node, i) => join(node, order[(i + 1) % nodes] ?? node));
  for (const node of order) {
    for (let tries = 0; tries < 8 * nodes && (neighbours[node]?.size ?? 0) < degree; tries++) {
      const other = random.below(nodes);
      const isLate = tries > 4 * nodes;
      if (other !== node && (isLate || (neighbours[other]?.size ?? 0) < degree)) join(node, other);
    }
  }
  return neighbours.flatMap((others, node) => [...others].filter((o) => o > node).map((o): Link => [node, o]));
}

const span = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
const line = (nodes: number): Link[] => span(1, nodes).map((node) => [node - 1, node]);
const clique = (from: number, to: number): Link[] =>
  span(from, to).flatMap((a) => span(a + 1, to).map((b): Link => [a, b]));

/** The groups of nodes that links join, each ascending; nodes not `alive` belong to none and join nobody. */
export function components(nodes: number, links: readonly Link[], alive: (node: number) => boolean): number[][] {
  const root = span(0, nodes);
  const find = (node: number): number => {
    let at = node;
    while (root[at] !== at) at = root[at] ?? at;
    return at;
  };
  for (const [a, b] of links) if (alive(a) && alive(b)) root[find(b)] = find(a);
  const groups = new Map<number, number[]>();
  for (const node of span(0, nodes)) {
    if (!alive(node)) continue;
    const group = groups.get(find(node));
    if (group === undefined) groups.set(find(node), [node]);
    else group.push(node);
  }
  return [...groups.values()];
}
