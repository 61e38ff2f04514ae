/** One selector per need. What they compute is kept until what it was computed from changes. */
import type { Message, Notice, Peer, SharedFile } from '../../api/contract.ts';
import { indexPeople, type People } from '../lib/mentions.ts';
import { sharedNames } from '../lib/names.ts';
import { joined, type Joined } from './conversations.ts';
import type { AppState } from './state.ts';
import { everyoneOf } from './views.ts';

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
  for (const peer of peers.values()) (once.has(whoOf(peer)) ? more : once).add(whoOf(peer));
  return more;
});

/** Of a peer: its person where the key is known, else its origin. */
export const whoOf = ({ person, origin }: Pick<Peer, 'person' | 'origin'>): string | null => person ?? origin;

/** Who, as `whoOf` says, is reached at more than one address: there the address tells the entries apart. */
export const selectSeveralWays = (state: AppState): ReadonlySet<string | null> => several(state.peers);

const sharedOf = remembering((names: AppState['names']) =>
  remembering((persons: AppState['persons']) => sharedNames(names, persons)),
);

/** Names, as `nameKey` spells them, that more than one person has. */
export const selectSharedNames = ({ names, persons }: AppState): ReadonlySet<string> => sharedOf(names)(persons);

const indexed = remembering(indexPeople);

/** Everyone who can be mentioned, oneself too. */
export const selectPeople = (state: Pick<AppState, 'names'>): People => indexed(state.names);

let others: { names: AppState['names']; own: string | undefined; others: AppState['names'] } | undefined;

/** Origin → name, of everyone but oneself. */
export function selectOthers({ names, self }: AppState): AppState['names'] {
  const own = self?.origin;
  if (others?.names !== names || others.own !== own) {
    others = { names, own, others: new Map([...names].filter(([origin]) => origin !== own)) };
  }
  return others.others;
}

const joinedOf = remembering(joined);

/** Private conversations, one a person, the newest first. */
export const selectConversations = (state: Pick<AppState, 'conversations'>): readonly Joined[] =>
  joinedOf(state.conversations);

/** The conversation in view goes on, backwards, in this one: of the same person, under an earlier origin. */
export function selectEarlier(state: AppState): string | undefined {
  const { origins = [] } = selectConversations(state).find((one) => one.origins.includes(state.conversation)) ?? {};
  const at = origins.indexOf(state.conversation);
  return at < 0 ? undefined : origins[at + 1];
}

const privateUnread = remembering((conversations: AppState['conversations']): number =>
  [...conversations.values()].reduce((sum, { unread }) => sum + unread, 0),
);

/** In all conversations. */
export const selectUnreadTotal = (state: AppState): number =>
  everyoneOf(state).unread.count + privateUnread(state.conversations);

const wereHeard = remembering((peers: AppState['peers']) =>
  [...peers.values()].some(({ lastHeard }) => lastHeard !== null),
);

/** Some peer was heard since this one was started. */
export const selectWereHeard = (state: AppState): boolean => wereHeard(state.peers);

/** This machine has an address, as far as is known. */
export const selectHasNetwork = ({ self }: AppState): boolean => self === undefined || self.addresses.length > 0;

/** It is in a group, into which others can be invited. */
export const selectHasGroup = ({ self }: AppState): boolean => self !== undefined && self.group !== null;

let shownNotices:
  { notices: AppState['notices']; dismissed: AppState['dismissed']; shown: readonly Notice[] } | undefined;

export function selectNotices({ notices, dismissed }: AppState): readonly Notice[] {
  if (shownNotices?.notices !== notices || shownNotices.dismissed !== dismissed) {
    shownNotices = { notices, dismissed, shown: notices.filter(({ code }) => !dismissed.has(code)) };
  }
  return shownNotices.shown;
}

/** Of an own message: how many of the others said that they hold it, and how many there are; undefined where there are none. */
export function heldBy(
  { holding }: AppState,
  { origin, id, reach }: Message,
): { held: number; of: number } | undefined {
  if (reach !== 'peer' || holding?.origin !== origin || holding.others.length === 0) return undefined;
  const { others } = holding;
  return { held: others.filter(({ upTo }) => upTo !== null && upTo >= id).length, of: others.length };
}

export interface HeardOf {
  readonly origin: string;
  readonly name: string;
  readonly at: number;
}

/** A list for eyes. */
const MAX_SHOWN_HEARD_OF = 30;
const nobody: readonly HeardOf[] = [];
let through: { of: readonly unknown[]; people: readonly HeardOf[] } | undefined;

/** People who are here by what others passed on only, by name: none of them is a peer of ours, nor are we. */
export function selectHeardOf({ heardOf, names: called, peers, persons, self }: AppState): readonly HeardOf[] {
  if (heardOf.size === 0) return nobody;
  const of = [heardOf, called, peers, persons, self];
  if (through === undefined || of.some((one, i) => one !== through?.of[i])) {
    const whoIs = (origin: string): string => persons.get(origin) ?? origin;
    const direct = new Set([...peers.values(), self].flatMap((one) => (one ? [one.origin, one.person] : [])));
    const people = new Map<string, HeardOf>();
    for (const [origin, at] of heardOf) {
      const who = whoIs(origin);
      const name = called.get(origin);
      if (name === undefined || direct.has(who) || direct.has(origin) || (people.get(who)?.at ?? 0) > at) continue;
      people.set(who, { origin, name, at });
    }
    const shown = [...people.values()].toSorted((a, b) => b.at - a.at).slice(0, MAX_SHOWN_HEARD_OF);
    through = { of, people: shown.toSorted((a, b) => names.compare(a.name, b.name)) };
  }
  return through.people;
}

const newestFirst = remembering((files: AppState['files']): readonly SharedFile[] => [...files.values()].toReversed());

/** Offered and fetched, newest first. */
export const selectFiles = (state: Pick<AppState, 'files'>): readonly SharedFile[] => newestFirst(state.files);
