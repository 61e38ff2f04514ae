import { describe, expect, it } from 'vitest';
import { bare } from '../../../tests/gossiper/authors.ts';
import { at, befriend, courseStatus, subject, to, type Subject } from '../../../tests/gossiper/subject.ts';
import { FORWARDS_BURST, MAX_HOP_LIMIT } from '../limits.ts';
import { parseOrigin } from '../names.ts';
import type { Private } from '../packet.ts';

const [A, B] = [parseOrigin('A')!, parseOrigin('B')!];
const message = (more: Partial<Private> = {}): Private => ({
  type: 'private',
  origin: A,
  id: 0,
  text: 'hello',
  destination: B,
  hopLimit: 9,
  ...more,
});

/** A course peer that the user named, whose rumors came from it. */
function knows(me: Subject, n: number, origin: string, id = 1): void {
  me.input({ kind: 'addPeer', address: at(n) });
  me.receive(at(n), courseStatus({}), { unmarked: true });
  me.receive(at(n), { type: 'rumor', rumor: bare(origin, id, `${id}`) }, { unmarked: true });
}

function relay(): Subject {
  const me = subject();
  knows(me, 1, 'A');
  knows(me, 2, 'B');
  return me;
}
const passOn = (me: Subject, what: Private, from = 1) => me.receive(at(from), what, { unmarked: true });

describe('a message for another', () => {
  it.each([
    [10, 9],
    [9, 8],
    [1, 0],
    [MAX_HOP_LIMIT + 1, MAX_HOP_LIMIT - 1],
  ])('that came with hop limit %i leaves with %i', (came, left) => {
    const me = relay();
    expect(to(passOn(me, message({ hopLimit: came })), at(2))).toEqual([message({ hopLimit: left })]);
  });

  it('goes no further with hop limit 0', () => {
    const me = relay();
    expect(to(passOn(me, message({ hopLimit: 0 })), at(2))).toEqual([]);
    expect(me.gossiper.counters.hopLimitReached).toBe(1);
  });

  it('is not sent back, and is counted where nobody else is known', () => {
    const me = relay();
    expect(to(passOn(me, message(), 2), at(2))).toEqual([]);
    passOn(me, message({ destination: parseOrigin('nobody')! }));
    expect(me.gossiper.counters.noRoute).toBe(2);
  });

  it('takes the next best way while the best neighbour is gone, and the best again when it is back', () => {
    const me = relay();
    knows(me, 3, 'B', 1); // a copy: the second best
    me.input({ kind: 'removePeer', address: at(2) });
    expect(to(passOn(me, message()), at(3))).toHaveLength(1);
    me.receive(at(2), { type: 'rumor', rumor: bare('B', 2, 'again') }, { unmarked: true });
    me.input({ kind: 'addPeer', address: at(2) });
    expect(to(passOn(me, message()), at(2))).toHaveLength(1);
  });

  it('is never sent to a blocked peer, nor for a blocked origin', () => {
    const me = relay();
    me.input({ kind: 'ruleForOrigin', origin: A, rule: 'block' });
    expect(to(passOn(me, message()), at(2))).toEqual([]);
    me.input({ kind: 'ruleForOrigin', origin: A, rule: 'mute' });
    expect(to(passOn(me, message()), at(2))).toHaveLength(1);
    me.input({ kind: 'ruleForPeer', address: at(2), rule: 'block' });
    expect(to(passOn(me, message()), at(2))).toEqual([]);
  });

  it('is one of FORWARDS_BURST at once from one neighbour', () => {
    const me = relay();
    let sent = 0;
    for (let n = 0; n < FORWARDS_BURST + 1; n++) sent += to(passOn(me, message({ text: `${n}` })), at(2)).length;
    expect(sent).toBe(FORWARDS_BURST);
    expect(me.gossiper.counters.notForwarded).toBe(1);
  });

  it('that is numbered and comes again is sent twice, but not what comes at once', () => {
    const me = relay();
    const numbered = message({ id: 5 });
    expect(to(passOn(me, numbered), at(2))).toHaveLength(1);
    me.now += 10;
    expect(to(passOn(me, numbered), at(2))).toHaveLength(0);
    me.now += 100;
    expect(to(passOn(me, numbered), at(2))).toHaveLength(2);
  });

  it('in the order of the first seed keeps it', () => {
    const me = relay();
    const swapped = message({ text: 'B', destination: parseOrigin('a few words')! });
    expect(to(passOn(me, swapped), at(2))).toEqual([
      message({ text: 'a few words', destination: B, hopLimit: 8, seedOrder: true }),
    ]);
  });

  it('of ours that came back in a circle is dropped', () => {
    const me = relay();
    expect(to(passOn(me, message({ origin: me.identity.origin })), at(2))).toEqual([]);
  });
});

it('routes are told with where they go, and a rumor with text is traced', () => {
  const me = subject({ config: { trace: true } });
  me.input({ kind: 'addPeer', address: at(1) });
  const effects = me.receive(at(1), { type: 'rumor', rumor: bare('A', 1, 'x') }, { unmarked: true });
  expect(effects).toContainEqual({ kind: 'trace', event: { type: 'route', origin: 'A', via: at(1) } });
  const silent = me.receive(at(1), { type: 'rumor', rumor: bare('A', 2, '') }, { unmarked: true });
  expect(silent.filter((effect) => effect.kind === 'trace' && effect.event.type === 'route')).toEqual([]);
  expect(me.gossiper.routes()).toMatchObject([{ origin: 'A', via: at(1), how: 'rumor', id: 2, isOpen: true }]);
});

it('news of a neighbour that came round by another renew the route to it, which stays', () => {
  const me = subject({ config: { trace: true } });
  befriend(me, at(1), { origin: A });
  befriend(me, at(2), { origin: B, run: 2 });
  const traced = (id: number, text: string) =>
    me.rumor(at(2), bare(A, id, text)).flatMap((effect) => (effect.kind === 'trace' ? [effect.event] : []));
  expect(traced(1, 'x')).toContainEqual({ type: 'route', origin: A, via: at(1) });
  expect(traced(1, 'x').map(({ type }) => type)).not.toContain('route');
  expect(traced(2, '').map(({ type }) => type)).not.toContain('route');
});
