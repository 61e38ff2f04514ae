import fc from 'fast-check';
import { expect, test } from 'vitest';
import { datesIn, isSameDay } from './dates.ts';
import { en } from './en.ts';
import { translator } from './strings.ts';

const dates = datesIn('en-GB', translator('en-GB', en));
/** By the local calendar of whoever runs this. */
const now = new Date(2026, 10, 20, 14, 5, 9).getTime();
const before = {
  seconds: (n: number) => now - n * 1_000,
  days: (n: number) => new Date(2026, 10, 20 - n, 9, 30).getTime(),
};

test('a message: how long ago within the hour, then the time of day', () => {
  const at = [0, 59, 60, 3_599, 3_600, -30, -3_600].map((n) => dates.messageTime(before.seconds(n), now));
  expect(at).toEqual(['just now', 'just now', '1 min ago', '59 min ago', '13:05', 'just now', '15:05']);
});

test('the time of day where there is little room: without a word for the half of the day', () => {
  expect(dates.clock(now)).toBe('14:05');
  expect(datesIn('en-US', translator('en-US', en)).clock(now)).toBe('2:05');
  expect(datesIn('ar-EG', translator('ar-EG', en)).clock(now)).toBe('٢:٠٥');
});

test('a day by its name, and by its year where it is another', () => {
  expect([0, 1, 2].map((n) => dates.day(before.days(n), now))).toEqual([
    'Today',
    'Yesterday',
    expect.stringMatching(/^Wednesday,? 18 November$/),
  ]);
  expect(dates.day(new Date(2025, 0, 3).getTime(), now)).toMatch(/^Friday,? 3 January 2025$/);
});

test('how long ago a peer was heard, in steps that need no redrawing each second', () => {
  const ago = [4, 17, 60, 7_200, 200_000].map((n) => dates.ago(before.seconds(n), now));
  expect(ago).toEqual(['just now', '15 sec ago', '1 min ago', '2 hr ago', '2 days ago']);
});

test('any number at all that a stranger claims is written somehow', () => {
  fc.assert(
    fc.property(fc.double(), fc.integer({ min: 0, max: 4e12 }), (at, clock) => {
      for (const words of [dates.day(at, clock), dates.exact(at), dates.messageTime(at, clock), dates.ago(at, clock)]) {
        expect(words).not.toBe('');
      }
      expect(isSameDay(at, at)).toBe(true);
    }),
  );
});
