/**
 * A schedule: who takes part, what goes wrong when, and what is said meanwhile. Plain data, so that a test can make
 * them up at random and shrink one that fails.
 *
 * 1. Events happen in their order, each `afterMs` after the one before it.
 * 2. An event that makes no sense when its time comes (a crash of who is down, a restart of who is up) is passed over.
 * 3. After the last event every fault heals: the network is whole and loses nothing, whoever sleeps wakes. Who is down
 *    stays down, and so may split the rest into parts that can't reach each other.
 * 4. Between two course nodes no datagram is doubled: where both acknowledge with a clock from before the rumor, each copy
 *    makes two, and a protocol that isn't ours to mend talks for ever.
 */
import { unreachable } from '../gossiper/result.ts';
import type { LogFate } from './disk.ts';
import { LAN, type LinkConditions } from './network.ts';
import type { ByteString, Holdings } from './node.ts';
import { addressOf, type Plan } from './resident.ts';
import { components, linksOf, type Link, type Topology } from './topology.ts';
import { World } from './world.ts';

/** `node` is taken modulo the number of nodes, so that a shrunk schedule stays a schedule. */
export type Happening =
  | { readonly kind: 'say'; readonly node: number; readonly count: number; readonly bytes: number }
  /** Of a node of ours with a key; others can't. */
  | { readonly kind: 'rename'; readonly node: number; readonly name: string }
  | { readonly kind: 'crash'; readonly node: number }
  | { readonly kind: 'restart'; readonly node: number; readonly fate: Exclude<LogFate, 'older'> }
  | { readonly kind: 'sleep'; readonly node: number }
  | { readonly kind: 'wake'; readonly node: number; readonly standsStill: boolean }
  | { readonly kind: 'jump'; readonly node: number; readonly byMs: number }
  /** The nodes below `at` on one side, the others on the other side. */
  | { readonly kind: 'partition'; readonly at: number }
  | { readonly kind: 'heal' };

export interface Schedule {
  readonly seed: number;
  readonly topology: Topology;
  readonly nodes: readonly Plan[];
  readonly conditions: LinkConditions;
  readonly events: readonly { readonly afterMs: number; readonly happening: Happening }[];
}

export interface Outcome {
  readonly world: World;
  /** Laws that were broken on the way (ledger.ts), and what differs if the logs never became equal. */
  readonly broken: readonly string[];
  /** ms of virtual time from the last fault's healing to equal logs; Infinity: not within the limit. */
  readonly convergedAfter: number;
  /** Up to equal logs, and the virtual time that took from the start, ms. */
  readonly datagrams: number;
  readonly lasted: number;
  /** Rumors that entered a log, other than by being said. */
  readonly deliveries: number;
  /** Datagrams a second that the average node sent in IDLE_MS after that. */
  readonly idleRate: number;
}

/** Some hundred times what the busiest schedule needs: a run that would never end fails instead. */
const STORM = 2_000_000;
/** How often equality is looked at. */
const LOOK_MS = 500;
const START_MS = 1_000;
export const IDLE_MS = 60_000;

/** Runs it until all logs within each connected part are equal, or for `limitMs` after the last fault healed. */
export function play(schedule: Schedule, limitMs: number, watch: (world: World) => void = () => undefined): Outcome {
  const { seed, conditions, events } = schedule;
  const world = new World({ seed, conditions });
  watch(world);
  const links = settle(world, schedule);
  world.network.tap(() => {
    if (world.network.flow.datagrams > STORM) throw new Error(`a storm: ${STORM} datagrams in ${world.clock.now} ms`);
  });
  let deliveries = 0;
  world.onHeld = ({ said }) => {
    if (!said) deliveries++;
  };
  world.clock.runUntil(START_MS);
  for (const { afterMs, happening } of events) {
    world.clock.runUntil(world.clock.now + afterMs);
    happen(world, happening);
  }
  healAll(world);
  const healedAt = world.clock.now;
  const isEqual = (): boolean => partsOf(world, links).every((part) => differenceWithin(world, part) === undefined);
  let converged = isEqual();
  while (!converged && world.clock.now < healedAt + limitMs) {
    world.clock.runUntil(world.clock.now + LOOK_MS);
    converged = isEqual();
  }
  const convergedAfter = converged ? world.clock.now - healedAt : Infinity;
  const { datagrams } = world.network.flow;
  const lasted = world.clock.now;
  const differences = partsOf(world, links).flatMap((part) => differenceWithin(world, part) ?? []);
  world.clock.runUntil(world.clock.now + IDLE_MS);
  const idle = world.network.flow.datagrams - datagrams;
  return {
    world,
    broken: [...world.ledger.broken, ...differences],
    convergedAfter,
    datagrams,
    lasted,
    deliveries,
    idleRate: idle / world.size / (IDLE_MS / 1_000),
  };
}

function settle(world: World, { topology, nodes }: Schedule): Link[] {
  for (const plan of nodes) world.add(plan);
  for (const [a, plan] of nodes.entries())
    for (const [b, other] of nodes.entries())
      if (plan.kind === 'course' && other.kind === 'course')
        world.network.setLink(addressOf(a), addressOf(b), { duplication: 0 }); // invariant 4
  const links = linksOf(topology, nodes.length, world.random.fork());
  for (const [a, b] of links) world.link(a, b);
  for (let node = 0; node < nodes.length; node++) world.start(node);
  return links;
}

function happen(world: World, happening: Happening): void {
  const node = 'node' in happening ? happening.node % world.size : 0;
  switch (happening.kind) {
    case 'say':
      for (let i = 0; i < happening.count; i++) {
        world.say(node, `${node} at ${world.clock.now}, ${i} `.padEnd(happening.bytes, '.'));
      }
      break;
    case 'rename':
      world.rename(node, happening.name);
      break;
    case 'crash':
      world.crash(node);
      break;
    case 'restart':
      if (!world.isUp(node)) world.restart(node, happening.fate);
      break;
    case 'sleep':
      world.sleep(node);
      break;
    case 'wake':
      world.wake(node, happening.standsStill);
      break;
    case 'jump':
      world.jump(node, happening.byMs);
      break;
    case 'partition': {
      const all = Array.from({ length: world.size }, (_, i) => addressOf(i));
      const at = happening.at % world.size;
      world.network.partition([all.slice(0, at), all.slice(at)]);
      break;
    }
    case 'heal':
      world.network.heal();
      break;
    default:
      unreachable(happening);
  }
}

function healAll(world: World): void {
  world.network.heal();
  world.network.setConditions({ latency: LAN.latency, jitter: LAN.jitter, loss: 0, duplication: 0, reordering: 0 });
  for (let node = 0; node < world.size; node++) world.wake(node, false);
}

const partsOf = (world: World, links: readonly Link[]): number[][] =>
  components(world.size, links, (node) => world.isUp(node));

/** In one sentence the first thing in which the logs of these nodes differ; undefined where they are equal. */
export function differenceWithin(world: World, nodes: readonly number[]): string | undefined {
  const [first, ...others] = nodes;
  if (first === undefined) return undefined;
  return (
    firstDifference(world.counts(first), first, others, (node) => world.counts(node), differentCount) ??
    firstDifference(world.holdings(first), first, others, (node) => world.holdings(node), differentText)
  );
}

function firstDifference<T>(
  mine: T,
  first: number,
  others: readonly number[],
  of: (node: number) => T,
  difference: (some: T, others: T) => string | undefined,
): string | undefined {
  for (const other of others) {
    const theirs = of(other);
    const what = difference(mine, theirs) ?? difference(theirs, mine);
    if (what !== undefined) return `logs of nodes ${first} and ${other} differ: ${what}`;
  }
  return undefined;
}

type Counts = ReadonlyMap<ByteString, number>;

function differentCount(some: Counts, others: Counts): string | undefined {
  for (const [origin, count] of some) {
    const theirs = others.get(origin) ?? 0;
    if (count !== theirs) return `${count} and ${theirs} rumors of ${origin}`;
  }
  return undefined;
}

function differentText(some: Holdings, others: Holdings): string | undefined {
  for (const [origin, texts] of some) {
    const theirs = others.get(origin);
    const at = texts.findIndex((text, i) => text !== theirs?.[i]);
    if (at >= 0) return `rumor ${at + 1} of ${origin}`;
  }
  return undefined;
}
