import { describe, expect, test } from 'vitest';
import { author } from '../../tests/gossiper/authors.ts';
import { at, befriend, courseStatus, oursStatus, subject, type Subject } from '../../tests/gossiper/subject.ts';
import type { Effect } from './input.ts';
import type { Reach } from './ports.ts';
import { MAX_SENT_AHEAD, OwnReach } from './reach.ts';

const reachOf = (me: Subject): Reach | undefined => me.gossiper.reach(me.identity.origin);
const told = (effects: readonly Effect[]): readonly [number, number][] =>
  effects.flatMap((effect) => (effect.kind === 'reach' ? [[effect.sentUpTo, effect.heldUpTo]] : []));
const say = (me: Subject, ...texts: string[]): Effect[] => texts.flatMap((text) => me.input({ kind: 'say', text }));

describe('what is said', () => {
  test('alone is on this device', () => {
    const me = subject();
    expect(told(say(me, 'one', 'two'))).toEqual([]);
    expect(reachOf(me)).toEqual({ sentUpTo: 0, heldUpTo: 0 });
  });

  test('is sent with its first datagram, and held when a clock shows it; each is told once', () => {
    const me = subject();
    befriend(me, at(1));
    expect(told(say(me, 'one'))).toEqual([[1, 0]]);
    const { origin } = me.identity;
    expect(told(me.receive(at(1), oursStatus({ [origin]: 2 })))).toEqual([[1, 1]]);
    expect(told(me.receive(at(1), oursStatus({ [origin]: 2 })))).toEqual([]);
    expect(told(me.receive(at(1), oursStatus({})))).toEqual([]);
    expect(reachOf(me)).toEqual({ sentUpTo: 1, heldUpTo: 1 });
  });

  test('is held when a course peer that the user named says so', () => {
    const me = subject({ config: { peers: [at(1)] } });
    me.input({ kind: 'start' });
    say(me, 'one');
    me.receive(at(1), courseStatus({ [me.identity.origin]: 2 }));
    expect(reachOf(me)).toEqual({ sentUpTo: 1, heldUpTo: 1 });
  });

  test('is not held because a stranger says so, nor beyond what was said', () => {
    const me = subject();
    const { origin } = me.identity;
    say(me, 'one', 'two');
    me.receive(at(1), oursStatus({ [origin]: 3 }));
    expect(reachOf(me)?.heldUpTo).toBe(0);
    befriend(me, at(2), { run: 2 }, { [origin]: 100 });
    expect(reachOf(me)?.heldUpTo).toBe(2);
  });

  test('is remembered over a restart, for what an earlier incarnation said, too', () => {
    const alex = author('Alex');
    const me = subject({ identity: alex.identity, crypto: alex.crypto });
    befriend(me, at(1));
    say(me, 'one', 'two');
    me.receive(at(1), oursStatus({ [alex.identity.origin]: 2 }));
    me.log.reached(alex.identity.origin, reachOf(me)!);
    const next = author('Alex').identity;
    const birth = { ...next.birth!, publicKey: alex.identity.birth!.publicKey };
    const again = subject({ identity: { ...next, birth }, crypto: alex.crypto, log: me.log });
    expect(again.gossiper.reach(alex.identity.origin)).toEqual({ sentUpTo: 2, heldUpTo: 1 });
    befriend(again, at(2), { run: 2 }, { [alex.identity.origin]: 3 });
    expect(again.gossiper.reach(alex.identity.origin)).toEqual({ sentUpTo: 2, heldUpTo: 2 });
    expect(again.gossiper.reach(author('Bea').identity.origin)).toBeUndefined();
  });
});

describe('what is sent past one that was not', () => {
  const { identity } = author('Alex');

  test('counts once those before it were sent, or are held', () => {
    const reach = new OwnReach(identity, []);
    for (const id of [3, 4, 6]) reach.sent(identity.origin, id);
    expect(reach.of(identity.origin)).toEqual({ sentUpTo: 0, heldUpTo: 0 });
    for (const id of [1, 2]) reach.sent(identity.origin, id);
    expect(reach.of(identity.origin)).toEqual({ sentUpTo: 4, heldUpTo: 0 });
    reach.held(identity.origin, 5);
    expect(reach.of(identity.origin)).toEqual({ sentUpTo: 6, heldUpTo: 5 });
  });

  test('is remembered n times, not n + 1', () => {
    const reach = new OwnReach(identity, []);
    const last = 1 + MAX_SENT_AHEAD;
    for (let id = 2; id <= last + 1; id++) reach.sent(identity.origin, id);
    reach.sent(identity.origin, 1);
    expect(reach.of(identity.origin)?.sentUpTo).toBe(last);
  });
});
