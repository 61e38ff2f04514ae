import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bare } from '../../../tests/gossiper/authors.ts';
import { at } from '../../../tests/gossiper/subject.ts';
import { MAX_WAITING, MAX_WAITING_PER_ORIGIN, MAX_WAITING_SIZE } from '../limits.ts';
import { parseOrigin } from '../names.ts';
import { Inbox, type Incoming } from './inbox.ts';

const A = parseOrigin('A')!;
const incoming = (id: number, origin = 'A'): Incoming => ({
  rumor: bare(origin, id, String(id)),
  claims: undefined,
  from: at(1),
  hops: undefined,
  pulled: false,
});

/** Takes everything that is staged, as a settle that finds nothing wrong does. */
function takeAll(inbox: Inbox, next: Map<string, number>): number[] {
  const taken: number[] = [];
  while (!inbox.isEmpty)
    for (const [origin, run] of inbox.drain()) {
      for (const { rumor } of run) taken.push(rumor.id);
      next.set(origin, (next.get(origin) ?? 1) + run.length);
      inbox.settle(origin, next.get(origin) ?? 1);
    }
  return taken;
}

describe('rumors of one origin', () => {
  test('come out in order and once, in whatever order and however often they come in', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          Array.from({ length: 40 }, (_, i) => i + 1),
          { minLength: 40 },
        ),
        fc.array(fc.integer({ min: 1, max: 40 })),
        fc.array(fc.nat(40)),
        (order, again, settleAt) => {
          const inbox = new Inbox();
          const next = new Map<string, number>();
          const out: number[] = [];
          for (const [i, id] of [...order, ...again].entries()) {
            if (id >= (next.get('A') ?? 1)) inbox.take(incoming(id), next.get('A') ?? 1);
            if (settleAt.includes(i)) out.push(...takeAll(inbox, next));
          }
          out.push(...takeAll(inbox, next));
          expect(out).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
          expect(inbox.waitingCount).toBe(0);
        },
      ),
    );
  });

  test('beyond a hole wait; nothing of them is staged', () => {
    const inbox = new Inbox();
    expect(inbox.take(incoming(3), 1)).toBe(true);
    expect([inbox.isEmpty, inbox.hasHole(A), inbox.nextExpected(A, 1)]).toEqual([true, true, 1]);
    inbox.take(incoming(1), 1);
    expect(inbox.nextExpected(A, 1)).toBe(2);
    inbox.take(incoming(2), 1);
    expect([inbox.nextExpected(A, 1), inbox.hasHole(A)]).toEqual([4, false]);
  });

  test('a second copy is refused, waiting or staged', () => {
    const inbox = new Inbox();
    expect([inbox.take(incoming(1), 1), inbox.take(incoming(1), 1)]).toEqual([true, false]);
    expect([inbox.take(incoming(5), 1), inbox.take(incoming(5), 1)]).toEqual([true, false]);
  });

  test('that a settle didn’t take are forgotten, and what waited behind them waits on', () => {
    const inbox = new Inbox();
    inbox.take(incoming(1), 1);
    inbox.take(incoming(3), 1);
    for (const [origin] of inbox.drain()) inbox.settle(origin, 1);
    expect([inbox.isEmpty, inbox.hasHole(A), inbox.nextExpected(A, 1)]).toEqual([true, true, 1]);
  });

  test('that came another way in the meantime stop waiting', () => {
    const inbox = new Inbox();
    for (const id of [3, 4, 7]) inbox.take(incoming(id), 1);
    inbox.settle(A, 5);
    expect(inbox.waitingCount).toBe(1);
    inbox.settle(A, 7);
    expect([inbox.waitingCount, inbox.nextExpected(A, 7)]).toEqual([0, 8]);
  });
});

describe('limits', () => {
  test('of one origin: as many IDs ahead as may wait, and not one more', () => {
    const inbox = new Inbox();
    expect(inbox.take(incoming(10 + MAX_WAITING_PER_ORIGIN - 1), 10)).toBe(true);
    expect(inbox.take(incoming(10 + MAX_WAITING_PER_ORIGIN), 10)).toBe(false);
  });

  test('of all: n may wait; for one more, the origin whose hole was there first makes room', () => {
    const inbox = new Inbox();
    for (let n = 0; n < MAX_WAITING; n++) {
      const origin = `origin ${Math.floor(n / MAX_WAITING_PER_ORIGIN)}`;
      expect(inbox.take(incoming(2 + (n % (MAX_WAITING_PER_ORIGIN - 1)), n % 2 === 0 ? origin : `${origin}b`), 1)).toBe(
        true,
      );
    }
    expect(inbox.waitingCount).toBe(MAX_WAITING);
    const first = parseOrigin('origin 0')!;
    expect(inbox.hasHole(first)).toBe(true);
    expect(inbox.take(incoming(2, 'one more'), 1)).toBe(true);
    expect(inbox.hasHole(first)).toBe(false);
    expect(inbox.waitingCount).toBeLessThanOrEqual(MAX_WAITING);
  });

  test('of their size: n fits, n + 1 makes room', () => {
    const inbox = new Inbox();
    const long = (id: number, length: number, origin: string): boolean =>
      inbox.take({ ...incoming(id, origin), rumor: bare(origin, id, 'x'.repeat(length)) }, 1);
    for (const id of [2, 3, 4, 5]) long(id, MAX_WAITING_SIZE / 4, 'A');
    expect(inbox.waitingCount).toBe(4);
    long(2, 1, 'B');
    expect([inbox.waitingCount, inbox.hasHole(A)]).toEqual([1, false]);
  });
});
