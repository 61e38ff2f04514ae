import { expect, test } from 'vitest';
import { fakeMessage } from '../../lib/fakeClient.ts';
import { GROUP_MS, isLong, placeAfter, showsReach } from './grouping.ts';

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
    at(noon, { nameThen: 'Beatrix' }),
    at(noon, { forked: 1 }),
  ].map((message) => placeAfter(at(noon), message));
  expect(starts.map(({ startsGroup }) => startsGroup)).toEqual([false, true, true, true, true, true]);
  expect(starts.some(({ startsDay }) => startsDay)).toBe(false);
});

test('two origins of one person are one author while they have one name', () => {
  const [one, other] = [at(noon, { person: 'p' }), at(noon, { person: 'p', origin: 'Bea~other' })];
  expect(placeAfter(one, other).startsGroup).toBe(false);
  const renamed = { ...other, name: 'Beatrix', nameThen: 'Beatrix' };
  expect(placeAfter(one, renamed).startsGroup).toBe(true);
});

test('how far it got is said of the last own message of a run, and of any that is with nobody else', () => {
  const own = (reach: 'device' | 'sent' | 'peer') => at(noon, { own: true, reach });
  expect(showsReach(own('peer'), undefined)).toBe(true);
  expect(showsReach(own('peer'), at(noon))).toBe(true);
  expect([own('device'), own('sent'), own('peer')].map((message) => showsReach(message, own('peer')))).toEqual([
    true,
    true,
    false,
  ]);
  expect(showsReach(at(noon), undefined)).toBe(false);
});

test('midnight starts a day, and with it a group', () => {
  const midnight = new Date(2026, 10, 21).getTime();
  expect(placeAfter(at(midnight - 1), at(midnight))).toEqual({ startsDay: true, startsGroup: true });
});

test('long by letters or by lines', () => {
  expect([isLong('x'.repeat(1_400)), isLong('x'.repeat(1_401))]).toEqual([false, true]);
  expect([isLong('漢'.repeat(700)), isLong('漢'.repeat(701))]).toEqual([false, true]);
  expect([isLong('﷽'.repeat(116)), isLong('﷽'.repeat(117))]).toEqual([false, true]);
  expect([isLong('\n'.repeat(13)), isLong('\n'.repeat(14))]).toEqual([false, true]);
});
