/** Two of ours on a wire that loses nothing: what they say to each other comes to an end, and ends with equal logs. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bare } from '../../../tests/gossiper/authors.ts';
import { at, instance, newLog, subject, type Subject } from '../../../tests/gossiper/subject.ts';
import type { Effect } from '../input.ts';
import type { Address } from '../names.ts';

type Held = Readonly<Record<string, number>>;

function holding(held: Held, n: number, peers: readonly Address[]): Subject {
  const log = newLog();
  for (const [origin, count] of Object.entries(held))
    for (let id = 1; id <= count; id++)
      log.append({ rumor: bare(origin, id, `${id}`), trust: 'unverified', how: 'rumor', arrivedAt: 0, shownAt: 0 });
  return subject({ log, config: { instance: instance(90_000 + n), ownAddress: at(n), peers, antiEntropyMs: 0 } });
}

/** Datagrams until nobody has anything to say; timers fire in their order, those of upkeep not at all. */
function untilQuiet(pair: readonly [Subject, Subject], limit: number): number {
  const timers: { at: number; who: 0 | 1; timer: string }[] = [];
  const mail: { who: 0 | 1; from: Address; effect: Extract<Effect, { kind: 'send' }> }[] = [];
  const take = (who: 0 | 1, effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.kind === 'send' && effect.to === at(2 - who))
        mail.push({ who: who === 0 ? 1 : 0, from: at(who + 1), effect });
      if (effect.kind !== 'arm' || effect.timer === 'tick') continue;
      const index = timers.findIndex((one) => one.who === who && one.timer === effect.timer);
      if (index >= 0) timers.splice(index, 1);
      timers.push({ at: pair[who].now + effect.afterMs, who, timer: effect.timer });
    }
  };
  let datagrams = 0;
  for (const who of [0, 1] as const) take(who, pair[who].input({ kind: 'start' }));
  for (;;) {
    const letter = mail.shift();
    if (letter !== undefined) {
      if (++datagrams > limit) return Infinity;
      take(letter.who, pair[letter.who].receive(letter.from, letter.effect.packet.message));
      continue;
    }
    const next = timers.toSorted((a, b) => a.at - b.at)[0];
    if (next === undefined) return datagrams;
    timers.splice(timers.indexOf(next), 1);
    for (const one of pair) one.now = Math.max(one.now, next.at);
    take(next.who, pair[next.who].fire(next.timer));
  }
}

const held = fc.dictionary(fc.constantFrom('A', 'B', 'C', 'D', '\udcff'), fc.integer({ min: 1, max: 40 }));

test('whatever each holds and whoever knows the other', () => {
  fc.assert(
    fc.property(held, held, fc.boolean(), (left, right, isMutual) => {
      const pair = [holding(left, 1, [at(2)]), holding(right, 2, isMutual ? [at(1)] : [])] as const;
      const lacking = Object.entries({ ...left, ...right }).reduce(
        (sum, [origin]) => sum + Math.abs((left[origin] ?? 0) - (right[origin] ?? 0)),
        0,
      );
      expect(untilQuiet(pair, 2_000)).toBeLessThanOrEqual(20 + 3 * lacking);
      const clocks = pair.map(({ gossiper }) => Object.fromEntries(gossiper.clock()));
      expect(clocks[0]).toEqual(clocks[1]);
    }),
    { numRuns: 60 },
  );
});

test('with clocks that take several datagrams each', () => {
  const clock = (from: number): Held =>
    Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${from + n} `.padEnd(100, 'x'), 1]));
  const pair = [holding(clock(0), 1, [at(2)]), holding(clock(200), 2, [])] as const;
  expect(untilQuiet(pair, 20_000)).toBeLessThan(3 * 400);
  for (const { gossiper } of pair) expect(gossiper.clock().size).toBe(500);
});
