import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseDoNotDisturb, holdsNow, MORNING_HOUR, parseDoNotDisturb } from './doNotDisturb.ts';

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour, 30).getTime();

test('for an hour, and not a moment longer', () => {
  const chosen = chooseDoNotDisturb('hour', 1_000);
  expect(holdsNow(chosen, 1_000 + 3_600_000 - 1).kind).toBe('hour');
  expect(holdsNow(chosen, 1_000 + 3_600_000).kind).toBe('off');
});

test.each([
  ['in the afternoon', at(20, 15), new Date(2026, 10, 21, MORNING_HOUR).getTime()],
  ['at night', at(20, 2), new Date(2026, 10, 20, MORNING_HOUR).getTime()],
  ['at the end of a month', at(30, 23), new Date(2026, 11, 1, MORNING_HOUR).getTime()],
])('until tomorrow %s is until the next morning', (_when, now, until) =>
  expect(chooseDoNotDisturb('tomorrow', now)).toEqual({ kind: 'tomorrow', until }),
);

test('what was chosen is read again; whatever else is kept is off, or ends within a day or so', () => {
  const now = at(20, 15);
  for (const choice of ['off', 'on', 'hour', 'tomorrow'] as const) {
    const chosen = chooseDoNotDisturb(choice, now);
    expect(parseDoNotDisturb(JSON.parse(JSON.stringify(chosen)), now)).toEqual(chosen);
  }
  fc.assert(
    fc.property(fc.anything(), (kept) => {
      expect(['off', 'on']).toContain(parseDoNotDisturb(kept, now).kind);
    }),
  );
  expect(parseDoNotDisturb({ kind: 'hour', until: now + 1e12 }, now)).toEqual({ kind: 'off' });
  expect(parseDoNotDisturb({ kind: 'hour', until: now }, now)).toEqual({ kind: 'off' });
});
