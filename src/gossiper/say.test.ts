import { describe, expect, test } from 'vitest';
import { bare } from '../../tests/gossiper/authors.ts';
import {
  at,
  courseStatus,
  deliveredOf,
  rumorsTo,
  statusesTo,
  subject,
  type Subject,
} from '../../tests/gossiper/subject.ts';
import { rumorCodec } from '../wire/index.ts';
import { MAX_TEXT_BYTES } from './limits.ts';
import { MAX_CLAIMED } from './say.ts';

const A = { origin: bare('A', 1, '').origin, name: 'A' };

describe('what is said', () => {
  test('is stored, then shown, then sent; signed and chained from the first on', () => {
    const me = subject({ config: { peers: [at(1)] } });
    me.input({ kind: 'start' });
    const kinds = me.input({ kind: 'say', text: 'one' }).map(({ kind }) => kind);
    expect(kinds.indexOf('append')).toBeLessThan(kinds.indexOf('delivered'));
    expect(kinds.indexOf('append')).toBeLessThan(kinds.indexOf('send'));
    me.input({ kind: 'say', text: 'two' });
    const [first, second] = me.log.entriesOf(me.identity.origin);
    expect(rumorCodec.claims(first!.rumor)?.birth).toEqual(me.identity.birth);
    expect(rumorCodec.claims(second!.rumor)?.prev).toHaveLength(16);
    expect([first?.trust, first?.how, first?.saidAt]).toEqual(['verified', 'said', me.now]);
  });

  test('by a bare name is said as the course says it', () => {
    const me = subject({ identity: A });
    me.input({ kind: 'say', text: 'hello' });
    expect(me.log.range(A.origin, 1, 1)).toEqual([bare('A', 1, 'hello')]);
  });

  test('stands in the timeline in the order in which it was said, whatever the clock does', () => {
    const me = subject();
    for (const now of [5_000, 1_000, 6_000]) {
      me.now = now;
      me.input({ kind: 'say', text: String(now) });
    }
    expect(me.log.entriesOf(me.identity.origin).map(({ shownAt }) => shownAt)).toEqual([5_000, 5_000, 6_000]);
  });

  test('may be n bytes long, not n + 1, and not empty: the host has checked', () => {
    const me = subject();
    me.input({ kind: 'say', text: 'é'.repeat(MAX_TEXT_BYTES / 2) });
    expect(() => me.input({ kind: 'say', text: `${'é'.repeat(MAX_TEXT_BYTES / 2)}x` })).toThrow('host');
    expect(() => me.input({ kind: 'say', text: '' })).toThrow('host');
  });
});

describe('a bare name that starts among others', () => {
  const starting = (config = {}): Subject => {
    const me = subject({ identity: A, config: { peers: [at(1)], ...config } });
    me.input({ kind: 'start' });
    return me;
  };

  test('listens before it speaks, and says what was said meanwhile when that is over', () => {
    const me = starting();
    expect(deliveredOf(me.input({ kind: 'say', text: 'one' }))).toEqual([]);
    me.input({ kind: 'say', text: 'two' });
    expect(deliveredOf(me.fire('claims', 1_000))).toEqual(['one', 'two']);
    expect(deliveredOf(me.input({ kind: 'say', text: 'three' }))).toEqual(['three']);
  });

  test('fetches its past back first', () => {
    const me = starting();
    me.input({ kind: 'say', text: 'new' });
    expect(statusesTo(me.receive(at(1), courseStatus({ A: 3 })), at(1))).toHaveLength(1);
    expect(deliveredOf(me.fire('claims', 1_000))).toEqual([]);
    for (const id of [1, 2]) me.rumor(at(1), bare('A', id, `old ${id}`));
    me.fire('claims', 250);
    expect(me.texts('A')).toEqual(['old 1', 'old 2', 'new']);
  });

  test('does not wait for ever for a past that doesn’t come', () => {
    const me = starting();
    me.input({ kind: 'say', text: 'new' });
    me.receive(at(1), courseStatus({ A: 3 }));
    for (let i = 0; i < 20; i++) me.fire('claims', 250);
    expect(me.texts('A')).toEqual(['new']);
  });

  test.each([
    [1 + MAX_CLAIMED, []],
    [2 + MAX_CLAIMED, ['new']],
  ])('waits for claims of at most n above what it holds: next ID %i', (next, said) => {
    const me = starting();
    me.input({ kind: 'say', text: 'new' });
    me.receive(at(1), courseStatus({ A: next }));
    expect(deliveredOf(me.fire('claims', 1_000))).toEqual(said);
  });

  test('holds back its route rumors too', () => {
    const me = starting({ routeRumorMs: 10_000 });
    expect(me.texts('A')).toEqual([]);
    me.receive(at(1), courseStatus({ A: 2 }));
    me.rumor(at(1), bare('A', 1, 'old'));
    me.fire('claims', 1_000);
    expect(me.texts('A')).toEqual(['old', '']);
  });

  test('alone speaks at once', () => {
    const me = starting({ peers: [] });
    expect(deliveredOf(me.input({ kind: 'say', text: 'hello' }))).toEqual(['hello']);
  });
});

test('route rumors are said on time, sent, and not shown', () => {
  const me = subject({ config: { routeRumorMs: 1_000, peers: [at(1)] } });
  const effects = [...me.input({ kind: 'start' }), ...me.fire('routeRumor', 1_000)];
  expect(me.texts(me.identity.origin)).toEqual(['', '']);
  expect(deliveredOf(effects)).toEqual([]);
  expect(rumorsTo(effects, at(1)).length).toBeGreaterThan(0);
});
