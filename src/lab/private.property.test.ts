/**
 * Whatever goes wrong: a private message between ours is taken once, in order, and never said to be delivered before it is on its
 * receiver's disk; and once it is over, all arrive.
 *
 * A failing story prints `seed` and `path`. It is replayed, shrunk as it was, by
 *   PROPERTY_SEED=<seed> PROPERTY_PATH=<path> npx vitest run --project property src/lab/private
 */
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Mail } from '../gossiper/index.ts';
import { COURSE_DEFAULTS } from './course/core.ts';
import { LAN, type LinkConditions } from './network.ts';
import { addressOf, OUR_DEFAULTS, type Plan } from './resident.ts';
import { quantile } from './spread.ts';
import { linksOf, topologies, type Topology } from './topology.ts';
import { World } from './world.ts';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);
const env = { seed: process.env.PROPERTY_SEED, path: process.env.PROPERTY_PATH };
const SEED = env.seed === undefined ? Math.trunc(Math.random() * 0x7fff_ffff) : Number(env.seed);

const OURS: Plan = { kind: 'ours', ...OUR_DEFAULTS, announce: true };
const COURSE: Plan = { kind: 'course', ...COURSE_DEFAULTS };
/** Two of the longest waits between tries of what has no answer, and what a course peer needs to catch up. */
const LIMIT_MS = 300_000;

type Event =
  | { readonly kind: 'write'; readonly from: number; readonly to: number; readonly count: number }
  | { readonly kind: 'say'; readonly node: number }
  | { readonly kind: 'crash' | 'restart'; readonly node: number }
  | { readonly kind: 'sleep' | 'wake'; readonly node: number }
  | { readonly kind: 'partition'; readonly at: number }
  | { readonly kind: 'heal' };

interface Story {
  readonly seed: number;
  readonly topology: Topology;
  readonly course: readonly boolean[];
  readonly conditions: LinkConditions;
  readonly events: readonly { readonly afterMs: number; readonly event: Event }[];
}

const node = fc.nat(5);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      from: node,
      to: node,
      count: fc.constantFrom(1, 3, 40),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('say' as const), node }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), node }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), node }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('sleep' as const, 'wake' as const), node }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('partition' as const), at: node }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'heal' as const }) },
);
const storiesWith = (isCourse: fc.Arbitrary<boolean>): fc.Arbitrary<Story> =>
  fc.record({
    seed: fc.nat(),
    topology: fc.constantFrom(...topologies),
    course: fc.array(isCourse, { minLength: 2, maxLength: 6 }),
    conditions: fc.record({
      latency: fc.constantFrom(1, 30),
      jitter: fc.constantFrom(0, 40),
      loss: fc.constantFrom(0, 0.1, 0.3),
      duplication: fc.constantFrom(0, 0.1),
      reordering: fc.constantFrom(0, 0.3),
    }),
    events: fc.array(fc.record({ afterMs: fc.constantFrom(0, 5, 50, 500, 5_000, 60_000), event }), {
      minLength: 1,
      maxLength: 25,
      size: 'max',
    }),
  });

const seen = { arrivedAfter: [0], messages: [0] };
afterAll(() => {
  for (const [name, values] of Object.entries(seen))
    console.log(name, [0.5, 0.95, 1].map((q) => quantile(values, q).toFixed(1)).join(' '), `of ${values.length - 1}`);
});

function play({ seed, topology, course, conditions, events }: Story): void {
  const world = new World({ seed });
  const size = course.length;
  const all = Array.from({ length: size }, (_, i) => i);
  for (const isCourse of course) world.add(isCourse ? COURSE : OURS);
  for (const [a, b] of linksOf(topology, size, world.random.fork())) world.link(a, b);
  for (const one of all) world.start(one);
  world.clock.runUntil(90_000); // everyone knows everyone
  const broken: string[] = [];
  const own = (one: number): readonly Mail[] => world.mail(one).filter(({ delivery }) => delivery !== undefined);
  const taken = (one: number, origin: string): readonly Mail[] =>
    world.mail(one).filter((mail) => mail.delivery === undefined && mail.origin === origin);
  world.onDelivery = (one, { destination, number, delivery }) => {
    if (delivery !== 'delivered') return;
    const receiver = all.find((other) => world.originOf(other) === destination);
    const isThere =
      receiver !== undefined && taken(receiver, world.originOf(one)).some((mail) => mail.number === number);
    if (!isThere) broken.push(`${one} believes that ${number} is at ${destination}`);
  };
  world.network.setConditions(conditions);
  let written = 0;
  const nextText = (): string => `text ${written++}`;
  for (const { afterMs, event: happening } of events) {
    world.clock.runUntil(world.clock.now + afterMs);
    happen(world, happening, course, nextText);
  }
  world.network.heal();
  world.network.setConditions({ ...LAN });
  for (const one of all) {
    world.wake(one, false);
    if (!world.isUp(one)) world.restart(one, course[one] === true ? 'lost' : 'kept');
  }
  // A course peer that lost its log gets the rumors back from any side, and takes that for the way: only news corrects it.
  if (course.includes(true)) {
    world.clock.runUntil(world.clock.now + 120_000);
    for (const one of all) if (course[one] !== true) world.say(one, nextText());
  }
  const healedAt = world.clock.now;
  const isDone = (): boolean =>
    all.every((one) => own(one).every(({ delivery }) => delivery === 'delivered' || delivery === 'unconfirmed'));
  let isOver = isDone();
  while (!isOver && world.clock.now < healedAt + LIMIT_MS) {
    world.clock.runUntil(world.clock.now + 500);
    isOver = isDone();
  }
  expect(broken).toEqual([]);
  expect(world.ledger.broken).toEqual([]);
  for (const from of all)
    for (const to of all) {
      if (from === to || course[from] === true || course[to] === true) continue;
      const sent = own(from).filter(({ destination }) => destination === world.originOf(to));
      expect(taken(to, world.originOf(from)).map(({ text }) => text)).toEqual(sent.map(({ text }) => text));
    }
  expect(isOver).toBe(true);
  seen.arrivedAfter.push(world.clock.now - healedAt);
  seen.messages.push(all.reduce((sum, one) => sum + own(one).length, 0));
}

function happen(world: World, happening: Event, course: readonly boolean[], nextText: () => string): void {
  const at = (one: number): number => one % course.length;
  switch (happening.kind) {
    case 'write': {
      const [from, to] = [at(happening.from), at(happening.to)];
      if (course[from] === true) return;
      for (let i = 0; i < happening.count; i++) world.write(from, nextText(), world.originOf(to));
      return;
    }
    case 'say':
      world.say(at(happening.node), nextText());
      return;
    case 'crash':
      world.crash(at(happening.node));
      return;
    case 'restart':
      if (!world.isUp(at(happening.node)))
        world.restart(at(happening.node), course[at(happening.node)] === true ? 'lost' : 'kept');
      return;
    case 'sleep':
      world.sleep(at(happening.node));
      return;
    case 'wake':
      world.wake(at(happening.node), false);
      return;
    case 'partition': {
      const addresses = course.map((_, i) => addressOf(i));
      world.network.partition([addresses.slice(0, at(happening.at)), addresses.slice(at(happening.at))]);
      return;
    }
    case 'heal':
      world.network.heal();
      return;
    default:
      happening satisfies never;
  }
}

const parameters: fc.Parameters<[Story]> = {
  numRuns: RUNS,
  seed: SEED,
  endOnFailure: env.path !== undefined,
  ...(env.path === undefined ? {} : { path: env.path }),
  interruptAfterTimeLimit: 1_000 * Number(process.env.PROPERTY_SECONDS ?? 60),
};

test(`private messages among our gossipers (seed ${SEED})`, () => {
  fc.assert(fc.property(storiesWith(fc.constant(false)), play), parameters);
});

test(`private messages among ours with course nodes between them (seed ${SEED})`, () => {
  const isCourse = fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
  fc.assert(fc.property(storiesWith(isCourse), play), parameters);
});
