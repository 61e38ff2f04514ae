import { describe, expect, test } from 'vitest';
import { isSilent, noteCatchUp, OVER_MS, SILENT_MS, type CatchUp } from './catchUp.ts';

const begun: CatchUp = { since: 1_000, lastAt: 1_000 };

describe('a catch-up', () => {
  test('is none while there is no gap', () => {
    expect(noteCatchUp(undefined, 'inSync', 5)).toBeUndefined();
    expect(noteCatchUp(undefined, undefined, 5)).toBeUndefined();
    expect(isSilent(undefined, 5)).toBe(false);
  });

  test('silences its first minutes, however long it lasts', () => {
    let catchUp: CatchUp | undefined;
    for (const now of [0, SILENT_MS - 1]) {
      catchUp = noteCatchUp(catchUp, 'catchingUp', now);
      expect(isSilent(catchUp, now)).toBe(true);
    }
    for (const now of [SILENT_MS, 100 * SILENT_MS]) {
      catchUp = noteCatchUp(catchUp, 'catchingUp', now);
      // A page that was asleep for so long begins anew.
      expect(isSilent(catchUp, now)).toBe(now > OVER_MS);
    }
  });

  test('that begins again soon is the same one, later a new one', () => {
    expect(noteCatchUp(begun, 'inSync', 2_000)).toBe(begun);
    expect(noteCatchUp(begun, 'catchingUp', begun.lastAt + OVER_MS - 1)?.since).toBe(begun.since);
    expect(noteCatchUp(begun, 'catchingUp', begun.lastAt + OVER_MS)?.since).toBe(begun.lastAt + OVER_MS);
  });

  test('of a peer that goes in and out of sync for ever is over once', () => {
    let catchUp: CatchUp | undefined;
    const silent: number[] = [];
    for (let now = 0; now < 60 * 60_000; now += 10_000) {
      catchUp = noteCatchUp(catchUp, now % 20_000 === 0 ? 'catchingUp' : 'inSync', now);
      if (isSilent(catchUp, now)) silent.push(now);
    }
    expect(Math.max(...silent)).toBeLessThan(SILENT_MS);
  });
});
