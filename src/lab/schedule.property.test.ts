/**
 * Whatever goes wrong: once it is over, all logs become equal, no ID was used twice, and nobody talks without end.
 *
 * A failing schedule prints `seed` and `path`. It is replayed, shrunk as it was, by
 *   PROPERTY_SEED=<seed> PROPERTY_PATH=<path> npx vitest run --project property src/lab/schedule
 * PROPERTY_RUNS changes how many schedules are tried.
 */
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { COURSE_DEFAULTS } from './course/core.ts';
import { OUR_DEFAULTS, type Plan } from './resident.ts';
import { play, type Happening, type Schedule } from './schedule.ts';
import { topologies } from './topology.ts';
import { quantile } from './spread.ts';

/** Among ours, and as many among ours and course nodes: 200 in all. */
const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);
const env = { seed: process.env.PROPERTY_SEED, path: process.env.PROPERTY_PATH };
const SEED = env.seed === undefined ? Math.trunc(Math.random() * 0x7fff_ffff) : Number(env.seed);

/** A crash can leave a line of 30, and on it only anti-entropy, every 10 s to one of two neighbours, finds what is missing. */
const LIMIT_MS = 1_800_000;

const ours = fc.record({
  policy: fc.constantFrom('eager' as const, 'coinFlip' as const),
  keyed: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});
const ourPlan: fc.Arbitrary<Plan> = ours.map((options) => ({ kind: 'ours', ...OUR_DEFAULTS, ...options }));
const coursePlan: fc.Arbitrary<Plan> = fc
  .record({
    outOfOrder: fc.constantFrom('drop' as const, 'store' as const),
    staleStatus: fc.boolean(),
    listsItself: fc.boolean(),
  })
  .map((options) => ({ kind: 'course', ...COURSE_DEFAULTS, ...options }));

const node = fc.nat(29);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      node,
      count: fc.oneof(
        { weight: 5, arbitrary: fc.constant(1) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 60 }) },
      ),
      bytes: fc.constantFrom(1, 100, 1_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('rename' as const), node, name: fc.constantFrom('Bea', 'é'.repeat(119)) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash' as const), node }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('restart' as const),
      node,
      fate: fc.constantFrom('kept' as const, 'lost' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sleep' as const), node }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wake' as const), node, standsStill: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('jump' as const),
      node,
      byMs: fc.constantFrom(-86_400_000, -5_000, 5_000, 86_400_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('partition' as const), at: node }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'heal' as const }) },
);

const conditions = fc.record({
  latency: fc.constantFrom(1, 2, 30),
  jitter: fc.constantFrom(0, 3, 40),
  loss: fc.constantFrom(0, 0.1, 0.3),
  duplication: fc.constantFrom(0, 0.1),
  reordering: fc.constantFrom(0, 0.2),
});

const schedulesOf = (plan: fc.Arbitrary<Plan>): fc.Arbitrary<Schedule> =>
  fc.record({
    seed: fc.nat(),
    topology: fc.constantFrom(...topologies),
    nodes: fc.array(plan, { minLength: 2, maxLength: 30, size: 'max' }),
    conditions,
    events: fc.array(fc.record({ afterMs: fc.constantFrom(0, 10, 300, 3_000, 15_000), happening }), {
      minLength: 1,
      maxLength: 30,
      size: 'max',
    }),
  });

/** Datagrams that a node may send in a second when all is said and done, and for each rumor that someone learns. */
const MAX_IDLE_RATE = 5;
const MAX_PER_DELIVERY = 60;
/** What everyone says to everyone at the start counts as so many quiet seconds. */
const GREETING_S = 30;

const seen = { convergedAfter: [0], idleRate: [0], ofTheBound: [0] };
afterAll(() => {
  const line = Object.entries(seen).map(([name, values]) => {
    const [median, p95, max] = [0.5, 0.95, 1].map((q) => quantile(values, q).toFixed(2));
    return `${name} median ${median} p95 ${p95} max ${max}`;
  });
  console.log(line.join('; '));
});

function check(schedule: Schedule, bounded = true): void {
  if (env.path !== undefined) console.log(JSON.stringify(schedule));
  const { broken, convergedAfter, datagrams, deliveries, idleRate, lasted } = play(schedule, LIMIT_MS);
  expect(broken).toEqual([]);
  expect(convergedAfter).toBeLessThan(Infinity);
  const bound = MAX_IDLE_RATE * schedule.nodes.length * (GREETING_S + lasted / 1_000) + MAX_PER_DELIVERY * deliveries;
  seen.convergedAfter.push(convergedAfter);
  seen.idleRate.push(idleRate);
  seen.ofTheBound.push(datagrams / bound);
  if (!bounded) return;
  expect(idleRate).toBeLessThan(MAX_IDLE_RATE);
  expect(datagrams).toBeLessThan(bound);
}

const parameters = (path: string | undefined): fc.Parameters<[Schedule]> => ({
  numRuns: RUNS,
  seed: SEED,
  endOnFailure: env.path !== undefined,
  ...(path === undefined ? {} : { path }),
  interruptAfterTimeLimit: 1_000 * Number(process.env.PROPERTY_SECONDS ?? 60),
});

test(`random schedules among our gossipers (seed ${SEED})`, () => {
  fc.assert(
    fc.property(schedulesOf(ourPlan), (schedule) => check(schedule)),
    parameters(env.path),
  );
});
test(`random schedules among our gossipers and course nodes (seed ${SEED})`, () => {
  const mixed = fc.oneof({ weight: 2, arbitrary: ourPlan }, { weight: 1, arbitrary: coursePlan });
  fc.assert(
    fc.property(schedulesOf(mixed), (schedule) => check(schedule)),
    parameters(env.path),
  );
});
test(`random schedules among course nodes alone: the lab's own control (seed ${SEED})`, () => {
  const one = fc.property(schedulesOf(coursePlan), (schedule) => check(schedule, false));
  fc.assert(one, { ...parameters(env.path), numRuns: Math.ceil(RUNS / 10), interruptAfterTimeLimit: 15_000 });
});
