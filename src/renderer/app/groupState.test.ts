import { expect, it, test } from 'vitest';
import { FIRST_PEER, type Group } from '../../api/groups.ts';
import { changesOf, noGroups, otherOpenGroup, shownGroup } from './groupState.ts';
import { pageTitle } from './pageTitle.ts';

const group = (id: string, more: Partial<Group> = {}): Group => ({
  id,
  name: id,
  open: false,
  running: true,
  problem: null,
  port: 5000,
  peers: 0,
  sync: 'alone',
  first: id === FIRST_PEER,
  ...more,
});
const first = group(FIRST_PEER, { open: true, name: 'lobby' });

test.each([
  ['the first needs nobody’s word', { ...noGroups }, FIRST_PEER],
  ['another is waited for', { ...noGroups, wanted: 'work' }, undefined],
  ['it is shown once it runs', { ...noGroups, known: true, groups: [first, group('work')], wanted: 'work' }, 'work'],
  [
    'one that does not run gives way to the first',
    { ...noGroups, known: true, groups: [first, group('work', { running: false })], wanted: 'work' },
    FIRST_PEER,
  ],
  ['so does one that was left', { ...noGroups, known: true, groups: [first], wanted: 'work' }, FIRST_PEER],
])('%s', (_what, state, shown) => expect(shownGroup(state)).toBe(shown));

it('connects to groups that run, and leaves those that do not', () => {
  const groups = [first, group('a'), group('b', { running: false })];
  expect(changesOf(groups, [FIRST_PEER, 'b', 'c'])).toEqual({ open: ['a'], close: ['b', 'c'] });
  expect(changesOf([], [FIRST_PEER])).toEqual({ open: [], close: [] });
});

it('knows which other group is open', () => {
  expect(otherOpenGroup([first, group('a')], 'a')).toBe('lobby');
  expect(otherOpenGroup([first, group('a')], FIRST_PEER)).toBeUndefined();
});

it('names the group in the title where there are several', () => {
  expect(pageTitle('Peerster', undefined)).toBe('Peerster');
  expect(pageTitle('Peerster', 'work')).toBe('\u2068work\u2069 – Peerster');
});
