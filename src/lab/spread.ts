/**
 * How fast rumors spread, and what that costs.
 *
 * The workload: all nodes run our gossiper and start together without a log; they get WARM_UP_MS to say hello to the
 * neighbours they were told of. Then RUMORS texts of 100 bytes are said, one every INTERVAL_MS, each by a random node
 * (so many of them carry their origin's birth, the largest form of a rumor). The first of them meets a network that
 * has never carried a rumor: links that will turn out to be superfluous still push. It is shown separately, as "cold".
 *
 * Counted: every datagram that any node sends, lost ones and anti-entropy included, from the first say to the last
 * delivery. A delivery is one rumor reaching one node other than its origin.
 */
import type { PolicyName } from '../gossiper/input.ts';
import { LAN } from './network.ts';
import { seeded } from './random.ts';
import { addressOf, OUR_DEFAULTS } from './resident.ts';
import { linksOf, type Topology } from './topology.ts';
import { watchTraffic, type TrafficKind } from './traffic.ts';
import { World } from './world.ts';

export const RUMORS = 20;
export const INTERVAL_MS = 1_000;
export const WARM_UP_MS = 15_000;
export const TEXT_BYTES = 100;
/** Whoever is not covered by then counts as never. */
export const GIVE_UP_MS = 3_600_000;

export interface SpreadCase {
  readonly policy: PolicyName;
  readonly topology: Topology;
  readonly nodes: number;
  /** Probability. */
  readonly loss: number;
}

export interface SpreadRun {
  /** ms from each say until all nodes hold it, the cold one first; Infinity: never. */
  readonly coverage: readonly number[];
  readonly datagramsPerDelivery: number;
  /** From the first say to the first rumor's last delivery. */
  readonly coldDatagramsPerDelivery: number;
  readonly kinds?: ReadonlyMap<TrafficKind, { readonly datagrams: number; readonly bytes: number }>;
}

interface Tracked {
  readonly saidAt: number;
  holders: number;
  coveredAt: number;
}

/** One run. `kinds`: also say what the datagrams were for, which takes longer. */
export function runSpread({ policy, topology, nodes, loss }: SpreadCase, seed: number, kinds = false): SpreadRun {
  const world = new World({ seed, conditions: { ...LAN, loss } });
  const chance = seeded(seed + 0.5 * 0x1_0000_0000);
  for (let node = 0; node < nodes; node++) world.add({ kind: 'ours', ...OUR_DEFAULTS, policy });
  for (const [a, b] of linksOf(topology, nodes, chance)) world.link(a, b);
  for (let node = 0; node < nodes; node++) world.start(node);
  world.clock.runUntil(WARM_UP_MS);

  const tracked = new Map<string, Tracked>();
  const inOrder: Tracked[] = [];
  const { flow } = world.network;
  const before = flow.datagrams;
  let open = 0;
  let coldDatagrams = Infinity;
  world.onHeld = ({ origin, id, said }) => {
    const key = `${id}:${origin}`;
    const now = world.clock.now;
    let rumor = tracked.get(key);
    if (said) {
      rumor = { saidAt: now, holders: 0, coveredAt: Infinity };
      tracked.set(key, rumor);
      inOrder.push(rumor);
      open++;
    }
    if (rumor === undefined || ++rumor.holders < nodes) return;
    rumor.coveredAt = now;
    open--;
    if (rumor === inOrder[0]) coldDatagrams = flow.datagrams - before;
  };
  const traffic = kinds ? watchTraffic(world, addressBook(nodes)) : undefined;
  for (let i = 0; i < RUMORS; i++) {
    world.clock.runUntil(WARM_UP_MS + i * INTERVAL_MS);
    world.say(chance.below(nodes), `rumor ${i} `.padEnd(TEXT_BYTES, '.'));
  }
  world.clock.runUntilTrue(() => open === 0, world.clock.now + GIVE_UP_MS);
  traffic?.stop();
  return {
    coverage: inOrder.map(({ saidAt, coveredAt }) => coveredAt - saidAt),
    datagramsPerDelivery: (flow.datagrams - before) / (RUMORS * (nodes - 1)),
    coldDatagramsPerDelivery: coldDatagrams / (nodes - 1),
    ...(traffic === undefined ? {} : { kinds: traffic.counts }),
  };
}

const addressBook = (nodes: number): Map<ReturnType<typeof addressOf>, number> =>
  new Map(Array.from({ length: nodes }, (_, node) => [addressOf(node), node]));

export interface SpreadSummary extends SpreadCase {
  readonly seeds: number;
  /** ms, over all rumors but the cold one of all seeds. */
  readonly coverage: { readonly median: number; readonly p95: number; readonly p99: number };
  /** Over the seeds. */
  readonly cost: { readonly median: number; readonly p95: number };
  readonly cold: { readonly median: number; readonly p95: number; readonly cost: number };
}

/** Runs the seeds 1 … `seeds`. */
export function summarize(spreadCase: SpreadCase, seeds: number): SpreadSummary {
  const runs = Array.from({ length: seeds }, (_, i) => runSpread(spreadCase, i + 1));
  const warm = runs.flatMap(({ coverage }) => coverage.slice(1));
  const cold = runs.map(({ coverage }) => coverage[0] ?? Infinity);
  const costs = runs.map((run) => run.datagramsPerDelivery);
  return {
    ...spreadCase,
    seeds,
    coverage: { median: quantile(warm, 0.5), p95: quantile(warm, 0.95), p99: quantile(warm, 0.99) },
    cost: { median: quantile(costs, 0.5), p95: quantile(costs, 0.95) },
    cold: {
      median: quantile(cold, 0.5),
      p95: quantile(cold, 0.95),
      cost: quantile(
        runs.map((run) => run.coldDatagramsPerDelivery),
        0.5,
      ),
    },
  };
}

/** The smallest value that at least the fraction `q` does not exceed; NaN of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}
