import { describe, expect, test } from 'vitest';
import { bare } from '../../../tests/gossiper/authors.ts';
import {
  at,
  befriend,
  courseStatus,
  oursStatus,
  rumorsTo,
  statusesTo,
  subject,
  type Subject,
} from '../../../tests/gossiper/subject.ts';
import type { Config } from '../input.ts';
import { WINDOW_COURSE, WINDOW_OURS } from '../limits.ts';
import type { Rumor } from '../packet.ts';
import { NO_RANGE } from './clock.ts';
import { coinFlip, eager, fanout } from './spread.ts';

let runs = 8_000;
const ids = (rumors: readonly Rumor[]): number[] => rumors.map(({ id }) => id);

function among(count: number, config: Partial<Config> = {}): { me: Subject; run: number[] } {
  const me = subject({ config });
  const run = Array.from({ length: count + 1 }, () => (runs += 1));
  for (let n = 1; n <= count; n++) befriend(me, at(n), { run: run[n]! });
  return { me, run };
}

describe('eager push', () => {
  test('goes at once to a bounded number of links', () => {
    const { me } = among(40);
    const sent = me.input({ kind: 'say', text: 'hello' }).filter(({ kind }) => kind === 'send');
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThanOrEqual(fanout(41));
  });

  test('of a rumor that came from someone goes to others, and not to who holds it', () => {
    const { me, run } = among(3);
    me.receive(at(2), oursStatus({ A: 2 }, { run: run[2]!, range: NO_RANGE }));
    const effects = me.rumor(at(1), bare('A', 1, 'hello'));
    expect([1, 2, 3].map((n) => rumorsTo(effects, at(n)).length)).toEqual([0, 0, 1]);
  });

  test('that isn’t acknowledged is repeated as often as the policy says, then announced', () => {
    const { me } = among(1);
    let copies = rumorsTo(me.input({ kind: 'say', text: 'hello' }), at(1)).length;
    for (let i = 0; i < 20; i++) copies += rumorsTo(me.fire('retry', 250), at(1)).length;
    expect(copies).toBe(1 + eager.retries);
    const told = statusesTo(me.fire('acks'), at(1)).flatMap(({ want }) => want);
    expect(told).toContainEqual({ origin: me.identity.origin, nextId: 2 });
  });

  test('that is acknowledged is not', () => {
    const { me, run } = among(1);
    me.input({ kind: 'say', text: 'hello' });
    me.receive(at(1), oursStatus({ [me.identity.origin]: 2 }, { run: run[1]!, range: NO_RANGE }));
    expect(rumorsTo(me.fire('retry', 10_000), at(1))).toEqual([]);
  });

  test('is told to stop by a link that asks so', () => {
    const { me, run } = among(2);
    me.receive(at(1), oursStatus({}, { run: run[1]!, range: NO_RANGE, link: 'lazy' }));
    const effects = me.input({ kind: 'say', text: 'hello' });
    expect([rumorsTo(effects, at(1)).length, rumorsTo(effects, at(2)).length]).toEqual([0, 1]);
    const told = [me.fire('announce', 250), me.fire('announce', 250)].flatMap((some) => statusesTo(some, at(1)));
    expect(told.flatMap(({ want }) => want)).toContainEqual({ origin: me.identity.origin, nextId: 2 });
  });
});

describe('the window in flight', () => {
  test.each([
    ['ours', WINDOW_OURS.rumors],
    ['course', WINDOW_COURSE.rumors],
  ] as const)('to %s opens to n and never beyond', (kind, most) => {
    const me = subject();
    const run = (runs += 1);
    for (let id = 1; id <= 400; id++) me.rumor(at(9), bare('A', id, 'x'));
    if (kind === 'ours') befriend(me, at(1), { run });
    else me.input({ kind: 'addPeer', address: at(1) });
    let next = 1;
    const windows: number[] = [];
    for (let round = 0; round < 10 && next <= 400; round++) {
      const clock = { A: next };
      const status = kind === 'ours' ? oursStatus(clock, { run, credit: 1_000, range: NO_RANGE }) : courseStatus(clock);
      const sent = ids(rumorsTo(me.receive(at(1), status), at(1)));
      expect(sent).toEqual(Array.from({ length: sent.length }, (_, i) => next + i));
      next += sent.length;
      windows.push(sent.length);
    }
    expect(windows[0]).toBe(1);
    expect(Math.max(...windows)).toBe(most);
  });

  test('to ours is bounded by bytes as well', () => {
    const me = subject();
    const run = (runs += 1);
    for (let id = 1; id <= 80; id++) me.rumor(at(9), bare('A', id, 'x'.repeat(8_000)));
    befriend(me, at(1), { run });
    let next = 1;
    let most = 0;
    for (let round = 0; round < 9; round++) {
      const status = oursStatus({ A: next }, { run, credit: 1_000, range: NO_RANGE });
      const sent = rumorsTo(me.receive(at(1), status), at(1)).length;
      most = Math.max(most, sent);
      next += sent;
    }
    expect(most).toBe(Math.ceil(WINDOW_OURS.bytes / 8_030));
  });
});

describe('the course’s coin', () => {
  const course = (): Subject => {
    const me = subject({ group: 'none', config: { policy: 'coinFlip', peers: [at(1), at(2), at(3)], trace: true } });
    me.input({ kind: 'start' });
    for (const n of [1, 2, 3]) me.receive(at(n), courseStatus({}));
    return me;
  };
  const holder = (me: Subject): number => {
    const effects = me.input({ kind: 'say', text: 'hello' });
    return [1, 2, 3].find((n) => rumorsTo(effects, at(n)).length > 0)!;
  };
  const copies = (me: Subject, n: number, float: number): number => {
    me.random.floats.push(float);
    const effects = me.receive(at(n), courseStatus({ [me.identity.origin]: 2 }));
    expect(rumorsTo(effects, at(n))).toEqual([]);
    return [1, 2, 3].flatMap((other) => rumorsTo(effects, at(other))).length;
  };

  test('heads: the same rumor goes to another; tails: to nobody', () => {
    const heads = course();
    expect(copies(heads, holder(heads), 0.1)).toBe(1);
    const tails = course();
    expect(copies(tails, holder(tails), 0.9)).toBe(0);
  });

  test('is flipped once for each rumor', () => {
    const me = course();
    const n = holder(me);
    copies(me, n, 0.9);
    expect(copies(me, n, 0.1)).toBe(0);
  });

  test('is flipped on a timeout as well', () => {
    const me = course();
    holder(me);
    me.random.floats.push(0.1);
    const effects = me.fire('retry', coinFlip.timeout(undefined, 'course') + 1);
    expect([1, 2, 3].flatMap((n) => rumorsTo(effects, at(n)))).toHaveLength(1);
  });

  test('what a status lacks a second after it was sent is sent again, before the 10 s are over', () => {
    const me = course();
    const n = holder(me);
    me.now += 1_000;
    expect(rumorsTo(me.receive(at(n), courseStatus({})), at(n))).toEqual([]);
    me.now += 1;
    expect(rumorsTo(me.receive(at(n), courseStatus({})), at(n))).toHaveLength(1);
    expect(rumorsTo(me.receive(at(n), courseStatus({})), at(n))).toEqual([]);
  });

  test('an old rumor is answered with a status, and nothing else', () => {
    const me = course();
    me.rumor(at(1), bare('A', 1, 'hello'));
    me.sent.length = 0;
    me.rumor(at(2), bare('A', 1, 'hello'));
    expect(me.sent.map(({ to, packet }) => [to, packet.message.type])).toEqual([[at(2), 'status']]);
  });
});
