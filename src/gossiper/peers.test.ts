import { describe, expect, test } from 'vitest';
import { author, bare } from '../../tests/gossiper/authors.ts';
import {
  at,
  befriend,
  bytesTo,
  courseStatus,
  oursStatus,
  rumorsTo,
  statusesTo,
  subject,
  type Subject,
} from '../../tests/gossiper/subject.ts';
import { MAX_PEERS, MAX_STRANGERS, STRANGER_BASE_BYTES, STRANGER_BASES_BURST, STRANGER_FACTOR } from './limits.ts';
import type { Effect } from './input.ts';
import type { Address } from './names.ts';
import { allowance, Peers } from './peers.ts';

const addresses = (me: Subject): Address[] => me.gossiper.peers().map(({ address }) => address);

describe('the table of addresses', () => {
  test('holds n strangers; the one that was silent for longest makes room for one more', () => {
    const peers = new Peers();
    for (let n = 1; n <= MAX_STRANGERS; n++) peers.learn(at(n), false, 0).peer.lastHeard = n === 7 ? 1 : 1_000 + n;
    expect(peers.size).toBe(MAX_STRANGERS);
    expect(peers.learn(at(500), false, 0).evicted).toBe(at(7));
    expect(peers.size).toBe(MAX_STRANGERS);
  });

  test('holds n learned addresses; strangers, or else the longest silent, make room', () => {
    const peers = new Peers();
    for (let n = 1; n <= MAX_PEERS; n++) {
      const { peer } = peers.learn(at(n), false, 0);
      peer.validated = true;
      peer.lastHeard = n === 9 ? 1 : 1_000 + n;
    }
    expect(peers.size).toBe(MAX_PEERS);
    expect(peers.learn(at(5_000), false, 0).evicted).toBe(at(9));
    expect(peers.size).toBe(MAX_PEERS);
  });

  test('never forgets whom the user named, nor what the user said of an address', () => {
    const peers = new Peers();
    for (let n = 1; n <= MAX_PEERS; n++) peers.learn(at(n), true, 0);
    peers.learn(at(2_000), false, 0).peer.rule = 'block';
    for (let n = 3_000; n < 3_000 + MAX_STRANGERS + 10; n++) peers.learn(at(n), false, 0).peer.lastHeard = n;
    for (let n = 1; n <= MAX_PEERS; n++) expect(peers.get(at(n))).toBeDefined();
    expect(peers.get(at(2_000))?.rule).toBe('block');
    expect(peers.size).toBeLessThanOrEqual(MAX_PEERS + 1 + MAX_STRANGERS);
  });

  test('takes a newcomer where every place is the user’s', () => {
    const peers = new Peers();
    for (let n = 1; n <= MAX_PEERS + 1; n++) peers.learn(at(n), true, 0);
    expect(peers.learn(at(2_000), false, 0).evicted).toBeUndefined();
  });
});

describe('an address that may be forged', () => {
  test('may be sent a base and what it paid for, to the byte', () => {
    const { peer } = new Peers().learn(at(1), false, 0);
    peer.receivedBytes = 100;
    peer.sentBytes = 50;
    expect(allowance(peer)).toBe(STRANGER_BASE_BYTES + STRANGER_FACTOR * 100 - 50);
    peer.validated = true;
    expect(allowance(peer)).toBe(Infinity);
    peer.rule = 'block';
    expect(allowance(peer)).toBe(0);
  });

  test('gets the base while few are new, n but not n + 1 at once', () => {
    const peers = new Peers();
    const bases = Array.from(
      { length: STRANGER_BASES_BURST + 1 },
      (_, n) => peers.learn(at(n + 1), false, 0).peer.baseBytes,
    );
    expect(bases.slice(0, -1).every((base) => base === STRANGER_BASE_BYTES)).toBe(true);
    expect(bases.at(-1)).toBe(0);
    expect(peers.learn(at(9_999), false, 1_000).peer.baseBytes).toBe(STRANGER_BASE_BYTES);
  });

  const holding = (count: number): Subject => {
    const me = subject();
    for (let id = 1; id <= count; id++) me.input({ kind: 'say', text: `${id} `.padEnd(500, '.') });
    return me;
  };

  test.each([
    ['a course peer’s status', courseStatus({})],
    ['a status of ours', oursStatus({}, { run: 77, ping: 5 })],
    ['a status of ours that asks for much', oursStatus({}, { run: 78, credit: 64 })],
  ])('gets one rumor at most for %s, now and ever, and at most its budget', (_, status) => {
    const me = holding(50);
    const effects: Effect[] = me.receive(at(1), status, { bytes: 60 });
    for (let i = 0; i < 100; i++)
      for (const timer of ['retry', 'acks', 'pull', 'announce', 'tick', 'antiEntropy', 'settle'])
        effects.push(...me.fire(timer, 50));
    me.input({ kind: 'say', text: 'and one more' });
    expect(rumorsTo(effects, at(1)).length).toBeLessThanOrEqual(1);
    expect(bytesTo(effects, at(1))).toBeLessThanOrEqual(STRANGER_BASE_BYTES + STRANGER_FACTOR * 60);
  });

  test('costs little in all, whatever number of addresses is forged', () => {
    const me = holding(50);
    let bytes = 0;
    for (let n = 1; n <= 3_000; n++) {
      const status = n % 2 === 0 ? courseStatus({}) : oursStatus({}, { run: 10_000 + n, ping: n });
      bytes += bytesTo(me.receive(at(n), status, { bytes: 60 }), at(n));
    }
    expect(bytes).toBeLessThan((STRANGER_BASES_BURST + 1) * STRANGER_BASE_BYTES + 3_000 * 60 * STRANGER_FACTOR);
    expect(addresses(me).length).toBeLessThanOrEqual(MAX_STRANGERS);
  });

  test('becomes a real one even where it got no base', () => {
    const me = holding(50);
    for (let n = 1; n <= STRANGER_BASES_BURST; n++) me.receive(at(n), courseStatus({}));
    const newcomer = at(9_000);
    befriend(me, newcomer, { run: 9_000 });
    expect(me.gossiper.peer(newcomer)?.validated).toBe(true);
  });

  test('is validated by its nonce only, not by any other', () => {
    const me = subject();
    const ping = statusesTo(me.receive(at(1), oursStatus({}, { run: 5 })), at(1)).find((status) => status.ping)?.ping;
    me.receive(at(1), oursStatus({}, { run: 5, pong: ping! + 1 }));
    expect(me.gossiper.peer(at(1))?.validated).toBe(false);
    me.receive(at(1), oursStatus({}, { run: 5, pong: ping! }));
    expect(me.gossiper.peer(at(1))?.validated).toBe(true);
  });

  test('is validated by acknowledging a rumor', () => {
    const me = subject({ config: { identity: { origin: bare('Me', 1, '').origin, name: 'Me' } } });
    me.input({ kind: 'say', text: 'hello' });
    expect(rumorsTo(me.receive(at(1), courseStatus({})), at(1))).toHaveLength(1);
    expect(me.gossiper.peer(at(1))?.validated).toBe(false);
    me.receive(at(1), courseStatus({ Me: 2 }));
    expect(me.gossiper.peer(at(1))?.validated).toBe(true);
  });
});

describe('a course peer that was never validated', () => {
  test('in sync, with more origins than fit a stranger’s first status, starts no loop', () => {
    const me = subject();
    const clock: Record<string, number> = {};
    for (let n = 0; n < 90; n++) {
      const rumor = bare(`origin number ${n}`, 1, 'x');
      me.rumor(at(1), rumor);
      clock[rumor.origin] = 2;
    }
    // It sends what our status seems to lack, each time.
    let rounds = 0;
    let effects = me.receive(at(2), { type: 'rumor', rumor: bare('origin number 0', 1, 'x') });
    for (; rounds < 50; rounds++) {
      effects = [...effects, ...me.fire('settle', 1)];
      const status = statusesTo(effects, at(2)).at(-1);
      if (status === undefined) break;
      const told = new Set(status.want.map(({ origin }) => origin));
      const lacked = Object.keys(clock).find((origin) => ![...told].some((one) => one === origin));
      if (lacked === undefined) break;
      effects = me.receive(at(2), { type: 'rumor', rumor: bare(lacked, 1, 'x') });
    }
    expect(rounds).toBeLessThan(3);
    me.now += 5_000;
    const whole = statusesTo(me.receive(at(2), courseStatus({ ...clock, new: 2 })), at(2)).at(-1);
    expect(whole?.want.length).toBe(90);
  });
});

test('two addresses of one author are two peers', () => {
  const me = subject();
  befriend(me, at(1), { run: 1, origin: author('Two').identity.origin });
  befriend(me, at(2), { run: 2, origin: author('Two').identity.origin });
  expect(addresses(me)).toEqual([at(1), at(2)]);
});
