import { describe, expect, test } from 'vitest';
import { author, bare, spoilt, stripped } from '../../../tests/gossiper/authors.ts';
import {
  at,
  befriend,
  courseStatus,
  deliveredOf,
  newLog,
  oursStatus,
  rumorsTo,
  statusesTo,
  subject,
  to,
  type Subject,
} from '../../../tests/gossiper/subject.ts';
import type { Effect } from '../input.ts';
import { parseGroupMark } from '../names.ts';

const kinds = (effects: readonly Effect[]): string[] =>
  effects.map(({ kind }) => kind).filter((kind) => !['arm', 'peer', 'send'].includes(kind));

function hearing(): { me: Subject; push: (from: number, ...rumors: Parameters<Subject['rumor']>[1][]) => Effect[] } {
  const me = subject();
  for (const n of [1, 2]) befriend(me, at(n), { run: 2_000 + n });
  return {
    me,
    push(from, ...rumors) {
      const effects = rumors.flatMap((rumor) => me.receive(at(from), { type: 'rumor', rumor }));
      return [...effects, ...me.fire('settle', 1)];
    },
  };
}

describe('a new rumor', () => {
  test('is stored, shown, and acknowledged', () => {
    const { me, push } = hearing();
    const alex = author('Alex');
    const effects = [...push(1, alex.says('hello')), ...me.fire('acks')];
    expect(kinds(effects)).toEqual(['append', 'delivered', 'route']);
    expect(statusesTo(effects, at(1)).at(-1)?.want).toEqual([{ origin: alex.identity.origin, nextId: 2 }]);
    expect(me.log.entriesOf(alex.identity.origin)[0]).toMatchObject({ trust: 'verified', how: 'rumor', from: at(1) });
  });

  test('of many in a row costs one verification', () => {
    const { me, push } = hearing();
    const alex = author('Alex');
    push(1, ...Array.from({ length: 50 }, (_, i) => alex.says(`${i}`)));
    expect(me.texts(alex.identity.origin)).toHaveLength(50);
    expect(me.gossiper.counters.verifications).toBe(1);
  });

  test('out of order waits, unacknowledged, and comes out in order', () => {
    const { me, push } = hearing();
    const alex = author('Alex');
    const [one, two, three] = ['1', '2', '3'].map((text) => alex.says(text));
    expect(kinds(push(1, three!, two!))).toEqual([]);
    expect(deliveredOf(push(1, one!))).toEqual(['1', '2', '3']);
    expect(me.texts(alex.identity.origin)).toEqual(['1', '2', '3']);
  });

  test('whose signature is wrong is dropped and counted, and can still come from someone else', () => {
    const { me, push } = hearing();
    const alex = author('Alex');
    const rumor = alex.says('hello');
    expect(kinds(push(1, spoilt(rumor)))).toEqual([]);
    expect(me.gossiper.counters.forged).toBe(1);
    expect(deliveredOf(push(2, rumor))).toEqual(['hello']);
  });

  test('of a course peer is answered at once and whole', () => {
    const me = subject();
    me.input({ kind: 'addPeer', address: at(1) });
    me.receive(at(1), courseStatus({}));
    const answers = to(me.rumor(at(1), bare('A', 1, 'hello')), at(1));
    expect(answers).toEqual([{ type: 'status', want: [{ origin: 'A', nextId: 2 }] }]);
  });

  test('whose bytes are not UTF-8 is kept as it came', () => {
    const { me, push } = hearing();
    const rumor = bare('\udcff', 1, 'a\udc80b');
    push(1, rumor);
    expect(me.log.range(rumor.origin, 1, 1)).toEqual([rumor]);
  });
});

describe('a copy', () => {
  test('changes nothing', () => {
    const { me, push } = hearing();
    const rumor = author('Alex').says('hello');
    push(1, rumor);
    expect(kinds([...push(1, rumor), ...push(2, rumor)])).toEqual([]);
    expect(me.gossiper.counters.duplicates).toBe(2);
  });

  test('from another than the first makes its link announce-only, and asks the same of it', () => {
    const { me, push } = hearing();
    const rumor = author('Alex').says('hello');
    push(1, rumor);
    push(1, rumor);
    const asked = [...push(2, rumor), ...me.fire('acks')];
    expect([me.gossiper.peer(at(1))?.link, me.gossiper.peer(at(2))?.link]).toEqual(['eager', 'lazy']);
    expect(statusesTo(asked, at(2)).at(-1)?.link).toBe('lazy');
  });

  test('with a signature takes the place of one without', () => {
    const { me, push } = hearing();
    const rumor = author('Alex').says('hello');
    push(1, stripped(rumor));
    expect(me.log.entriesOf(rumor.origin)[0]?.trust).toBe('unverified');
    expect(kinds(push(2, rumor))).toEqual(['upgrade']);
    expect(me.log.entriesOf(rumor.origin)[0]).toMatchObject({ rumor, trust: 'verified' });
  });

  test('with a wrong signature does not', () => {
    const { me, push } = hearing();
    const rumor = author('Alex').says('hello');
    push(1, stripped(rumor));
    expect(kinds(push(2, spoilt(rumor)))).toEqual([]);
    expect(me.log.entriesOf(rumor.origin)[0]?.trust).toBe('unverified');
  });

  test('that gives the key lets what follows be verified', () => {
    const { me, push } = hearing();
    const alex = author('Alex');
    const [one, two] = [alex.says('1'), alex.says('2')];
    push(1, stripped(one));
    push(2, one);
    push(2, two);
    expect(me.log.entriesOf(alex.identity.origin).map(({ trust }) => trust)).toEqual(['verified', 'verified']);
  });
});

describe('a fork', () => {
  test.each([
    ['unverified against verified', 'signed', 'bare', 'evidence', 'true'],
    ['verified against unverified', 'bare', 'signed', 'upgrade', 'true'],
    ['two verified', 'signed', 'fork', 'evidence', 'true'],
    ['two unverified', 'bare', 'otherBare', 'evidence', 'lie'],
  ] as const)('%s: %s then %s is %s', (_, first, second, outcome, text) => {
    const { me, push } = hearing();
    const alex = author('Alex');
    const signed = alex.says('true');
    const kindsOf = {
      signed,
      bare: { ...stripped(signed), text: 'lie' },
      otherBare: { ...stripped(signed), text: 'another lie' },
      fork: alex.forks(signed, 'also true'),
    };
    push(1, kindsOf[first]);
    expect(kinds(push(2, kindsOf[second]))).toEqual([outcome]);
    expect(me.texts(signed.origin)).toEqual([text]);
    expect(me.gossiper.counters.forks).toBe(1);
    expect(me.log.forks).toHaveLength(1);
  });

  test('of one’s own name that others fell for doesn’t silence who it is about', () => {
    // Everyone was told a lie in Alex's name, at the ID that Alex uses next.
    const alex = author('Alex');
    const rumor = alex.says('true');
    const speaker = subject({ identity: alex.identity, crypto: alex.crypto });
    befriend(speaker, at(1), { run: 2_100 }, { [rumor.origin]: 5 });
    const said = rumorsTo(speaker.input({ kind: 'say', text: 'true' }), at(1));
    expect(said.map(({ id, text }) => [id, text])).toEqual([[1, 'true']]);

    const { me, push } = hearing();
    push(2, { ...stripped(rumor), text: 'lie' });
    const effects = push(1, said[0]!);
    expect(me.texts(rumor.origin)).toEqual(['true']);
    // Clocks don't tell of it, so it is passed on; and who brought it stays a link.
    expect(rumorsTo(effects, at(2)).map(({ text }) => text)).toEqual(['true']);
    expect(me.gossiper.peer(at(1))?.link).toBe('eager');
    expect(rumorsTo(push(1, said[0]!), at(2))).toEqual([]);
  });
});

describe('our own origin', () => {
  const alex = author('Alex');
  const said = ['1', '2', '3', '4'].map((text) => alex.says(text));
  const { origin } = alex.identity;

  /** Restarted with an old copy of the log. */
  function backInTime(held: number): Subject {
    const log = newLog();
    for (const rumor of said.slice(0, held))
      log.append({ rumor, trust: 'verified', how: 'said', arrivedAt: 0, shownAt: 0 });
    const me = subject({ identity: alex.identity, crypto: alex.crypto, log });
    befriend(me, at(1), { run: 2_200 + held });
    return me;
  }

  test('unverified is refused: others don’t speak for us, and don’t move our ID', () => {
    const me = backInTime(2);
    for (const rumor of [stripped(said[2]!), spoilt(said[2]!)]) expect(kinds(me.rumor(at(1), rumor))).toEqual([]);
    expect([me.gossiper.identity.origin, me.texts(origin).length]).toEqual([origin, 2]);
    me.receive(at(1), oursStatus({ [origin]: 4_000_000_000 }, { run: 2_202 }));
    me.input({ kind: 'say', text: 'next' });
    expect(me.texts(origin)).toEqual(['1', '2', 'next']);
  });

  test.each([
    ['next', 2, 1],
    ['beyond a hole', 3, 0],
  ])('verified and %s starts a new incarnation at once', (_, index, taken) => {
    const me = backInTime(2);
    const effects = me.rumor(at(1), said[index]!);
    expect(kinds(effects)[0]).toBe('incarnation');
    const reborn = me.gossiper.identity;
    expect(reborn.origin).not.toBe(origin);
    expect(me.texts(origin)).toHaveLength(2 + taken);
    me.input({ kind: 'say', text: 'again' });
    expect(me.texts(reborn.origin)).toEqual(['again']);
    expect(me.log.entriesOf(reborn.origin)[0]?.trust).toBe('verified');
  });

  test('in another chain than ours does too: someone speaks with our key', () => {
    const me = backInTime(0);
    me.input({ kind: 'say', text: 'mine' });
    expect(kinds(me.rumor(at(1), said[0]!))).toEqual(['evidence', 'incarnation']);
  });

  test('two who start with the same key and log end as two origins', () => {
    const twins = [backInTime(1), backInTime(1)];
    for (const [i, twin] of twins.entries()) twin.input({ kind: 'say', text: `twin ${i}` });
    const [first, second] = twins.map((twin) => twin.log.entriesOf(origin)[1]!.rumor);
    twins[0]!.rumor(at(1), second!);
    twins[1]!.rumor(at(1), first!);
    const origins = twins.map((twin) => twin.gossiper.identity.origin);
    expect(new Set([...origins, origin]).size).toBe(3);
  });

  test('of a bare course name takes its past', () => {
    const me = subject({ identity: { origin: bare('A', 1, '').origin, name: 'A' } });
    me.rumor(at(1), bare('A', 1, 'from before'));
    me.input({ kind: 'say', text: 'now' });
    expect(me.texts('A')).toEqual(['from before', 'now']);
  });
});

test('what was signed for another group is not verified here', () => {
  const { me, push } = hearing();
  const elsewhere = author('Alex', parseGroupMark('ffffffffffffffff'));
  push(1, elsewhere.says('hello'));
  expect(me.texts(elsewhere.identity.origin)).toEqual([]);
});
