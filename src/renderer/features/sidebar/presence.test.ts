import { expect, test } from 'vitest';
import type { Peer } from '../../../api/contract.ts';
import { datesIn } from '../../i18n/dates.ts';
import { en } from '../../i18n/en.ts';
import { translator } from '../../i18n/strings.ts';
import { HERE_MS, presenceWords } from './presence.ts';

const t = translator('en-GB', en);
const now = 10 * HERE_MS;
const ours = { kind: 'ours' } as const;

test.each<[Pick<Peer, 'kind' | 'state' | 'lastHeard'>, string]>([
  [{ ...ours, state: 'reachable', lastHeard: now - HERE_MS }, 'Here now'],
  [{ ...ours, state: 'reachable', lastHeard: now - 2 * HERE_MS }, 'Last heard 3 min ago'],
  [{ ...ours, state: 'reachable', lastHeard: null }, 'No answer yet'],
  [{ ...ours, state: 'waiting', lastHeard: null }, 'No answer yet'],
  [{ ...ours, state: 'unreachable', lastHeard: now - 2 * HERE_MS }, 'Unreachable, last heard 3 min ago'],
  [{ ...ours, state: 'unreachable', lastHeard: null }, 'Unreachable'],
  [{ kind: 'course', state: 'reachable', lastHeard: now - 60_000 }, 'Heard 1 min ago'],
])('%j', (peer, words) => expect(presenceWords(peer, now, t, datesIn('en-GB', t))).toBe(words));
