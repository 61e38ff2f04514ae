/** How fast others make our log grow. */
import { describe, expect, test } from 'vitest';
import { author, bare, stripped, type Author } from '../../../tests/gossiper/authors.ts';
import { core, friends } from '../../../tests/gossiper/core.ts';
import { at, befriend, oursStatus, subject } from '../../../tests/gossiper/subject.ts';
import type { Core } from '../core.ts';
import { GROWTH_BY_HOST, GROWTH_BY_STRANGERS, GROWTH_OF_ORIGIN, GROWTH_UNSIGNED, ROW_BYTES } from '../limits.ts';
import { parseAddress, type Address } from '../names.ts';
import type { Rumor } from '../packet.ts';
import type { Peer } from '../peers.ts';
import { learnClock } from './bounds.ts';
import { NO_RANGE } from './clock.ts';
import { Accounts, bytesOnDisk, hostOf, mayGrowUnsigned, payForUnsigned } from './growth.ts';
import { receiveRumor, settle } from './intake.ts';
import { noteLacking, planPulls } from './pull.ts';

const HOUR_MS = 3_600_000;
const LONG = 'x'.repeat(7_900);
const address = (text: string): Address => parseAddress(text)!;

/** A text that takes so much of the log. */
const taking = (bytes: number): Rumor => bare('A', 1, 'x'.repeat(bytes - ROW_BYTES));

function receive(to: Core, from: Peer, ...rumors: Rumor[]): void {
  for (const rumor of rumors) receiveRumor(to, from, rumor, undefined);
  settle(to);
}
const later = (to: Core, ms: number): void => {
  to.now = { monotonic: to.now.monotonic + ms, wall: to.now.wall + ms };
};
const held = (to: Core, of: Author): number => to.holdings.next(of.identity.origin) - 1;
const emptyOrigin = (to: Core, of: Author, left = 0): void => {
  to.growth.origins.pay(of.identity.origin, GROWTH_OF_ORIGIN.burst - left, to.now.monotonic);
};
const emptyHost = (to: Core, peer: Peer, left = 0): void => {
  to.growth.hosts.pay(hostOf(peer.address), GROWTH_BY_HOST.burst - left, to.now.monotonic);
};

describe('an account', () => {
  const rate = { burst: 100, perHour: 3_600 };

  test('is full at first, and fills again', () => {
    const accounts = new Accounts(rate, 9);
    accounts.pay('a', 100, 0);
    expect([accounts.left('a', 0), accounts.left('b', 0), accounts.left('a', 1_000)]).toEqual([0, 100, 1]);
    expect(accounts.left('a', HOUR_MS)).toBe(100);
  });

  test('is kept while it is not full, n of them and not n + 1: the fullest goes', () => {
    const accounts = new Accounts(rate, 3);
    for (const [who, bytes] of [
      ['a', 50],
      ['b', 10],
      ['c', 90],
      ['d', 20],
    ] as const)
      accounts.pay(who, bytes, 0);
    expect(['a', 'b', 'c', 'd'].map((who) => accounts.left(who, 0))).toEqual([50, 100, 10, 80]);
  });
});

test.each([
  ['10.0.0.1:5000', '10.0.0.1'],
  ['[2001:db8:1:2:3:4:5:6]:5000', '2001:db8:1:2'],
  ['[2001:db8::6]:5000', '2001:db8:0:0'],
  ['[fe80::1%eth0]:5000', 'fe80:0:0:0'],
  ['[::1]:5000', '0:0:0:0'],
  ['[1::]:5000', '1:0:0:0'],
  ['[::ffff:10.0.0.1]:5000', '[::ffff:10.0.0.1]'],
])('the machine at %s is %s', (at, host) => expect(hostOf(address(at))).toBe(host));

test('addresses that may be forged have one account, which one round trip of many newcomers doesn’t empty', () => {
  const me = subject();
  const eve = author('Eve');
  let taken = 0;
  for (let n = 1; n <= 200; n++) {
    me.rumor(at(n), eve.says(LONG));
    if (me.texts(eve.identity.origin).length === n) taken += 1;
  }
  const each = bytesOnDisk(eve.says(LONG));
  expect(taken).toBe(Math.floor(GROWTH_BY_STRANGERS.burst / each));
  me.now += HOUR_MS;
  for (let id = taken + 1; id <= 200; id++) me.rumor(at(1), eve.forks(bare(eve.identity.origin, id, ''), LONG));
  expect(me.texts(eve.identity.origin).length).toBeLessThanOrEqual(2 * taken + 1);
});

describe('one key', () => {
  test('has an account of n bytes, not n + 1, whoever brings what it says', () => {
    const to = core();
    const [one, other] = friends(to, 2);
    const alex = author('Alex');
    const [first, second] = [alex.says('hello'), alex.says('again')];
    emptyOrigin(to, alex, bytesOnDisk(first) - 1);
    for (const peer of [one!, other!]) receive(to, peer, first);
    expect([held(to, alex), to.counters.refused, to.counters.verifications]).toEqual([0, 2, 0]);
    later(to, 1_000);
    receive(to, one!, first, second);
    expect(held(to, alex)).toBe(2);
  });

  test('is taken as far as its account goes; what wasn’t taken is not acknowledged', () => {
    const to = core();
    const [peer] = friends(to, 1);
    const alex = author('Alex');
    const said = Array.from({ length: 10 }, () => alex.says(LONG));
    emptyOrigin(to, alex, 3.5 * bytesOnDisk(said[1]!));
    receive(to, peer!, ...said);
    expect(held(to, alex)).toBe(3);
    later(to, HOUR_MS);
    receive(to, peer!, ...said.slice(3));
    expect(held(to, alex)).toBe(10);
  });

  test('can say 10,000 of the longest texts at once, and a group of 50 can say 4 lines a second each for ever', () => {
    const longest = ROW_BYTES + 8_000 + 250;
    expect(GROWTH_OF_ORIGIN.burst).toBeGreaterThan(10_000 * longest);
    const line = ROW_BYTES + 100 + 175;
    expect(GROWTH_OF_ORIGIN.perHour).toBeGreaterThan(3_600 * 4 * line);
    expect(GROWTH_BY_HOST.perHour).toBeGreaterThan(3_600 * 200 * line);
    expect(GROWTH_BY_HOST.burst).toBeGreaterThan(1_000_000 * line);
  });
});

test('many keys have the account of the machine that brings them, whatever its ports', () => {
  const to = core();
  const [peer, elsewhere] = friends(to, 2);
  const port = to.peers.learn(address(`${hostOf(peer!.address)}:6000`), true, 0).peer;
  const keys = [author('A'), author('B'), author('C')];
  emptyHost(to, peer!, 0.5 * bytesOnDisk(keys[0]!.says(LONG)));
  for (const from of [peer!, port])
    for (const key of keys) receive(to, from, key.forks(bare(key.identity.origin, 1, ''), LONG));
  expect(keys.map((key) => held(to, key))).toEqual([0, 0, 0]);
  for (const key of keys) receive(to, elsewhere!, key.forks(bare(key.identity.origin, 1, ''), LONG));
  expect(keys.map((key) => held(to, key))).toEqual([1, 1, 1]);
});

describe('what a clock claims', () => {
  const asked = (to: Core): boolean => {
    planPulls(to);
    return to.takeEffects().some((effect) => effect.kind === 'send');
  };

  test.each(['key', 'machine'] as const)(
    'is not asked for while the account of its %s is empty, and then comes',
    (of) => {
      const to = core();
      const [peer] = friends(to, 1);
      const alex = author('Alex');
      if (of === 'key') emptyOrigin(to, alex);
      else emptyHost(to, peer!);
      learnClock(to, peer!, oursStatus({ [alex.identity.origin]: 40 }, { range: NO_RANGE }), true);
      noteLacking(to, peer!, [alex.identity.origin]);
      for (let n = 0; n < 3; n++) {
        expect(asked(to)).toBe(false);
        later(to, 150);
      }
      later(to, 60_000);
      expect(asked(to)).toBe(true);
      receive(to, peer!, ...Array.from({ length: 39 }, () => alex.says('hello')));
      expect(held(to, alex)).toBe(39);
    },
  );
});

test('a signed copy that takes the place of a short text is paid for, too', () => {
  const to = core();
  const [peer] = friends(to, 1);
  const alex = author('Alex');
  const said = alex.says(LONG);
  receive(to, peer!, { ...stripped(said), text: 'x' });
  emptyOrigin(to, alex);
  receive(to, peer!, said);
  expect(to.holdings.get(said.origin, 1)?.text).toBe('x');
  later(to, HOUR_MS);
  receive(to, peer!, said);
  expect(to.holdings.get(said.origin, 1)?.text).toBe(LONG);
  expect(to.growth.origins.left(said.origin, to.now.monotonic)).toBe(GROWTH_OF_ORIGIN.perHour - bytesOnDisk(said));
});

test('of what nobody signed n bytes are taken, not n + 1', () => {
  const to = core();
  for (let room = GROWTH_UNSIGNED.burst; room >= 16_000; room -= 8_000) {
    expect(mayGrowUnsigned(to, taking(8_000))).toBe(true);
    payForUnsigned(to, taking(8_000));
  }
  const { tokens } = to.growth.unsigned;
  expect([mayGrowUnsigned(to, taking(tokens + 1)), mayGrowUnsigned(to, taking(tokens))]).toEqual([false, true]);
});

test('who proved its address pays for itself', () => {
  const me = subject();
  befriend(me, at(1), { run: 7_001 });
  const alex = author('Alex');
  for (let n = 0; n < 300; n++) me.rumor(at(1), alex.says(LONG));
  expect(me.texts(alex.identity.origin)).toHaveLength(300);
});
