import { expect, test } from 'vitest';
import { howItCame } from './howItCame.ts';

const unknown = { value: undefined, kind: 'unknown' };

test.each([
  [{ hops: 1, saidAt: 100, arrivedAt: 138 }, [1, 'measured'], [38, 'reported'], [100, 'reported']],
  [{ hops: 3, saidAt: 100, arrivedAt: 100 }, [3, 'reported'], [0, 'reported'], [100, 'reported']],
])('%j', (message, hops, delay, said) => {
  const of = ([value, kind]: unknown[]) => ({ value, kind });
  expect(howItCame(message)).toEqual({ hops: of(hops), delay: of(delay), said: of(said) });
});

test('nothing is made up where the path was not ours, or the clocks differ', () => {
  expect(howItCame({ hops: null, saidAt: 100, arrivedAt: 200 })).toMatchObject({ hops: unknown, delay: unknown });
  expect(howItCame({ hops: 2, saidAt: 300, arrivedAt: 200 })).toMatchObject({ delay: unknown });
  expect(howItCame({ hops: null, saidAt: null, arrivedAt: 200 })).toMatchObject({ said: unknown });
});
