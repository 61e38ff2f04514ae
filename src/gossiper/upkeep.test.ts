import { describe, expect, test } from 'vitest';
import { bare } from '../../tests/gossiper/authors.ts';
import {
  at,
  befriend,
  courseStatus,
  oursStatus,
  rumorsTo,
  statusesTo,
  subject,
  type Subject,
} from '../../tests/gossiper/subject.ts';
import type { Effect } from './input.ts';
import { NO_RANGE } from './rumors/clock.ts';

let runs = 7_000;

/** Ticks as a host does, once a second. */
function pass(me: Subject, seconds: number, each: (effects: Effect[]) => void = () => undefined): Effect[] {
  const all: Effect[] = [];
  for (let i = 0; i < seconds; i++) {
    const effects = me.fire('tick', 1_000);
    each(effects);
    all.push(...effects);
  }
  return all;
}

function friend(): { me: Subject; run: number } {
  const me = subject();
  const run = (runs += 1);
  befriend(me, at(1), { run });
  return { me, run };
}

describe('a peer that is silent for long', () => {
  test.each([
    ['none', undefined],
    ['mute', 'mute'],
    ['block', 'block'],
  ] as const)('and has the rule %s is kept with it: %s', (rule, kept) => {
    const { me } = friend();
    me.input({ kind: 'ruleForPeer', address: at(1), rule });
    pass(me, 60); // it is unreachable by then
    me.fire('tick', 3_600_000);
    me.fire('tick', 3_600_000);
    expect(me.gossiper.peer(at(1))?.rule).toBe(kept);
  });
});

describe('one of ours that falls silent', () => {
  test('is pinged, and after three pings without an answer it is unreachable', () => {
    const { me } = friend();
    const pings = statusesTo(pass(me, 30), at(1)).filter(({ ping }) => ping !== undefined);
    expect(new Set(pings.map(({ ping }) => ping)).size).toBe(pings.length);
    expect(me.gossiper.peer(at(1))?.state).toBe('unreachable');
    const before = pings.length;
    expect(before).toBeGreaterThanOrEqual(3);
  });

  test('but answers its pings is reachable, and its round trip is measured', () => {
    const { me, run } = friend();
    pass(me, 60, (effects) => {
      const ping = statusesTo(effects, at(1)).find((status) => status.ping !== undefined)?.ping;
      if (ping === undefined) return;
      me.now += 30;
      me.receive(at(1), oursStatus({}, { run, pong: ping, range: NO_RANGE }));
    });
    expect(me.gossiper.peer(at(1))).toMatchObject({ state: 'reachable', roundTrip: 30 });
  });

  test('is reachable again with the first thing that it says', () => {
    const { me, run } = friend();
    pass(me, 30);
    me.receive(at(1), oursStatus({}, { run }));
    expect(me.gossiper.peer(at(1))?.state).toBe('reachable');
  });

  test('is forgotten after ten minutes, unless the user named it', () => {
    for (const isNamed of [false, true]) {
      const { me } = friend();
      if (isNamed) me.input({ kind: 'addPeer', address: at(1) });
      pass(me, 60);
      me.now += 600_000;
      pass(me, 1);
      expect(me.gossiper.peer(at(1)) !== undefined).toBe(isNamed);
    }
  });
});

test('a silent course peer in sync is healthy', () => {
  const me = subject();
  me.input({ kind: 'addPeer', address: at(1) });
  me.receive(at(1), courseStatus({}));
  pass(me, 600);
  expect(me.gossiper.peer(at(1))?.state).toBe('reachable');
});

test('a course peer that acknowledges no push, three times in a row, is unreachable, and reachable when heard', () => {
  const me = subject();
  me.input({ kind: 'addPeer', address: at(1) });
  me.receive(at(1), courseStatus({}));
  for (let i = 0; i < 6; i++) {
    me.input({ kind: 'say', text: `${i}` });
    for (let tries = 0; tries < 5; tries++) me.fire('retry', 3_001);
  }
  expect(me.gossiper.peer(at(1))?.state).toBe('unreachable');
  me.receive(at(1), courseStatus({}));
  expect(me.gossiper.peer(at(1))?.state).toBe('reachable');
});

describe('peers that the user named', () => {
  const named = Array.from({ length: 20 }, (_, n) => at(n + 1));

  test('are greeted at the start, and those that don’t answer again and again, a few at a time', () => {
    const me = subject({ config: { peers: named } });
    const first = me.input({ kind: 'start' });
    for (const address of named) expect(statusesTo(first, address)[0]?.ping).toBeDefined();
    const counts: number[] = [];
    const later = pass(me, 60, (effects) => counts.push(effects.filter(({ kind }) => kind === 'send').length));
    for (const address of named) expect(statusesTo(later, address).length).toBeGreaterThan(5);
    expect(Math.max(...counts)).toBeLessThanOrEqual(8);
  });

  test('are not when they were removed', () => {
    const me = subject({ config: { peers: [at(1)] } });
    me.input({ kind: 'start' });
    me.input({ kind: 'removePeer', address: at(1) });
    expect(statusesTo(pass(me, 60), at(1))).toEqual([]);
  });
});

describe('anti-entropy', () => {
  test('sends our status to one peer each time, to all in turn by chance', () => {
    const me = subject({ config: { peers: [at(1), at(2), at(3)], antiEntropyMs: 1_000 } });
    me.input({ kind: 'start' });
    const chosen = Array.from({ length: 60 }, () => me.fire('antiEntropy', 1_000)).map((effects) =>
      effects.flatMap((effect) => (effect.kind === 'send' ? [effect.to] : [])),
    );
    expect(chosen.every((some) => some.length === 1)).toBe(true);
    expect(new Set(chosen.flat()).size).toBe(3);
  });

  test('can be off', () => {
    const me = subject({ config: { peers: [at(1)], antiEntropyMs: 0 } });
    const armed = me.input({ kind: 'start' }).flatMap((effect) => (effect.kind === 'arm' ? [effect.timer] : []));
    expect(armed).not.toContain('antiEntropy');
  });

  test('can be changed, and runs at the new interval from then on', () => {
    const me = subject({ config: { peers: [at(1)], antiEntropyMs: 10_000 } });
    me.input({ kind: 'start' });
    const effects = me.input({ kind: 'setIntervals', antiEntropyMs: 2_000, routeRumorMs: 0 });
    expect(effects).toContainEqual({ kind: 'disarm', timer: 'antiEntropy' });
    const armed = effects.find((effect) => effect.kind === 'arm' && effect.timer === 'antiEntropy');
    expect(armed?.kind === 'arm' && armed.afterMs).toBeLessThanOrEqual(2_000);
    expect(me.fire('antiEntropy', 2_000)).toContainEqual({ kind: 'arm', timer: 'antiEntropy', afterMs: 2_000 });
    const off = me.input({ kind: 'setIntervals', antiEntropyMs: 0, routeRumorMs: 0 });
    expect(off).toEqual([{ kind: 'disarm', timer: 'antiEntropy' }]);
    expect(me.input({ kind: 'setIntervals', antiEntropyMs: 0, routeRumorMs: 0 })).toEqual([]);
  });

  test('never chooses an address of ours that may be forged', () => {
    const me = subject();
    me.receive(at(1), oursStatus({}, { run: (runs += 1) }));
    for (let i = 0; i < 20; i++)
      expect(me.fire('antiEntropy', 10_000).filter(({ kind }) => kind === 'send')).toEqual([]);
  });
});

test('a stranger of ours whose answer came too late is asked again, one that was never heard again is not', () => {
  for (const isThere of [true, false]) {
    const me = subject();
    const run = (runs += 1);
    const ping = statusesTo(me.receive(at(1), oursStatus({}, { run })), at(1)).find((one) => one.ping)!.ping!;
    pass(me, 2);
    me.rumor(at(9), bare('A', 1, 'x'));
    if (isThere) me.receive(at(1), oursStatus({}, { run, pong: ping }));
    const again = statusesTo(pass(me, 2), at(1)).filter((one) => one.ping !== undefined);
    expect(again).toHaveLength(isThere ? 1 : 0);
  }
});

describe('route rumors', () => {
  test('begin at once when they are switched on, and end when they are switched off', () => {
    const me = subject({ config: { peers: [at(1)], routeRumorMs: 0 } });
    me.input({ kind: 'start' });
    const on = me.input({ kind: 'setIntervals', antiEntropyMs: 10_000, routeRumorMs: 60_000 });
    expect(on.filter((effect) => effect.kind === 'append')).toHaveLength(1);
    expect(on).toContainEqual({ kind: 'arm', timer: 'routeRumor', afterMs: 60_000 });
    expect(on).not.toContainEqual({ kind: 'disarm', timer: 'antiEntropy' });
    const off = me.input({ kind: 'setIntervals', antiEntropyMs: 10_000, routeRumorMs: 0 });
    expect(off).toEqual([{ kind: 'disarm', timer: 'routeRumor' }]);
  });

  test('are none in simple mode, whatever is set', () => {
    const me = subject({ config: { mode: 'simple' } });
    me.input({ kind: 'start' });
    expect(me.input({ kind: 'setIntervals', antiEntropyMs: 1_000, routeRumorMs: 1_000 })).toEqual([]);
  });
});

describe('a socket that moved', () => {
  test('is told to those that are known, and is not taken for a peer', () => {
    const me = subject({ config: { peers: [at(1), at(2)] } });
    me.input({ kind: 'start' });
    const effects = me.input({ kind: 'moved', ownAddress: at(2) });
    expect(statusesTo(effects, at(1))).toHaveLength(1);
    expect(statusesTo(effects, at(2))).toEqual([]);
    expect(me.gossiper.peer(at(2))).toBeUndefined();
    me.input({ kind: 'addPeer', address: at(2) });
    expect(me.gossiper.peer(at(2))).toBeUndefined();
  });
});

describe('after sleep', () => {
  test('what seemed to be timing out did not', () => {
    const { me } = friend();
    expect(rumorsTo(me.input({ kind: 'say', text: 'hello' }), at(1))).toHaveLength(1);
    me.now += 3_600_000;
    me.input({ kind: 'woke' });
    expect(rumorsTo(me.fire('retry'), at(1))).toEqual([]);
    expect(me.gossiper.peer(at(1))?.state).toBe('reachable');
    expect(rumorsTo(me.fire('retry', 1_000), at(1))).toHaveLength(1);
  });

  test('timers run again, and peers are asked what was missed', () => {
    const { me } = friend();
    me.input({ kind: 'start' });
    me.now += 3_600_000;
    const effects = me.input({ kind: 'woke' });
    const armed = effects.flatMap((effect) => (effect.kind === 'arm' ? [effect.timer] : []));
    expect(armed).toEqual(expect.arrayContaining(['tick', 'antiEntropy']));
    expect(statusesTo(effects, at(1)).some(({ ping }) => ping !== undefined)).toBe(true);
  });
});

test('whoever is left without a link takes new ones', () => {
  const { me, run } = friend();
  me.receive(at(1), oursStatus({}, { run, link: 'lazy', range: NO_RANGE }));
  expect(me.gossiper.peer(at(1))?.link).toBe('lazy');
  pass(me, 1);
  expect(me.gossiper.peer(at(1))?.link).toBe('eager');
  expect(rumorsTo(me.rumor(at(9), bare('A', 1, 'x')), at(1))).toHaveLength(1);
});
