import { describe, expect, test } from 'vitest';
import { at, deliveredOf, OWN, subject, to, type Subject } from '../../tests/gossiper/subject.ts';
import { parseOrigin } from './names.ts';
import type { Simple } from './packet.ts';

const from = (relay: string, contents = 'hello'): Simple => ({
  type: 'simple',
  originalName: 'A',
  relayPeerAddr: relay,
  contents,
});

function started(mode: 'simple' | 'rumors' = 'simple'): Subject {
  const me = subject({ group: 'none', config: { mode, peers: [at(1), at(2), at(3)] } });
  me.input({ kind: 'start' });
  return me;
}

describe('simple mode', () => {
  test('says to every peer, with our name and address, and is otherwise silent', () => {
    const me = started();
    expect(me.sent).toEqual([]);
    const effects = me.input({ kind: 'say', text: 'hi' });
    expect(deliveredOf(effects)).toEqual(['hi']);
    for (const n of [1, 2, 3])
      expect(to(effects, at(n))).toEqual([{ type: 'simple', originalName: 'Me', relayPeerAddr: OWN, contents: 'hi' }]);
  });

  test('passes on to all but who it came from and who relayed it, under our address', () => {
    const effects = started().receive(at(1), from(at(2)));
    expect(deliveredOf(effects)).toEqual(['hello']);
    expect([1, 2].flatMap((n) => to(effects, at(n)))).toEqual([]);
    expect(to(effects, at(3))).toEqual([from(OWN)]);
  });

  test('learns whoever sends, and sends it all that follows', () => {
    const me = started();
    me.receive(at(9), from(at(9)));
    let received = 0;
    for (let i = 0; i < 100; i++) received += to(me.input({ kind: 'say', text: 'x'.repeat(500) }), at(9)).length;
    expect(received).toBe(100);
  });

  test.each(['', 'nonsense', '1.2.3.4:99999'])('bears the relay address %j', (relay) => {
    expect(to(started().receive(at(1), from(relay)), at(3))).toHaveLength(1);
  });

  test('takes no rumors and no statuses', () => {
    const me = started();
    me.receive(at(1), { type: 'status', want: [] });
    expect(to(me.fire('settle'), at(1))).toEqual([]);
  });
});

test('a simple message of nobody, or of someone muted, is passed on and not shown', () => {
  const me = started();
  const nobody = me.receive(at(1), { ...from(at(1)), originalName: '' });
  expect([deliveredOf(nobody), to(nobody, at(3)).length]).toEqual([[], 1]);
  me.input({ kind: 'ruleForOrigin', origin: parseOrigin('A')!, rule: 'mute' });
  const muted = me.receive(at(1), from(at(1)));
  expect([deliveredOf(muted), to(muted, at(3)).length]).toEqual([[], 1]);
});

test('outside simple mode a simple message is shown and goes no further', () => {
  const me = started('rumors');
  const sent = me.sent.length;
  expect(deliveredOf(me.receive(at(1), from(at(1))))).toEqual(['hello']);
  expect(me.sent.length).toBe(sent);
});
