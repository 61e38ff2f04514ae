import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitToScreens, MIN_HEIGHT, MIN_WIDTH } from './windowState.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const second = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('fitToScreens', () => {
  test('keeps a window that is on a screen', () => {
    const state = { x: 1500, y: 100, width: 800, height: 600, maximized: true };
    expect(fitToScreens(state, [laptop, second])).toEqual({
      position: { x: 1500, y: 100 },
      width: 800,
      height: 600,
      maximized: true,
    });
  });

  test('brings back a window whose screen is gone', () => {
    const state = { x: 1500, y: 100, width: 1900, height: 1000, maximized: false };
    expect(fitToScreens(state, [laptop])).toEqual({ width: 1440, height: 900, maximized: false });
  });

  test.each([undefined, null, 'x', {}, { x: 0, y: 0, width: -5, height: 1, maximized: false }])(
    'opens as at the first start for %j',
    (state) => expect(fitToScreens(state, [laptop]).position).toBeUndefined(),
  );

  test('is never smaller than the smallest window, and a placed one can be grabbed', () => {
    const integer = fc.integer({ min: -10_000, max: 10_000 });
    const state = fc.record({ x: integer, y: integer, width: integer, height: integer, maximized: fc.boolean() });
    fc.assert(
      fc.property(state, (kept) => {
        const fitted = fitToScreens(kept, [laptop, second]);
        expect(fitted.width).toBeGreaterThanOrEqual(MIN_WIDTH);
        expect(fitted.height).toBeGreaterThanOrEqual(MIN_HEIGHT);
        if (fitted.position !== undefined) expect(fitted.position.y).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
