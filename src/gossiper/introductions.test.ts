import { describe, expect, test } from 'vitest';
import { at, befriend, oursStatus, statusesTo, subject, to, type Subject } from '../../tests/gossiper/subject.ts';
import { FORGET_SILENT_MS } from './introductions.ts';
import { MAX_INTRODUCED, MAX_STRANGERS } from './limits.ts';
import { parseAddress, type Address } from './names.ts';
import type { Message } from './packet.ts';

const loopback = parseAddress('127.0.0.1:5001')!;
const zoned = parseAddress('[fe80::1%eth0]:5000')!;

/** A peer of ours each, at addresses of their own. */
function friends(me: Subject, ...addresses: Address[]): void {
  for (const [n, address] of addresses.entries()) befriend(me, address, { run: 100 + n, origin: `P${n}` });
}

const introductions = (messages: readonly Message[]): readonly Address[] =>
  messages.flatMap((message) =>
    message.type === 'control' && message.control.kind === 'peers' ? message.control.addresses : [],
  );

const peersPacket = (...addresses: Address[]): Message => ({ type: 'control', control: { kind: 'peers', addresses } });
const known = (me: Subject) => me.gossiper.peers().map(({ address }) => address);

describe('handing on', () => {
  test('a peer of ours that proved its address is told of the others, once a run', () => {
    const me = subject();
    friends(me, at(1), at(2), at(3));
    const tick = me.fire('tick', 1_000);
    expect(new Set(introductions(to(tick, at(1))))).toEqual(new Set([at(2), at(3)]));
    expect(introductions(to(me.fire('tick', 1_000), at(1)))).toEqual([]);
  });

  test('and again with anti-entropy: someone may have come', () => {
    const me = subject();
    friends(me, at(1), at(2));
    me.fire('tick', 1_000);
    const effects = me.fire('antiEntropy', 10_000);
    expect([introductions(to(effects, at(1))), introductions(to(effects, at(2)))].flat()).toHaveLength(1);
  });

  test('nobody who did not prove an address is told anything, or told of', () => {
    const me = subject();
    friends(me, at(1), at(2));
    me.receive(at(3), oursStatus({}, { run: 3 }));
    const effects = me.fire('tick', 1_000);
    expect(introductions(to(effects, at(3)))).toEqual([]);
    expect(introductions(to(effects, at(1)))).toEqual([at(2)]);
  });

  test('a course peer never gets one: it would not understand it', () => {
    const me = subject();
    friends(me, at(1), at(2));
    me.receive(at(3), { type: 'status', want: [] }, { unmarked: true });
    expect(introductions(to(me.fire('tick', 1_000), at(3)))).toEqual([]);
  });

  test('an address that means another machine elsewhere stays here', () => {
    const me = subject();
    friends(me, at(1), at(2), loopback, zoned);
    const effects = me.fire('tick', 1_000);
    expect(introductions(to(effects, at(1)))).toEqual([at(2)]);
    expect(introductions(to(effects, loopback))).toEqual([]);
  });

  test(`at most ${MAX_INTRODUCED} at once`, () => {
    const me = subject();
    friends(me, ...Array.from({ length: MAX_INTRODUCED + 5 }, (_, n) => at(n + 1)));
    expect(introductions(to(me.fire('tick', 1_000), at(1)))).toHaveLength(MAX_INTRODUCED);
  });
});

describe('being told', () => {
  test('who is introduced is greeted, and known for good only when it answers', () => {
    const me = subject();
    friends(me, at(1));
    const effects = me.receive(at(1), peersPacket(at(2), at(3)));
    expect(statusesTo(effects, at(2))).toHaveLength(1);
    const [greeting] = statusesTo(effects, at(3));
    me.receive(at(3), oursStatus({}, { run: 3, pong: greeting!.ping! }));
    me.fire('tick', FORGET_SILENT_MS + 1);
    expect(known(me)).toEqual([at(1), at(3)]);
  });

  test('a stranger’s introductions are nothing', () => {
    const me = subject();
    me.receive(at(1), oursStatus({}));
    expect(me.receive(at(1), peersPacket(at(2)))).toEqual([]);
    expect(known(me)).toEqual([at(1)]);
  });

  test('a flood of them fills no table, and is answered with little', () => {
    const me = subject();
    friends(me, at(1));
    const before = me.sent.length;
    for (let n = 0; n < 40; n++)
      me.receive(at(1), peersPacket(...Array.from({ length: MAX_INTRODUCED }, (_, i) => at(100 + 24 * n + i))));
    expect(known(me).length).toBeLessThanOrEqual(MAX_STRANGERS + 1);
    expect(me.sent.length - before).toBeLessThanOrEqual(256);
  });

  test('addresses of this machine are taken from this machine only, and none with a zone', () => {
    const me = subject();
    friends(me, at(1), loopback);
    me.receive(at(1), peersPacket(parseAddress('127.0.0.1:9')!, zoned));
    expect(known(me)).toEqual([at(1), loopback]);
    me.receive(loopback, peersPacket(parseAddress('127.0.0.1:9')!));
    expect(known(me)).toContain('127.0.0.1:9');
  });
});

describe('suggestions of discovery', () => {
  test('are greeted, and forgotten where nobody is', () => {
    const me = subject();
    expect(statusesTo(me.input({ kind: 'suggestPeer', address: at(7) }), at(7))).toHaveLength(1);
    me.fire('tick', FORGET_SILENT_MS);
    expect(known(me)).toEqual([at(7)]);
    expect(me.fire('tick', 1)).toContainEqual({ kind: 'peer', address: at(7) });
    expect(known(me)).toEqual([]);
  });

  test('of someone who is here already change nothing', () => {
    const me = subject();
    friends(me, at(1));
    expect(me.input({ kind: 'suggestPeer', address: at(1) })).toEqual([]);
  });

  test('of our own address are nobody', () => {
    const me = subject();
    expect(me.input({ kind: 'suggestPeer', address: parseAddress('10.0.0.1:5000')! })).toEqual([]);
  });
});
