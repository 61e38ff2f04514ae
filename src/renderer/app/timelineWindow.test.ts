import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cursor, Message } from '../../api/contract.ts';
import { fakeMessage } from '../lib/fakeClient.ts';
import {
  addNewer,
  addOlder,
  change,
  comparePlaces,
  cursorOf,
  emptyWindow,
  follow,
  insert,
  KEPT,
  MAX_LOADED,
  missedSome,
  showAround,
  showLatest,
  type TimelineWindow,
} from './timelineWindow.ts';

const run = (from: number, count: number): Message[] =>
  Array.from({ length: count }, (_, index) => fakeMessage(from + index));
const keys = (window: TimelineWindow): number[] => window.messages.map(({ key }) => key);
const page = (messages: Message[], more = false) => ({ messages, more, total: 0 });

/** Messages in any order of arrival, several of them at one moment, some twice. */
const arrivals = fc.array(fc.record({ key: fc.integer({ min: 1, max: 40 }), moment: fc.integer({ min: 0, max: 5 }) }), {
  maxLength: 80,
});
/** A key belongs to one message, so to one moment. */
const messagesOf = (drawn: { key: number; moment: number }[]): Message[] => {
  const moments = new Map(drawn.map(({ key, moment }) => [key, moment]));
  return drawn.map(({ key }) => fakeMessage(key, { shownAt: moments.get(key) ?? 0 }));
};

describe('laws', () => {
  test('whatever the order of arrival: sorted, each once, all there', () => {
    fc.assert(
      fc.property(arrivals, (drawn) => {
        const messages = messagesOf(drawn);
        const window = messages.reduce(insert, emptyWindow);
        expect(window.messages).toEqual(window.messages.toSorted(comparePlaces));
        expect(new Set(keys(window))).toEqual(new Set(messages.map(({ key }) => key)));
        expect(keys(window).length).toBe(new Set(keys(window)).size);
      }),
    );
  });

  test('inserting twice changes nothing', () => {
    fc.assert(
      fc.property(arrivals, (drawn) => {
        const messages = messagesOf(drawn);
        const once = messages.reduce(insert, emptyWindow);
        expect(messages.reduce(insert, once)).toEqual(once);
      }),
    );
  });

  test('paging from any page of a history, and messages arriving, never leaves a hole, whatever comes before an answer', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('older' as const, 'newer' as const), isLate: fc.boolean() }),
      fc.constant({ kind: 'answer' } as const),
      fc.constant({ kind: 'latest' } as const),
      fc.record({ kind: fc.constant('around' as const), place: fc.integer({ min: 1, max: 3_000 }) }),
      fc.record({ kind: fc.constant('arrives' as const), count: fc.integer({ min: 1, max: 900 }) }),
      fc.record({ kind: fc.constant('following' as const), following: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.array(step, { maxLength: 12 }), (start, steps) => {
        let last = start;
        const held = (): Message[] => run(1, last);
        let window = showLatest(emptyWindow, page(held().slice(-500), last > 500));
        let asked: (() => TimelineWindow)[] = [];
        const ask = (edge: Cursor, kind: 'older' | 'newer'): void => {
          const { key } = edge;
          const upTo = last;
          const [from, to] = kind === 'older' ? [Math.max(0, key - 501), key - 1] : [key, Math.min(upTo, key + 500)];
          const found = page(held().slice(from, to), kind === 'older' ? from > 0 : to < upTo);
          const add = kind === 'older' ? addOlder : addNewer;
          // With what arrived since, as `reduce` folds it.
          asked.push(() => run(upTo + 1, last - upTo).reduce(insert, add(window, edge, found)));
        };
        for (const one of steps) {
          if (one.kind === 'older' || one.kind === 'newer') {
            const edge = window.messages.at(one.kind === 'older' ? 0 : -1);
            if (edge !== undefined) ask(cursorOf(edge), one.kind);
          }
          if (one.kind === 'answer' || ('isLate' in one && !one.isLate)) {
            for (const answer of asked) window = answer();
            asked = [];
          } else if ('isLate' in one) {
            continue;
          } else if (one.kind === 'latest') {
            window = showLatest(window, page(held().slice(-500), last > 500));
          } else if (one.kind === 'around') {
            const at = Math.min(one.place, last);
            const [before, after] = [held().slice(Math.max(0, at - 100), at), held().slice(at, at + 100)];
            window = showAround(window, page(before, at > 100), page(after, last > at + 100));
          } else if (one.kind === 'following') {
            window = follow(window, one.following);
          } else {
            const arriving = run(last + 1, one.count);
            last += one.count;
            window = arriving.reduce(insert, window);
          }
          const found = keys(window);
          expect(found.length).toBeLessThanOrEqual(MAX_LOADED);
          expect(found).toEqual(found.map((_, index) => (found[0] ?? 0) + index));
          expect(window.newer).toBe(found.length > 0 && found.at(-1) !== last);
          expect(window.older).toBe(found.length > 0 && found[0] !== 1);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('examples', () => {
  test('at the end the oldest make room; reading history, the newest do', () => {
    const full = showLatest(emptyWindow, page(run(1, MAX_LOADED)));
    const followed = insert(full, fakeMessage(MAX_LOADED + 1));
    expect([followed.messages.length, followed.messages.at(-1)?.key]).toEqual([KEPT, MAX_LOADED + 1]);
    expect([followed.older, followed.newer]).toEqual([true, false]);
    expect(
      insert(showLatest(emptyWindow, page(run(1, MAX_LOADED - 1))), fakeMessage(MAX_LOADED)).messages,
    ).toHaveLength(MAX_LOADED);
    const reading = insert(follow(full, false), fakeMessage(MAX_LOADED + 1));
    expect([reading.messages.at(-1)?.key, reading.older, reading.newer]).toEqual([MAX_LOADED, false, true]);
  });

  test('a message before what is loaded is not inserted while there are older ones between', () => {
    const window = showLatest(emptyWindow, page(run(50, 10), true));
    expect(insert(window, fakeMessage(7))).toBe(window);
    expect(keys(insert({ ...window, older: false }, fakeMessage(7)))[0]).toBe(7);
  });

  test('what others say below the view is counted until the end is in view', () => {
    let window = follow(showLatest(emptyWindow, page(run(1, 3))), false);
    window = insert(window, fakeMessage(4));
    window = insert(window, fakeMessage(5, { own: true }));
    window = insert({ ...window, newer: true }, fakeMessage(6));
    expect(window.unseen).toBe(2);
    expect(follow(window, true).following).toBe(false); // there is more below
    expect(follow({ ...window, newer: false }, true)).toMatchObject({ following: true, unseen: 0 });
  });

  test('a changed message takes its new place; one that is not loaded changes nothing', () => {
    const window = showLatest(emptyWindow, page(run(1, 4)));
    const verified = fakeMessage(2, { trust: 'verified', text: 'new' });
    expect(change(window, verified).messages[1]).toBe(verified);
    expect(keys(change(window, fakeMessage(2, { shownAt: 9 })))).toEqual([1, 3, 4, 2]);
    expect(change(window, fakeMessage(99))).toBe(window);
  });

  test('after lost events there may be more below; an empty window has nothing above that', () => {
    expect(missedSome(showLatest(emptyWindow, page(run(1, 2)))).newer).toBe(true);
    expect(missedSome(emptyWindow)).toBe(emptyWindow);
  });

  test('the newest page keeps what came after it was read', () => {
    const early = insert(emptyWindow, fakeMessage(12));
    expect(keys(showLatest(early, page(run(1, 11))))).toEqual([...Array(12).keys()].map((n) => n + 1));
  });
});
