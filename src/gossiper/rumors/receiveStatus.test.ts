import { describe, expect, test } from 'vitest';
import { bare } from '../../../tests/gossiper/authors.ts';
import {
  at,
  befriend,
  courseStatus,
  instance,
  oursStatus,
  rumorsTo,
  statusesTo,
  subject,
  to,
  wants,
  type Subject,
} from '../../../tests/gossiper/subject.ts';
import type { Status } from '../packet.ts';
import { NO_RANGE } from './clock.ts';
import { LATE_IN_A_ROW } from './receiveStatus.ts';

let runs = 1_000;

/** Someone of ours who is validated, and us, who hold `count` rumors of A. */
function friends(count = 0): { me: Subject; run: number; status: typeof oursStatus } {
  const me = subject();
  const run = (runs += 1);
  for (let id = 1; id <= count; id++) me.rumor(at(9), bare('A', id, `text ${id}`));
  befriend(me, at(1), { run });
  me.now += 10;
  return { me, run, status: (clock, options) => oursStatus(clock, { run, ...options }) };
}

const wanted = (status: Status | undefined): object =>
  Object.fromEntries(status?.want.map(({ origin, nextId }) => [origin, nextId]) ?? []);

describe('a hello', () => {
  test('makes the address one of ours, and names it', () => {
    const { me } = friends();
    expect(me.gossiper.peer(at(1))).toMatchObject({ kind: 'ours', origin: 'Peer', validated: true });
  });

  test('its ping is answered by a pong, which asks for no answer', () => {
    const { me, status } = friends();
    const answers = statusesTo(me.receive(at(1), status({}, { ping: 42, range: NO_RANGE })), at(1));
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ pong: 42, range: NO_RANGE });
    expect(answers[0]).not.toHaveProperty('ping');
  });

  test('of a late status does not renew its credit', () => {
    const { me, status } = friends(3);
    const late = status({ A: 1 }, { credit: 64, range: NO_RANGE });
    me.receive(at(1), status({}, { range: NO_RANGE }));
    expect(rumorsTo(me.receive(at(1), late), at(1))).toEqual([]);
    expect(rumorsTo(me.receive(at(1), status({ A: 1 }, { credit: 64, range: NO_RANGE })), at(1))).not.toEqual([]);
  });

  test('of a new run forgets what the one before it held', () => {
    const { me, status } = friends(3);
    me.receive(at(1), status({ A: 4 }));
    const restarted = oursStatus({ A: 1 }, { run: (runs += 1), credit: 64 });
    expect(rumorsTo(me.receive(at(1), restarted), at(1)).map(({ id }) => id)).toEqual([1]);
  });

  test('of a run that ended says nothing any more', () => {
    const { me, status } = friends(3);
    const late = status({ A: 4 });
    me.receive(at(1), status({}));
    const next = (runs += 1);
    me.receive(at(1), oursStatus({ A: 1 }, { run: next }));
    me.receive(at(1), late);
    const asks = oursStatus({ A: 1 }, { run: next, credit: 64 });
    expect(rumorsTo(me.receive(at(1), asks), at(1)).map(({ id }) => id)).toEqual([1]);
  });

  test('forged, of a new run, doesn’t silence the peer that is really there', () => {
    const { me, status } = friends(3);
    for (let i = 0; i < 3; i++) {
      me.receive(at(1), oursStatus({ A: 4 }, { run: (runs += 1) }));
      const asks = status({ A: 1 }, { credit: 64, range: NO_RANGE });
      expect(rumorsTo(me.receive(at(1), asks), at(1)).map(({ id }) => id)).toEqual([1]);
    }
  });
});

describe('a forged status under the present instance', () => {
  test('that claims a clock is taken back by the next whole one, or by asking', () => {
    for (const range of [undefined, NO_RANGE]) {
      const { me, status } = friends(3);
      me.receive(at(1), status({ A: 900 }, { range: NO_RANGE }));
      const asks = status(range === undefined ? {} : { A: 1 }, { credit: 64, ...(range && { range }) });
      const effects = me.receive(at(1), asks);
      if (range === undefined) expect(statusesTo(effects, at(1)).map(wanted)).toEqual([{ A: 4 }]);
      else expect(rumorsTo(effects, at(1)).map(({ id }) => id)).toEqual([1]);
    }
  });

  test('that takes the highest clockSeq does not silence the real one for good', () => {
    const { me, status } = friends(3);
    const forged = status({ A: 900 }, { range: NO_RANGE });
    me.receive(at(1), { ...forged, hello: { ...forged.hello!, clockSeq: Number.MAX_SAFE_INTEGER } });
    const asks = (): number[] =>
      rumorsTo(me.receive(at(1), status({ A: 1 }, { credit: 64, range: NO_RANGE })), at(1)).map(({ id }) => id);
    const answers = Array.from({ length: LATE_IN_A_ROW }, asks);
    expect(answers.slice(0, -1).flat()).toEqual([]);
    expect(answers.at(-1)).toEqual([1]);
  });
});

describe('our own instance', () => {
  const OWN_RUN = 0xffff;
  test('with the nonce that we sent there: that is us, and we don’t talk to ourselves', () => {
    const me = subject({ config: { peers: [at(1)] } });
    const ping = statusesTo(me.input({ kind: 'start' }), at(1))[0]?.ping;
    me.receive(at(1), oursStatus({}, { run: OWN_RUN, ping: ping! }));
    expect(me.gossiper.peer(at(1))?.rule).toBe('block');
  });

  test('behind another address than the one that we sent to', () => {
    const me = subject({ config: { peers: [at(1)] } });
    const ping = statusesTo(me.input({ kind: 'start' }), at(1))[0]?.ping;
    me.receive(at(2), oursStatus({}, { run: OWN_RUN, ping: ping! }));
    expect([me.gossiper.peer(at(1))?.rule, me.gossiper.peer(at(2))]).toEqual(['block', undefined]);
  });

  test('alone proves nothing: anyone may forge it', () => {
    const me = subject({ config: { peers: [at(1)] } });
    me.input({ kind: 'start' });
    befriend(me, at(2), { run: (runs += 1) });
    for (const victim of [at(1), at(2)]) {
      expect(to(me.receive(victim, oursStatus({}, { run: OWN_RUN })), victim)).toEqual([]);
      expect(me.gossiper.peer(victim)?.rule).toBe('none');
    }
  });

  test('of a stranger isn’t remembered', () => {
    const me = subject();
    expect(instance(OWN_RUN)).toBe('000000000000ffff');
    expect(to(me.receive(at(3), oursStatus({}, { run: OWN_RUN })), at(3))).toEqual([]);
    expect(me.gossiper.peer(at(3))).toBeUndefined();
  });
});

describe('between ours', () => {
  test('a whole status is told once what we hold beyond it, and no more', () => {
    const { me, status } = friends(3);
    const answers = statusesTo(me.receive(at(1), status({ A: 2 })), at(1));
    expect(answers.map(wanted)).toEqual([{ A: 4 }]);
    expect(answers[0]?.range).toEqual(NO_RANGE);
    expect(answers[0]?.ping).toBeUndefined();
  });

  test('a status in sync is not answered', () => {
    const { me, status } = friends(3);
    expect(to(me.receive(at(1), status({ A: 4 })), at(1))).toEqual([]);
  });

  test('a partial one neither: an origin that it doesn’t list is no origin that is lacked', () => {
    const { me, status } = friends(3);
    expect(to(me.receive(at(1), status({}, { range: NO_RANGE })), at(1))).toEqual([]);
    expect(to(me.receive(at(1), status({}, { range: { from: 'B' } })), at(1))).toEqual([]);
    const inRange = me.receive(at(1), status({}, { range: { from: 'A', to: 'B' } }));
    expect(statusesTo(inRange, at(1)).map(wanted)).toEqual([{ A: 4 }]);
  });

  test('credit fetches a window: what is asked for, in order, and not more than granted', () => {
    const { me, status } = friends(10);
    const ids: number[] = [];
    for (let round = 0; round < 3; round++) {
      const ask = status({ A: 1 + ids.length }, { credit: 3, range: NO_RANGE });
      ids.push(...rumorsTo(me.receive(at(1), ask), at(1)).map(({ id }) => id));
    }
    expect(ids).toEqual([1, 2, 3, 4, 5, 6]); // windows of 1, 2, and 3 by credit
  });

  test('whoever says that it holds more is asked for it', () => {
    const { me, status } = friends();
    me.receive(at(1), status({ A: 100 }, { range: NO_RANGE }));
    const asked = statusesTo(me.fire('pull'), at(1));
    expect(asked.map(wanted)).toEqual([{ A: 1 }]);
    expect(asked[0]?.credit).toBeGreaterThan(0);
  });
});

describe('the course’s', () => {
  const course = (count: number): Subject => {
    const me = subject();
    for (let id = 1; id <= count; id++) me.rumor(at(9), bare('A', id, `text ${id}`));
    me.input({ kind: 'addPeer', address: at(1) });
    me.now += 10;
    return me;
  };

  test('status that lacks something is answered by that, in order, in growing windows', () => {
    const me = course(10);
    expect(rumorsTo(me.receive(at(1), courseStatus({})), at(1)).map(({ id }) => id)).toEqual([1]);
    expect(rumorsTo(me.receive(at(1), courseStatus({ A: 2 })), at(1)).map(({ id }) => id)).toEqual([2, 3]);
    expect(rumorsTo(me.receive(at(1), courseStatus({ A: 4 })), at(1)).map(({ id }) => id)).toEqual([4, 5, 6, 7]);
  });

  test('status that is ahead is answered by ours, whole and without a hello', () => {
    const me = course(2);
    const answers = to(me.receive(at(1), courseStatus({ A: 3, B: 9 })), at(1));
    expect(answers).toEqual([{ type: 'status', want: wants({ A: 3 }) }]);
  });

  test('status that is equal is not answered', () => {
    const me = course(2);
    expect(to(me.receive(at(1), courseStatus({ A: 3 })), at(1))).toEqual([]);
    expect(to(me.receive(at(1), courseStatus({ A: 3, B: 1 })), at(1))).toEqual([]);
  });

  test('status both ahead and behind: sending comes first', () => {
    const me = course(2);
    const answers = to(me.receive(at(1), courseStatus({ A: 2, B: 9 })), at(1));
    expect(answers.map(({ type }) => type)).toEqual(['rumor']);
  });

  test('peer that restarted without its log is sent everything again', () => {
    const me = course(3);
    for (const next of [1, 2, 4]) me.receive(at(1), courseStatus({ A: next }));
    me.now += 60_000;
    expect(rumorsTo(me.receive(at(1), courseStatus({})), at(1)).map(({ id }) => id)[0]).toBe(1);
  });
});

describe('the first seed’s acknowledgement of a route rumor', () => {
  test('stops its repetition, and says nothing of what is held', () => {
    const me = subject({ config: { routeRumorMs: 1_000, peers: [at(1)] } });
    const sent = rumorsTo(me.input({ kind: 'start' }), at(1));
    expect(sent.map(({ text }) => text)).toEqual(['']);
    me.receive(at(1), { type: 'status', want: [], route: me.identity.origin });
    expect(rumorsTo(me.fire('retry', 5_000), at(1))).toEqual([]);
    expect(me.gossiper.peer(at(1))?.kind).toBe('unknown');
  });

  test('with an empty route is a status like any other', () => {
    const me = subject({ config: { peers: [at(1)] } });
    me.receive(at(1), { type: 'status', want: [], route: '' });
    expect(me.gossiper.peer(at(1))?.kind).toBe('course');
  });
});
