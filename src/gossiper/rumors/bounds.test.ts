import { describe, expect, test } from 'vitest';
import { author, bare, spoilt } from '../../../tests/gossiper/authors.ts';
import { core, friends } from '../../../tests/gossiper/core.ts';
import { at, befriend, oursStatus, subject } from '../../../tests/gossiper/subject.ts';
import type { Core } from '../core.ts';
import {
  FORGERIES_BURST,
  FORGERIES_PER_SECOND,
  MAX_ORIGINS,
  MAX_STRANGER_ORIGINS,
  MAX_STRANGER_ORIGINS_PER_HOUR,
  MAX_STRANGER_RUMORS_PER_HOUR,
  MAX_UNHELD,
  MAX_UNKNOWN_OF_STRANGER,
} from '../limits.ts';
import { parseOrigin, type Origin } from '../names.ts';
import type { Range } from '../packet.ts';
import { forgetClock, type Peer } from '../peers.ts';
import { holds, learnClock, mayForge, mayTakeUnverified, payForForgery } from './bounds.ts';
import { NO_RANGE } from './clock.ts';
import { receiveRumor, settle } from './intake.ts';
import { noteLacking } from './pull.ts';

const HOUR_MS = 3_600_000;
const named = (n: number): Origin => parseOrigin(`origin ${n}`)!;

const hold = (to: Core, origin: Origin): void => to.holdings.add(bare(origin, 1, ''), 'unverified', 0, undefined);

describe('what strangers may add', () => {
  test('origins: n an hour and not one more, and again an hour later', () => {
    const to = core();
    for (let n = 0; n < MAX_STRANGER_ORIGINS_PER_HOUR; n++) expect(mayTakeUnverified(to, named(n))).toBe(true);
    expect(mayTakeUnverified(to, named(-1))).toBe(false);
    to.now = { monotonic: 1_000 + HOUR_MS, wall: 0 };
    for (let n = 0; n < MAX_STRANGER_ORIGINS_PER_HOUR; n++) expect(mayTakeUnverified(to, named(n))).toBe(true);
    expect(mayTakeUnverified(to, named(-1))).toBe(false);
  });

  test('rumors: n an hour and not one more', () => {
    const to = core();
    hold(to, named(1));
    for (let n = 0; n < MAX_STRANGER_RUMORS_PER_HOUR; n++)
      if (!mayTakeUnverified(to, named(1))) throw new Error(`refused at ${n}`);
    expect(mayTakeUnverified(to, named(1))).toBe(false);
  });

  test('origins in all: n, not n + 1; what they hold already goes on', () => {
    const to = core();
    for (let n = 0; n < MAX_STRANGER_ORIGINS - 1; n++) hold(to, named(n));
    expect(mayTakeUnverified(to, named(-1))).toBe(true);
    hold(to, named(MAX_STRANGER_ORIGINS));
    expect(mayTakeUnverified(to, named(-1))).toBe(false);
    expect(mayTakeUnverified(to, named(0))).toBe(true);
  });

  test('rumors with claims that nobody can check count as well', () => {
    const me = subject();
    const eve = author('Eve');
    const first = eve.says('1');
    me.rumor(at(1), { ...first, extensions: new Uint8Array() });
    for (let id = 2; id <= 4; id++) me.rumor(at(1), eve.says(String(id)));
    expect(me.texts(first.origin)).toEqual(['1', '2', '3', '4']);
    expect(me.gossiper.counters).toMatchObject({ unverified: 4, verifications: 0 });
  });
});

test('of what a stranger sent and did not say itself as many origins are remembered as its clock may have, not one more', () => {
  const to = core();
  const { peer } = to.peers.learn(at(1), false, 0);
  peer.kind = 'ours';
  for (let n = 0; n <= MAX_UNKNOWN_OF_STRANGER; n++) holds(to, peer, bare(named(n), 2, ''));
  expect([peer.clock.size, peer.unsaid.size]).toEqual([MAX_UNKNOWN_OF_STRANGER, MAX_UNKNOWN_OF_STRANGER]);
});

describe('all origins', () => {
  const filled = (count: number): Core => {
    const to = core();
    const { birth } = author('Someone').identity;
    for (let n = 0; n < count; n++) to.holdings.add(bare(named(n), 1, ''), 'verified', 0, birth);
    return to;
  };
  const receive = (to: Core): number => {
    const { peer } = to.peers.learn(at(1), true, 0);
    receiveRumor(to, peer, author('New').says('hello'), undefined);
    settle(to);
    return to.holdings.origins.length;
  };

  test('are n, not n + 1', () => {
    expect(receive(filled(MAX_ORIGINS - 1))).toBe(MAX_ORIGINS);
    const full = filled(MAX_ORIGINS);
    expect(receive(full)).toBe(MAX_ORIGINS);
    expect(full.counters.refused).toBe(1);
  });

  test('are n also where more came at once', () => {
    const to = filled(MAX_ORIGINS - 1);
    const { peer } = to.peers.learn(at(1), true, 0);
    for (const name of ['One', 'Two', 'Three']) receiveRumor(to, peer, author(name).says('hello'), undefined);
    settle(to);
    expect(to.holdings.origins.length).toBe(MAX_ORIGINS);
  });

  test('of which strangers took all that they may have still leave room for one with a key', () => {
    const to = core();
    for (let n = 0; n < MAX_STRANGER_ORIGINS; n++) hold(to, named(n));
    expect(receive(to)).toBe(MAX_STRANGER_ORIGINS + 1);
  });
});

describe('wrong signatures', () => {
  test('of one source: n are checked and not one more, until time has passed', () => {
    const to = core();
    const { peer } = to.peers.learn(at(1), true, 1_000);
    for (let n = 0; n < FORGERIES_BURST; n++) {
      expect(mayForge(to, peer)).toBe(true);
      payForForgery(to, peer);
    }
    expect(mayForge(to, peer)).toBe(false);
    expect(mayForge(to, to.peers.learn(at(2), true, 1_000).peer)).toBe(true);
    to.now = { monotonic: 1_000 + 1_000 / FORGERIES_PER_SECOND, wall: 0 };
    expect(mayForge(to, peer)).toBe(true);
  });

  test('of all that may have forged their address have one account', () => {
    const me = subject();
    const rumor = spoilt(author('Eve').says('hello'));
    for (let n = 1; n <= FORGERIES_BURST + 500; n++) me.rumor(at(n), rumor);
    expect(me.gossiper.counters.verifications).toBe(FORGERIES_BURST);
    expect(me.gossiper.counters.refused).toBe(500);
  });

  test('are not on the account of whoever sent right ones in the same run', () => {
    const me = subject();
    befriend(me, at(1), { run: 3_001 });
    befriend(me, at(2), { run: 3_002 });
    for (let n = 0; n < FORGERIES_BURST + 10; n++) {
      const alex = author('Alex');
      me.receive(at(1), { type: 'rumor', rumor: alex.says('right') });
      me.receive(at(2), { type: 'rumor', rumor: spoilt(alex.says('wrong')) });
      me.fire('settle');
    }
    const last = author('Alex');
    expect(me.gossiper.counters.refused).toBe(10);
    me.rumor(at(1), last.says('still heard'));
    expect(me.texts(last.identity.origin)).toEqual(['still heard']);
  });
});

describe('of origins that we hold nothing of', () => {
  const says = (to: Core, peer: Peer, names: readonly Origin[], range: Range = NO_RANGE): void => {
    const want = names.map((origin) => ({ origin, nextId: 5 }));
    learnClock(to, peer, { ...oursStatus({}, { range }), want }, true);
    noteLacking(to, peer, names);
  };
  const names = (count: number, of: string): Origin[] =>
    Array.from({ length: count }, (_, n) => parseOrigin(`${of} ${n}`)!);
  const counted = (to: Core): number => [...to.peers.all()].reduce((sum, { clock }) => sum + clock.unheld.size, 0);
  const FULL = MAX_UNHELD / MAX_ORIGINS;

  test('n entries are in all clocks together, not n + 1', () => {
    const to = core();
    for (const [n, peer] of friends(to, FULL).entries()) says(to, peer, names(MAX_ORIGINS, `${n}`));
    expect(to.peers.unheld.total).toBe(MAX_UNHELD);
    const { peer: stranger } = to.peers.learn(at(1_000), false, 1_000);
    says(to, stranger, names(1, 'x'));
    expect([to.peers.unheld.total, counted(to), stranger.clock.size]).toEqual([MAX_UNHELD, MAX_UNHELD, 0]);
  });

  test('each proven peer has its share, whatever others make up before and after', () => {
    const to = core();
    const [honest, ...liars] = friends(to, 2 * FULL);
    const lie = (word: string): void => {
      for (const [n, peer] of liars.entries()) says(to, peer, names(MAX_ORIGINS, `${n} ${word}`));
    };
    lie('before');
    says(to, honest!, names(1_000, 'real'));
    lie('after');
    expect(names(1_000, 'real').every((origin) => honest!.clock.has(origin))).toBe(true);
    expect(counted(to)).toBe(to.peers.unheld.total);
    expect(to.peers.unheld.total).toBeLessThanOrEqual(MAX_UNHELD);
  });

  test('strangers make room first', () => {
    const to = core();
    const [last, ...others] = friends(to, FULL);
    for (let n = 0; n < 10; n++)
      says(to, to.peers.learn(at(1_000 + n), false, 1_000).peer, names(MAX_UNKNOWN_OF_STRANGER, `stranger ${n}`));
    for (const [n, peer] of others.entries()) says(to, peer, names(MAX_ORIGINS, `${n}`));
    says(to, last!, names(MAX_ORIGINS, 'last'));
    expect([last!.clock.size, others[0]!.clock.size]).toEqual([MAX_ORIGINS, MAX_ORIGINS]);
  });

  test.each([
    ['one after the other', 3_000],
    ['all at once, a datagram each', 190],
  ])('a newcomer gets to know all that fifty peers hold: %s', (_, slice) => {
    const to = core();
    const all = names(3_000, 'real');
    const peers = friends(to, 50);
    for (let from = 0; from < all.length; from += slice)
      for (const peer of peers) says(to, peer, all.slice(from, from + slice));
    expect(to.lacking.size).toBe(all.length);
    expect(all.filter((origin) => to.peers.unheld.get(origin) === undefined)).toEqual([]);
    expect(Math.min(...peers.map(({ clock }) => clock.size))).toBeGreaterThan(100);
  });

  test('none is counted once it is held, or its clock is gone', () => {
    const to = core();
    const [restarts, goes, clears, holder] = friends(to, 4);
    for (const peer of [restarts!, goes!, clears!, holder!]) says(to, peer, names(10, 'x'));
    expect(to.peers.unheld.total).toBe(40);
    forgetClock(restarts!);
    to.peers.remove(goes!.address);
    says(to, clears!, [], { from: '' });
    expect([to.peers.unheld.total, counted(to)]).toEqual([10, 10]);
    const alex = author('Alex');
    says(to, holder!, [...names(1, 'x'), alex.identity.origin]);
    receiveRumor(to, holder!, alex.says('hello'), undefined);
    settle(to);
    expect(to.peers.unheld.total).toBe(10);
    expect(holder!.clock.held).toEqual(new Map([[alex.identity.origin, 5]]));
    expect(holder!.clock.size).toBe(11);
  });
});
