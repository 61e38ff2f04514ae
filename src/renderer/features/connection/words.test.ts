import { expect, test } from 'vitest';
import type { Sync } from '../../../api/contract.ts';
import { en } from '../../i18n/en.ts';
import { translator } from '../../i18n/strings.ts';
import { connectionView } from './words.ts';

const t = translator('en-GB', en);
const sync = (more: Partial<Sync>): Sync => ({ state: 'inSync', have: 9, of: 9, peers: 3, peersInSync: 3, ...more });
const open = { connection: 'open', wasOpen: true } as const;

test.each([
  [{ connection: 'connecting', wasOpen: false, sync: undefined }, 'Connecting to the peer…'],
  [{ connection: 'closed', wasOpen: false, sync: undefined }, 'Connection to the peer lost, trying again'],
  [{ connection: 'connecting', wasOpen: true, sync: sync({}) }, 'Connection to the peer lost, trying again'],
  [{ ...open, sync: undefined }, 'Connecting to the peer…'],
  [{ ...open, sync: sync({ state: 'alone', peers: 0 }) }, 'Waiting for a first peer'],
  [{ ...open, sync: sync({ state: 'alone', peers: 0 }), wereHeard: true }, 'No peer can be reached now'],
  [{ ...open, sync: sync({}) }, '3 peers, all in sync'],
  [{ ...open, sync: sync({ peers: 1, peersInSync: 1 }) }, '1 peer, in sync'],
  [{ ...open, sync: sync({ peersInSync: 2 }) }, '3 peers, 2 in sync'],
  [{ ...open, sync: sync({ state: 'catchingUp', have: 120, of: 4_000 }) }, 'Catching up: 120 of 4,000'],
] as const)('%j', (state, words) => expect(connectionView({ wereHeard: false, ...state }, t).words).toBe(words));
