import { expect, test } from 'vitest';
import type { Peer } from '../../api/contract.ts';
import { fakePeerEntry } from '../lib/fakeClient.ts';
import {
  catchUp,
  CATCH_UP_MS,
  gather,
  linesBetween,
  MAX_LINES,
  nobodyYet,
  TOGETHER_MS,
  type Gathering,
} from './gathering.ts';

const peer = (name: string, state: Peer['state'] = 'reachable', more: Partial<Peer> = {}): Peer =>
  fakePeerEntry(`10.0.0.${name.charCodeAt(0)}:5000`, { name, origin: `${name}~`, person: name, state, ...more });
const gone = (name: string): Peer => peer(name, 'unreachable');
const all = (here: string, away = ''): Peer[] => [
  ...here.split('').map((one) => peer(one)),
  ...away.split('').map(gone),
];
const start = (here: string): Gathering => gather(nobodyYet, all(here), 0, true);
const told = ({ lines }: Gathering) =>
  lines.map(({ kind, people, away, caughtUp }) => [kind, people.map(({ name }) => name).join(''), away, caughtUp]);
const caught = { how: 'catchUp', own: false } as const;

test('two who vanish within the time are one line; a third one in time is put into it, a later one is not', () => {
  const one = gather(start('ABCDEFG'), all('BCDEFG', 'A'), 1_000);
  expect(told(one)).toEqual([]);
  const two = gather(one, all('CDEFG', 'AB'), 1_000 + TOGETHER_MS);
  expect(told(two)).toEqual([['cutOff', 'AB', 0, 0]]);
  const three = gather(two, all('DEFG', 'ABC'), 1_000 + 2 * TOGETHER_MS);
  expect(told(three)).toEqual([['cutOff', 'ABC', 0, 0]]);
  expect(three.lines[0]?.at).toBe(1_000 + TOGETHER_MS);
  expect(told(gather(three, all('EFG', 'ABCD'), 900_000)).length).toBe(1);
});

test('two who vanish a moment too far apart are no partition', () => {
  const one = gather(start('ABCDEFG'), all('BCDEFG', 'A'), 1_000);
  expect(told(gather(one, all('CDEFG', 'AB'), 1_001 + TOGETHER_MS))).toEqual([]);
});

test.each([
  ['A', '', 'A', 1],
  ['AB', 'B', 'A', 1],
  ['ABC', 'BC', 'A', 0],
])('of %s, %s stay and %s goes: %i lines', (before, here, away, lines) => {
  expect(gather(start(before), all(here, away), 5_000).lines.length).toBe(lines);
});

test('they are back: for how long they were away, and how much was caught up in the time after', () => {
  const cut = gather(start('ABC'), all('A', 'BC'), 10_000);
  const back = gather(cut, all('AB', 'C'), 250_000);
  const both = gather(back, all('ABC'), 251_000);
  expect(told(both)).toEqual([
    ['cutOff', 'BC', 0, 0],
    ['healed', 'BC', 241_000, 0],
  ]);
  let now = 251_000;
  let counted = both;
  for (let i = 0; i < 3; i++) counted = catchUp(counted, caught, (now += CATCH_UP_MS));
  expect(told(counted)[1]).toEqual(['healed', 'BC', 241_000, 3]);
  expect(catchUp(counted, caught, now + CATCH_UP_MS + 1)).toBe(counted);
  expect(catchUp(counted, { how: 'rumor', own: false }, now)).toBe(counted);
  expect(catchUp(counted, { how: 'catchUp', own: true }, now)).toBe(counted);
});

test('a message that is fetched without a partition is counted nowhere', () => {
  const cut = gather(start('ABC'), all('A', 'BC'), 10_000);
  expect(catchUp(cut, caught, 10_001)).toBe(cut);
});

test('one address of several, a removed peer, a new page and a peer without a name are nobody who vanished', () => {
  const twice = [peer('A'), peer('A', 'reachable', { address: '10.1.1.1:1' })];
  const both = gather(nobodyYet, twice, 0, true);
  expect(gather(both, [twice[0]!, { ...twice[1]!, state: 'unreachable' }], 1).lines).toEqual([]);
  expect(gather(start('AB'), [], 1).lines).toEqual([]);
  expect(gather(start('AB'), all('', 'AB'), 1, true).lines).toEqual([]);
  const nameless = gather(nobodyYet, [peer('A', 'reachable', { name: null })], 0, true);
  expect(gather(nameless, [peer('A', 'unreachable', { name: null })], 1).lines).toEqual([]);
});

test('who was gone for good before is not named as back; who comes anew is no line', () => {
  const one = gather(start('ABCD'), all('BCD', 'A'), 1_000);
  expect(told(gather(one, all('ABCD'), 2_000))).toEqual([]);
  expect(told(gather(start('AB'), all('ABX'), 1_000))).toEqual([]);
});

test(`${MAX_LINES} lines are kept, one more pushes out the oldest`, () => {
  let now = 0;
  let state = start('AB');
  for (let i = 0; i < MAX_LINES / 2; i++) {
    state = gather(state, all('', 'AB'), (now += 100_000));
    state = gather(state, all('AB'), (now += 100_000));
  }
  expect(state.lines.length).toBe(MAX_LINES);
  expect(state.lines[0]?.id).toBe(1);
  state = gather(state, all('', 'AB'), now + 100_000);
  expect(state.lines.length).toBe(MAX_LINES);
  expect(state.lines[0]?.id).toBe(2);
});

test('each line stands between two messages, by time', () => {
  const { lines } = gather(gather(start('AB'), all('', 'AB'), 10), all('AB'), 90_000);
  expect(linesBetween(lines, 0, 10)).toEqual([]);
  expect(linesBetween(lines, 10, 11).map(({ kind }) => kind)).toEqual(['cutOff']);
  expect(linesBetween(lines, 11, undefined).map(({ kind }) => kind)).toEqual(['healed']);
  expect(linesBetween(lines, undefined, undefined)).toEqual(lines);
});
