/** One selector per need. What they compute is kept until what it was computed from changes. */
import type { Notice, Peer } from '../../api/contract.ts';
import { sharedNames } from '../lib/names.ts';
import type { AppState } from './state.ts';

/** Remembers the last answer: most needs depend on one part of the state that seldom changes. */
function remembering<A, B>(compute: (argument: A) => B): (argument: A) => B {
  let last: { readonly argument: A; readonly answer: B } | undefined;
  return (argument) => {
    if (last === undefined || !Object.is(last.argument, argument)) last = { argument, answer: compute(argument) };
    return last.answer;
  };
}

const order: Readonly<Record<Peer['state'], number>> = { reachable: 0, waiting: 1, unreachable: 2 };

/** Made once: each costs more than sorting does. */
const names = new Intl.Collator();
const addresses = new Intl.Collator('en', { numeric: true });

const sortPeers = remembering((peers: AppState['peers']): readonly Peer[] =>
  [...peers.values()].toSorted(
    (a, b) =>
      order[a.state] - order[b.state] ||
      names.compare(a.name ?? '\uffff', b.name ?? '\uffff') ||
      addresses.compare(a.address, b.address),
  ),
);

/** Reachable ones first, then by name. */
export const selectPeers = (state: AppState): readonly Peer[] => sortPeers(state.peers);

const several = remembering((peers: AppState['peers']): ReadonlySet<string | null> => {
  const once = new Set<string | null>();
  const more = new Set<string | null>();
  for (const { origin } of peers.values()) (once.has(origin) ? more : once).add(origin);
  return more;
});

/** Origins that are reached at more than one address: there the address tells the entries apart. */
export const selectSeveralWays = (state: AppState): ReadonlySet<string | null> => several(state.peers);

const shared = remembering(sharedNames);

/** Names, as `nameKey` spells them, that more than one origin has. */
export const selectSharedNames = (state: AppState): ReadonlySet<string> => shared(state.names);

let shownNotices:
  { notices: AppState['notices']; dismissed: AppState['dismissed']; shown: readonly Notice[] } | undefined;

export function selectNotices({ notices, dismissed }: AppState): readonly Notice[] {
  if (shownNotices?.notices !== notices || shownNotices.dismissed !== dismissed) {
    shownNotices = { notices, dismissed, shown: notices.filter(({ code }) => !dismissed.has(code)) };
  }
  return shownNotices.shown;
}
