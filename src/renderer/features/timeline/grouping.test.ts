import { expect, test } from 'vitest';
import { fakeMessage } from '../../lib/fakeClient.ts';
import { GROUP_MS, isLong, placeAfter } from './grouping.ts';

const noon = new Date(2026, 10, 20, 12).getTime();
const at = (shownAt: number, more = {}) => fakeMessage(1, { shownAt, ...more });

test('the first message starts a day and a group', () => {
  expect(placeAfter(undefined, at(noon))).toEqual({ startsDay: true, startsGroup: true });
});

test('one author within a while is one group; another author, trust or a pause starts one', () => {
  const starts = [
    at(noon + GROUP_MS - 1),
    at(noon + GROUP_MS),
    at(noon, { origin: 'Bea~other' }),
    at(noon, { trust: 'unverified' }),
  ].map((message) => placeAfter(at(noon), message));
  expect(starts.map(({ startsGroup }) => startsGroup)).toEqual([false, true, true, true]);
  expect(starts.some(({ startsDay }) => startsDay)).toBe(false);
});

test('midnight starts a day, and with it a group', () => {
  const midnight = new Date(2026, 10, 21).getTime();
  expect(placeAfter(at(midnight - 1), at(midnight))).toEqual({ startsDay: true, startsGroup: true });
});

test('long by letters or by lines', () => {
  expect([isLong('x'.repeat(1_400)), isLong('x'.repeat(1_401))]).toEqual([false, true]);
  expect([isLong('\n'.repeat(13)), isLong('\n'.repeat(14))]).toEqual([false, true]);
});
