import { describe, expect, test } from 'vitest';
import { author, bare, LOBBY } from '../../tests/gossiper/authors.ts';
import {
  at,
  befriend,
  courseStatus,
  deliveredOf,
  oursStatus,
  OWN,
  rumorsTo,
  subject,
  to,
  type Subject,
} from '../../tests/gossiper/subject.ts';
import { encodePacket } from '../wire/index.ts';
import { MAX_DATAGRAM_BURST, MAX_DATAGRAMS_PER_SECOND, MAX_STRANGERS, MAX_WANT, STATUS_COST } from './limits.ts';
import { parseGroupMark } from './names.ts';
import type { Message, Packet } from './packet.ts';

const ELSEWHERE = parseGroupMark('eeeeeeeeeeeeeeee')!;
const hello: Message = { type: 'rumor', rumor: bare('A', 1, 'hello') };

/** As it came, whatever the group of the subject. */
function arrives(me: Subject, packet: Packet, from = at(1)): unknown[] {
  return me.input({ kind: 'received', from, packet, bytes: encodePacket(packet).length });
}

describe('groups', () => {
  test('a packet of another group changes nothing, not even who we know', () => {
    const me = subject();
    for (const message of [hello, oursStatus({}), courseStatus({})])
      expect(arrives(me, { group: ELSEWHERE, message })).toEqual([]);
    expect(me.gossiper.peers()).toEqual([]);
    expect(me.gossiper.counters.wrongGroup).toBe(3);
  });

  test('an open group takes unmarked packets', () => {
    const me = subject();
    arrives(me, { message: hello });
    expect(me.texts('A')).toEqual(['hello']);
  });

  test('a closed group never learns an unmarked address', () => {
    const me = subject({ config: { openToCourse: false } });
    expect(arrives(me, { message: hello })).toEqual([]);
    expect(arrives(me, { message: courseStatus({}) })).toEqual([]);
    expect(me.gossiper.peers()).toEqual([]);
    expect(me.receive(at(1), hello)).not.toEqual([]);
  });

  test('without a group we take what a course peer would, and lobby’s; and send no mark', () => {
    const me = subject({ group: 'none' });
    arrives(me, { message: hello }, at(1));
    arrives(me, { group: LOBBY, message: hello }, at(2));
    arrives(me, { group: ELSEWHERE, message: hello }, at(3));
    expect(me.gossiper.peers().map(({ address }) => address)).toEqual([at(1), at(2)]);
    expect(me.sent.every(({ packet }) => packet.group === undefined)).toBe(true);
  });
});

describe('a blocked peer', () => {
  const blocking = (): Subject => {
    const me = subject();
    befriend(me, at(1), { run: 6_001 });
    me.input({ kind: 'ruleForPeer', address: at(1), rule: 'block' });
    return me;
  };

  test('is not heard', () => {
    const me = blocking();
    const before = me.gossiper.peer(at(1));
    expect(arrives(me, { message: hello })).toEqual([]);
    expect(me.gossiper.peer(at(1))).toEqual(before);
    expect(me.gossiper.counters.blocked).toBe(1);
  });

  test('is sent nothing, by nothing', () => {
    const me = blocking();
    const sent = me.sent.length;
    me.input({ kind: 'say', text: 'hello' });
    me.input({ kind: 'addPeer', address: at(1) });
    for (const timer of ['announce', 'acks', 'retry', 'tick', 'antiEntropy', 'pull', 'settle']) me.fire(timer, 20_000);
    me.input({ kind: 'woke' });
    expect(me.sent.slice(sent)).toEqual([]);
  });

  test('that was removed is neither heard nor answered, and is blocked where its address is added again', () => {
    const me = blocking();
    me.input({ kind: 'removePeer', address: at(1) });
    expect(arrives(me, { message: hello })).toEqual([]);
    expect(me.gossiper.peer(at(1))).toBeUndefined();
    me.input({ kind: 'addPeer', address: at(1) });
    expect(me.gossiper.peer(at(1))?.rule).toBe('block');
  });

  test('is heard again when the rule is lifted', () => {
    const me = blocking();
    me.input({ kind: 'ruleForPeer', address: at(1), rule: 'none' });
    me.rumor(at(1), bare('A', 1, 'hello'));
    expect(me.texts('A')).toEqual(['hello']);
  });
});

describe('mute', () => {
  test('a muted peer’s own texts are kept and passed on, not shown; what it relays is shown', () => {
    const me = subject();
    const alex = author('Alex');
    befriend(me, at(1), { run: 6_002, origin: alex.identity.origin });
    befriend(me, at(2), { run: 6_003 });
    me.input({ kind: 'ruleForPeer', address: at(1), rule: 'mute' });
    const muted = me.rumor(at(1), alex.says('hello'));
    expect(deliveredOf(muted)).toEqual([]);
    expect(rumorsTo(muted, at(2)).map(({ text }) => text)).toEqual(['hello']);
    expect(deliveredOf(me.rumor(at(1), bare('Other', 1, 'relayed')))).toEqual(['relayed']);
  });

  test.each([
    ['mute', true],
    ['block', false],
    ['none', true],
  ] as const)('an origin under %s: pushed on: %s', (rule, isPushed) => {
    const me = subject();
    befriend(me, at(1), { run: 6_010 });
    befriend(me, at(2), { run: 6_011 });
    me.input({ kind: 'ruleForOrigin', origin: bare('A', 1, '').origin, rule });
    const effects = me.rumor(at(1), bare('A', 1, 'hello'));
    expect(deliveredOf(effects)).toEqual(rule === 'none' ? ['hello'] : []);
    expect(me.texts('A')).toEqual(['hello']);
    expect(rumorsTo(effects, at(2))).toHaveLength(isPushed ? 1 : 0);
  });
});

describe('rates', () => {
  /** How many of these are taken at once. */
  const taken = (me: Subject, message: Message, count: number, from: (i: number) => number): number => {
    const before = me.gossiper.counters.rateLimited;
    for (let i = 0; i < count; i++) me.receive(at(from(i)), message, { bytes: 40 });
    return count - (me.gossiper.counters.rateLimited - before);
  };
  const control: Message = { type: 'control', control: { kind: 'unknown', body: new Uint8Array() } };

  test('of one address: a burst of n datagrams, not n + 1, and then n a second', () => {
    const me = subject();
    me.input({ kind: 'addPeer', address: at(1) });
    expect(taken(me, control, MAX_DATAGRAM_BURST + 1, () => 1)).toBe(MAX_DATAGRAM_BURST);
    me.now += 1_000;
    expect(taken(me, control, MAX_DATAGRAMS_PER_SECOND + 1, () => 1)).toBe(MAX_DATAGRAMS_PER_SECOND);
    expect(taken(me, control, 1, () => 2)).toBe(1);
  });

  test('of all addresses that may be forged: the same, together; and above it nobody is learned', () => {
    const me = subject();
    expect(taken(me, control, MAX_DATAGRAM_BURST + 50, (i) => 1 + (i % 60))).toBe(MAX_DATAGRAM_BURST);
    const known = me.gossiper.peers().length;
    taken(me, control, 200, (i) => 5_000 + i);
    expect(me.gossiper.peers()).toHaveLength(known);
    expect(known).toBeLessThanOrEqual(MAX_STRANGERS);
  });

  test('a status costs what it makes us look at', () => {
    const me = subject();
    me.input({ kind: 'addPeer', address: at(1) });
    const want = Array.from({ length: MAX_WANT }, (_, n) => ({ origin: bare(`o${n}`, 1, '').origin, nextId: 1 }));
    const cost = 1 + Math.floor(MAX_WANT / STATUS_COST);
    const most = Math.floor(MAX_DATAGRAM_BURST / cost);
    expect(taken(me, { type: 'status', want }, most + 5, () => 1)).toBe(most);
  });
});

test('every kind of message is taken from anyone without harm, and teaches its address', () => {
  const name = bare('A', 1, '').origin;
  const some = new Uint8Array(32);
  const messages: Message[] = [
    { type: 'simple', originalName: 'A', relayPeerAddr: '', contents: 'x' },
    { type: 'private', origin: name, id: 1, text: 'x', destination: name, hopLimit: 9 },
    { type: 'dataRequest', origin: name, destination: name, hopLimit: 9, hash: some },
    { type: 'dataReply', origin: name, destination: name, hopLimit: 9, hash: some, data: some },
    { type: 'searchRequest', origin: name, budget: 2, keywords: ['x'] },
    { type: 'searchReply', origin: name, destination: name, hopLimit: 9, results: [] },
    { type: 'control', control: { kind: 'unknown', body: some } },
  ];
  const me = subject();
  for (const [i, message] of messages.entries()) me.receive(at(i + 1), message);
  expect(me.gossiper.peers()).toHaveLength(messages.length);
});

test('from our own address comes nothing', () => {
  const me = subject();
  expect(to(me.receive(OWN, courseStatus({})), OWN)).toEqual([]);
  expect(me.gossiper.peers()).toEqual([]);
});

test('in sync: what is held, what is known to exist, and with whom', () => {
  const me = subject();
  befriend(me, at(1), { run: 6_020 });
  for (const id of [1, 2]) me.rumor(at(1), bare('A', id, 'x'));
  expect(me.gossiper.sync()).toEqual({ have: 2, of: 2, peers: 1, peersInSync: 1 });
  me.receive(at(1), oursStatus({ A: 6 }, { run: 6_020 }));
  expect(me.gossiper.sync()).toEqual({ have: 2, of: 5, peers: 1, peersInSync: 0 });
  expect(me.gossiper.peer(at(1))?.behind).toBe(3);
});

test('what is missing, of whom, and who has all of it: the most first, as many as asked for', () => {
  const me = subject();
  befriend(me, at(1), { run: 6_020, origin: 'P1' });
  befriend(me, at(2), { run: 6_021, origin: 'P2' });
  me.rumor(at(1), bare('A', 1, 'x'));
  me.receive(at(1), oursStatus({ A: 4, B: 2 }, { run: 6_020, origin: 'P1' }));
  me.receive(at(2), oursStatus({ A: 6, B: 2 }, { run: 6_021, origin: 'P2' }));
  const missing = [
    { origin: 'A', count: 4, heldBy: ['P2'] },
    { origin: 'B', count: 1, heldBy: ['P1', 'P2'] },
  ];
  expect(me.gossiper.missing(9)).toEqual(missing);
  expect(me.gossiper.missing(1)).toEqual(missing.slice(0, 1));
  expect(me.gossiper.sync()).toMatchObject({ have: 1, of: 6 });
});
