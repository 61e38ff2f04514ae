import { expect, test } from 'vitest';
import type { Sync } from '../../../api/contract.ts';
import { en } from '../../i18n/en.ts';
import { translator } from '../../i18n/strings.ts';
import { connectionView } from './words.ts';

const t = translator('en-GB', en);
const sync = (more: Partial<Sync>): Sync => ({
  state: 'inSync',
  have: 9,
  of: 9,
  peers: 3,
  peersInSync: 3,
  missing: [],
  ...more,
});
const missing = (...parts: Partial<Sync['missing'][number]>[]) => {
  const all = parts.map((part) => ({ origin: 'Carol~', name: 'Carol', count: 0, heldBy: ['Bob', 'Eve'], ...part }));
  const of = all.reduce((sum, { count }) => sum + count, 120);
  return { ...open, sync: sync({ state: 'catchingUp', have: 120, of, missing: all }) };
};
const open = { connection: 'open', wasOpen: true } as const;

test.each([
  [{ connection: 'connecting', wasOpen: false, sync: undefined }, 'Connecting to the peer…'],
  [{ connection: 'closed', wasOpen: false, sync: undefined }, 'Connection to the peer lost, trying again'],
  [{ connection: 'connecting', wasOpen: true, sync: sync({}) }, 'Connection to the peer lost, trying again'],
  [{ ...open, sync: undefined }, 'Connecting to the peer…'],
  [{ ...open, sync: sync({ state: 'alone', peers: 0 }) }, 'Waiting for a first peer'],
  [{ ...open, sync: sync({ state: 'alone', peers: 0 }), wereHeard: true }, 'No peer can be reached now'],
  [{ ...open, sync: sync({ state: 'alone', peers: 0 }), wereHeard: true, hasNetwork: false }, 'No network'],
  [{ ...open, sync: sync({}), hasNetwork: false }, '3 of 3 in sync'],
  [{ ...open, sync: sync({}) }, '3 of 3 in sync'],
  [{ ...open, sync: sync({ peers: 1, peersInSync: 1 }) }, '1 peer, in sync'],
  [{ ...open, sync: sync({ peersInSync: 2 }) }, '2 of 3 in sync'],
  [{ ...open, sync: sync({ state: 'catchingUp', have: 120, of: 4_000 }) }, 'Catching up: 120 of 4,000'],
  [missing({ count: 12 }), 'Missing 12 of Carol; Bob has them'],
  [missing({ count: 1 }), 'Missing 1 of Carol; Bob has it'],
  [missing({ count: 50 }), 'Missing 50 of Carol; Bob has them'],
  [missing({ count: 51 }), 'Catching up: 120 of 171'],
  [missing({ count: 2, heldBy: [] }), 'Catching up: 120 of 122'],
  [missing({ count: 1 }, { count: 1 }), 'Catching up: 120 of 122'],
] as const)('%j', (state, words) =>
  expect(connectionView({ wereHeard: false, hasNetwork: true, ...state }, t).words.replace(/[\u2068\u2069]/g, '')).toBe(
    words,
  ),
);
