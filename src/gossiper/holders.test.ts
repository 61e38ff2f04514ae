import { expect, test } from 'vitest';
import { at, befriend, subject } from '../../tests/gossiper/subject.ts';
import { peerView } from '../peer/views.ts';
import { parseOrigin } from './names.ts';

test('when it was heard is what the wall clock said then, also where the monotonic one stood still since, asleep', () => {
  const me = subject();
  const A = parseOrigin('A')!;
  befriend(me, at(1), {}, { A: 5 });
  const awake = { monotonic: me.now + 1, wall: me.now + 3_600_000 };
  me.gossiper.input({ kind: 'timer', timer: 'announce' }, awake);
  expect(me.gossiper.holdersOf(A)).toMatchObject([{ origin: 'Peer', nextId: 5, at: me.now, heardAt: me.now }]);
  const peer = me.gossiper.peer(at(1))!;
  const who = { name: null, person: null };
  expect(peerView(peer, who, false, awake).lastHeard).toBe(me.now);
  expect(peerView(peer, who, false, { monotonic: me.now, wall: 7 }).lastHeard).toBe(7); // set back
});
