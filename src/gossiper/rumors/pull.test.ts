import { describe, expect, test } from 'vitest';
import { author, bare, spoilt } from '../../../tests/gossiper/authors.ts';
import { at, befriend, oursStatus, statusesTo, subject, type Subject } from '../../../tests/gossiper/subject.ts';
import type { Effect } from '../input.ts';
import { MAX_ORIGINS, MAX_UNKNOWN_OF_STRANGER } from '../limits.ts';
import { NO_RANGE } from './clock.ts';

let runs = 5_000;

/** Us and some of ours, all validated; and how the nth of them says what it holds. */
function among(count: number): { me: Subject; says: (n: number, clock: Record<string, number>) => Effect[] } {
  const me = subject();
  const run = Array.from({ length: count + 1 }, () => (runs += 1));
  for (let n = 1; n <= count; n++) befriend(me, at(n), { run: run[n]! });
  return { me, says: (n, clock) => me.receive(at(n), oursStatus(clock, { run: run[n]!, range: NO_RANGE })) };
}

/** Who is asked for which origins, by requests with credit. */
const requests = (effects: readonly Effect[]): [string, string][] =>
  effects.flatMap((effect) =>
    effect.kind === 'send' && effect.packet.message.type === 'status' && effect.packet.message.credit !== undefined
      ? effect.packet.message.want.map(({ origin }): [string, string] => [effect.to, origin])
      : [],
  );

describe('what is lacking', () => {
  test('is asked of one of those who hold it', () => {
    const { me, says } = among(3);
    for (const n of [1, 2, 3]) says(n, { A: 50 });
    expect(requests(me.fire('pull'))).toHaveLength(1);
  });

  test('of many origins is asked of all holders, about evenly', () => {
    const { me, says } = among(3);
    const clock = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`origin ${n}`, 50]));
    for (const n of [1, 2, 3]) says(n, clock);
    const asked = requests(me.fire('pull'));
    expect(asked).toHaveLength(60);
    for (const n of [1, 2, 3]) expect(asked.filter(([to]) => to === at(n))).toHaveLength(20);
  });

  test('moves to another holder when nothing comes', () => {
    const { me, says } = among(2);
    for (const n of [1, 2]) says(n, { A: 50 });
    const [first] = requests(me.fire('pull'));
    const [second] = requests(me.fire('pull', 5_000));
    expect(new Set([first?.[0], second?.[0]])).toEqual(new Set([at(1), at(2)]));
  });

  test('is not asked for again while it comes', () => {
    const { me, says } = among(1);
    says(1, { A: 50 });
    me.fire('pull');
    for (let id = 1; id < 49; id++) {
      me.rumor(at(1), bare('A', id, 'x'));
      expect(requests(me.fire('pull', 100))).toEqual([]);
    }
  });

  test('is asked for no more once it is here', () => {
    const { me, says } = among(1);
    says(1, { A: 3 });
    me.fire('pull');
    for (const id of [1, 2]) me.rumor(at(1), bare('A', id, 'x'));
    expect(requests(me.fire('pull', 60_000))).toEqual([]);
  });
});

/** How often it is asked for in a time in which nothing that can be taken comes. */
function asksIn(me: Subject, ms: number, answer: () => void = () => undefined): number {
  let asks = 0;
  for (let passed = 0; passed < ms; passed += 150) {
    const asked = requests(me.fire('pull', 150)).length;
    asks += asked;
    if (asked > 0) answer();
  }
  return asks;
}

describe('what never comes', () => {
  test('is asked for less and less often', () => {
    const { me, says } = among(2);
    for (const n of [1, 2]) says(n, { A: 4_000_000_000 });
    const first = asksIn(me, 10_000);
    expect(first).toBeGreaterThan(3);
    expect(asksIn(me, 600_000)).toBeLessThan(40);
  });

  test('nor does what is forged keep us busy', () => {
    const { me, says } = among(1);
    const eve = author('Eve');
    const forged = spoilt(eve.says('1'));
    says(1, { [forged.origin]: 2 });
    expect(asksIn(me, 600_000, () => me.rumor(at(1), forged))).toBeLessThan(40);
  });

  test('is asked for at once again when some of it came', () => {
    const { me, says } = among(1);
    says(1, { A: 50 });
    asksIn(me, 100_000);
    me.rumor(at(1), bare('A', 1, 'x'));
    expect(asksIn(me, 1_000)).toBeGreaterThan(0);
  });
});

describe('a stranger', () => {
  test('is not asked for what it says it holds, until it is known to be there', () => {
    const me = subject();
    const run = (runs += 1);
    const greeting = me.receive(at(1), oursStatus({ A: 50 }, { run }));
    expect(requests(me.fire('pull', 200))).toEqual([]);
    const ping = statusesTo(greeting, at(1)).find((status) => status.ping !== undefined)!.ping!;
    me.receive(at(1), oursStatus({}, { run, pong: ping, range: NO_RANGE }));
    expect(requests(me.fire('pull', 200))).toEqual([[at(1), 'A']]);
  });

  const names = (count: number, of: string): Record<string, number> =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${of} ${n}`, 2]));

  test('nor many of them keep us from asking others', () => {
    const { me, says } = among(1);
    for (let n = 0; n <= MAX_ORIGINS / MAX_UNKNOWN_OF_STRANGER; n++)
      me.receive(at(100 + n), oursStatus(names(MAX_UNKNOWN_OF_STRANGER, `of ${n}`), { run: (runs += 1) }));
    says(1, { A: 50 });
    expect(requests(me.fire('pull', 200))).toEqual([[at(1), 'A']]);
  });

  test('that proves to be there and tells of more than we could hold leaves a place for what we hold some of', () => {
    const { me, says } = among(2);
    me.rumor(at(2), bare('A', 1, 'x'));
    for (let i = 0; i < 5; i++) says(1, names(1_000, `batch ${i}`));
    says(2, { A: 50 });
    expect(requests(me.fire('pull', 200))).toContainEqual([at(2), 'A']);
  });

  test('and is proven leaves what comes from others a place, once it was asked in vain', () => {
    const { me, says } = among(2);
    for (let i = 0; i < 5; i++) says(1, names(1_000, `batch ${i}`));
    const asked: string[] = [];
    for (let i = 0; i < 20; i++) {
      says(2, { A: 50 });
      asked.push(...requests(me.fire('pull', 400)).map(([, origin]) => origin));
    }
    expect(asked).toContain('A');
  });

  test.each([
    ['ours', (clock: Record<string, number>) => oursStatus(clock, { run: (runs += 1) })],
    ['the course', (clock: Record<string, number>) => ({ ...oursStatus(clock), hello: undefined as never })],
  ])('of %s is remembered to hold n unknown origins, not n + 1', (_, status) => {
    for (const [count, behind] of [
      [MAX_UNKNOWN_OF_STRANGER, MAX_UNKNOWN_OF_STRANGER],
      [MAX_UNKNOWN_OF_STRANGER + 1, MAX_UNKNOWN_OF_STRANGER],
    ] as const) {
      const me = subject();
      me.receive(at(1), status(names(count, 'x')));
      expect(me.gossiper.peer(at(1))?.behind).toBe(behind);
    }
  });

  test('that sends rumors of more and more origins, each behind a hole, makes its clock grow no more than that', () => {
    const me = subject();
    const run = (runs += 1);
    me.receive(at(1), oursStatus({}, { run }));
    for (let n = 0; n < 1_000; n++) me.rumor(at(1), bare(`x ${n}`, 2, 'y'));
    expect(me.gossiper.peer(at(1))?.behind).toBeLessThanOrEqual(2 * MAX_UNKNOWN_OF_STRANGER);
  });

  test('that tells and tells makes nothing grow; nor does one who is known, beyond what we could hold', () => {
    const { me, says } = among(1);
    for (let i = 0; i < 6; i++) says(1, names(1_000, `batch ${i}`));
    expect(me.gossiper.peer(at(1))?.behind).toBe(MAX_ORIGINS);
    const run = (runs += 1);
    for (let i = 0; i < 6; i++) me.receive(at(2), oursStatus(names(1_000, `batch ${i}`), { run }));
    expect(me.gossiper.peer(at(2))?.behind).toBe(MAX_UNKNOWN_OF_STRANGER);
  });
});
