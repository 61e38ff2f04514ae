import { describe, expect, test } from 'vitest';
import { at, befriend, subject, to, type Subject } from '../../tests/gossiper/subject.ts';
import type { Effect } from './input.ts';
import { MAX_OTHER_GROUPS, PROBE_EVERY_MS, PROBES_BURST, WITNESS_BURST } from './limits.ts';
import { parseGroupMark, type Address } from './names.ts';
import type { ControlMessage, Message } from './packet.ts';

const control = (message: ControlMessage): Message => ({ type: 'control', control: message });
const ask = (me: Subject, from: Address): Effect[] => me.receive(from, control({ kind: 'tryMe', nonce: 7 }));
const answersTo = (effects: readonly Effect[], address: Address) =>
  to(effects, address).flatMap((message) =>
    message.type === 'control' && message.control.kind === 'tried' ? [message.control] : [],
  );
const probes = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'probe' ? [effect.to] : []));

describe('a witness', () => {
  test('tells a stranger how it is seen, learns nobody and probes nobody', () => {
    const me = subject();
    const effects = ask(me, at(1));
    expect(answersTo(effects, at(1))).toEqual([{ kind: 'tried', nonce: 7, seen: at(1), probed: false }]);
    expect(probes(effects)).toEqual([]);
    expect(me.gossiper.peers()).toEqual([]);
  });

  test(`answers ${WITNESS_BURST} questions at once, and no more`, () => {
    const me = subject();
    const answered = Array.from(
      { length: WITNESS_BURST + 1 },
      (_, n) => answersTo(ask(me, at(n + 1)), at(n + 1)).length,
    );
    expect(answered).toEqual([...Array.from({ length: WITNESS_BURST }, () => 1), 0]);
  });

  test('probes a peer of ours that proved its address, at most once in ten seconds', () => {
    const me = subject();
    befriend(me, at(1), { run: 101, origin: 'P1' });
    expect(probes(ask(me, at(1)))).toEqual([at(1)]);
    expect(probes(ask(me, at(1)))).toEqual([]);
    me.fire('tick', PROBE_EVERY_MS);
    expect(probes(ask(me, at(1)))).toEqual([at(1)]);
  });

  test(`probes ${PROBES_BURST} at once, and no more`, () => {
    const me = subject();
    const all = Array.from({ length: PROBES_BURST + 1 }, (_, n) => at(n + 1));
    for (const [n, address] of all.entries()) befriend(me, address, { run: 100 + n, origin: `P${n}` });
    expect(all.flatMap((address) => probes(ask(me, address)))).toEqual(all.slice(0, PROBES_BURST));
  });
});

test('what comes for a question of ours is told, from wherever it comes', () => {
  const me = subject();
  const probe = { kind: 'probe', nonce: 9 } as const;
  expect(me.receive(at(5), control(probe))).toEqual([{ kind: 'trial', from: at(5), trial: probe }]);
  expect(me.gossiper.peers()).toEqual([]);
});

test(`the last ${MAX_OTHER_GROUPS} addresses of other groups are remembered`, () => {
  const me = subject();
  const group = parseGroupMark('eeeeeeeeeeeeeeee')!;
  for (let n = 1; n <= MAX_OTHER_GROUPS + 1; n++)
    me.input({
      kind: 'received',
      from: at(n),
      packet: { group, message: control({ kind: 'probe', nonce: 1 }) },
      bytes: 20,
    });
  const kept = [...me.gossiper.otherGroups().keys()];
  expect([kept.length, kept.includes(at(1)), kept.includes(at(MAX_OTHER_GROUPS + 1))]).toEqual([
    MAX_OTHER_GROUPS,
    false,
    true,
  ]);
});
