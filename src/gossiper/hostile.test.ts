/** Whatever strangers send, in whatever order: nothing throws, and what leaves stays within what was promised. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { author, bare, spoilt, stripped } from '../../tests/gossiper/authors.ts';
import { at, courseStatus, instance, oursStatus, subject, type Subject } from '../../tests/gossiper/subject.ts';
import * as any from '../../tests/wire/arbitraryPackets.ts';
import { encodePacket } from '../wire/index.ts';
import { MAX_DATAGRAM_SENT, STRANGER_BASE_BYTES, STRANGER_FACTOR } from './limits.ts';
import type { Message, Rumor } from './packet.ts';

const TIMERS = ['settle', 'acks', 'announce', 'pull', 'retry', 'tick', 'antiEntropy', 'routeRumor', 'claims'];
const alex = author('Alex');
const said = Array.from({ length: 8 }, (_, i) => alex.says(`text ${i}`));

/** Rumors that could be true: of few origins, with low IDs, signed, spoilt, stripped or made up. */
const likelyRumor: fc.Arbitrary<Rumor> = fc.oneof(
  fc.constantFrom(...said),
  fc.constantFrom(...said).map(spoilt),
  fc.constantFrom(...said).map(stripped),
  fc.constantFrom(...said).map((rumor) => alex.forks(rumor, 'fork')),
  fc
    .tuple(
      fc.constantFrom('A', 'B', '\udcff', alex.identity.origin),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom('', 'x', 'y'),
    )
    .map(([origin, id, text]) => bare(origin, id, text)),
);
const clock = fc.dictionary(
  fc.constantFrom('A', 'B', 'C', 'Me', alex.identity.origin),
  fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constantFrom(1_000, 0xffff_ffff)),
);
const likelyMessage: fc.Arbitrary<Message> = fc.oneof(
  likelyRumor.map((rumor) => ({ type: 'rumor' as const, rumor })),
  clock.map(courseStatus),
  fc
    .tuple(clock, fc.constantFrom(1, 2, 0xffff), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 15 }))
    .map(([wants, run, clockSeq, bits]) => {
      const status = oursStatus(wants, { run });
      const hello = { ...status.hello!, instance: instance(run), clockSeq };
      return {
        ...status,
        hello,
        ...(bits & 1 ? { credit: 64 } : {}),
        ...(bits & 2 ? { ping: 1 + bits } : {}),
        ...(bits & 4 ? { range: { from: '', to: '' } } : {}),
        ...(bits & 8 ? { link: 'lazy' as const } : {}),
      };
    }),
  any.packet.map(({ message }) => message),
);

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('message' as const),
      from: fc.integer({ min: 1, max: 6 }),
      message: likelyMessage,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('timer' as const),
      timer: fc.constantFrom(...TIMERS),
      ms: fc.constantFrom(0, 1, 50, 300, 5_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('say' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('woke' as const) }) },
);

function play(
  me: Subject,
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
): Map<string, number> {
  const paid = new Map<string, number>();
  for (const one of steps) {
    if (one.kind === 'message') {
      const from = at(one.from);
      me.receive(from, one.message);
      paid.set(from, (paid.get(from) ?? 0) + encodePacket({ message: one.message }).length + 11);
    } else if (one.kind === 'timer') me.fire(one.timer, one.ms);
    else me.input(one.kind === 'say' ? { kind: 'say', text: 'mine' } : { kind: 'woke' });
  }
  return paid;
}

test.each(['eager', 'coinFlip'] as const)('hostile strangers, %s', (policy) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), fc.boolean(), (steps, isKeyed) => {
      const identity = { origin: bare('Me', 1, '').origin, name: 'Me' };
      const me = subject({
        config: { policy, peers: [at(1)], routeRumorMs: 10_000 },
        ...(isKeyed ? {} : { identity }),
      });
      me.input({ kind: 'start' });
      const paid = play(me, steps);
      const got = new Map<string, number>();
      for (const { to, packet } of me.sent) {
        const { length } = encodePacket(packet);
        expect(length).toBeLessThanOrEqual(MAX_DATAGRAM_SENT);
        got.set(to, (got.get(to) ?? 0) + length);
        if (packet.message.type === 'status') expect(packet.message.want.every(({ nextId }) => nextId >= 1)).toBe(true);
      }
      for (const { address, validated, configured } of me.gossiper.peers())
        if (!validated && !configured)
          expect(got.get(address) ?? 0).toBeLessThanOrEqual(
            STRANGER_BASE_BYTES + STRANGER_FACTOR * (paid.get(address) ?? 0),
          );
      // What is held is what the log holds, without holes: `append` throws otherwise.
      for (const [origin, next] of me.gossiper.clock()) expect(me.texts(origin)).toHaveLength(next - 1);
    }),
    { numRuns: 150 },
  );
});
