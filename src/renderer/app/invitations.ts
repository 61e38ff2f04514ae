/**
 * Invitations that the person opened: in a message, in a field, or anywhere on the desktop. Nothing is joined before they
 * said so.
 *
 * 1. One is asked about at a time, and none takes its place meanwhile: nobody joins what they didn't read.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readInvite, type Invite } from '../../api/invite.ts';
import type { Problem, Result } from '../../api/result.ts';
import type { Desktop } from '../lib/desktop.ts';
import type { Groups } from './groups.ts';

export interface Invitations {
  /** What the person is asked now; a problem where the link that they opened is no invitation. */
  readonly asked: StoreApi<Result<Invite> | undefined>;
  readonly ask: (invite: Result<Invite>) => void;
  /** Does nothing where another one is asked by now. */
  readonly answered: (invite: Result<Invite>) => void;
}

/** For as long as the page lives. `desktop` hands over what the system does. */
export function openInvitations(desktop: Desktop | undefined): Invitations {
  const asked = createStore<Result<Invite> | undefined>()(() => undefined);
  const ask = (invite: Result<Invite>): void => asked.setState((now) => now ?? invite, true); // invariant 1
  const take = (link: string | undefined): void => {
    if (link === undefined) return;
    desktop?.link.setState(undefined, true); // so that the same one can be opened again
    ask(readInvite(link));
  };
  take(desktop?.link.getState());
  desktop?.link.subscribe(take);
  const answered = (invite: Result<Invite>): void => asked.setState((now) => (now === invite ? undefined : now), true);
  return { asked, ask, answered };
}

/** The id of the group of this name, where this person is in it. */
export const membershipIn = (groups: Groups, name: string): string | undefined =>
  groups.store.getState().groups.find((group) => group.name === name)?.id ??
  groups.apps().find(({ store }) => store.getState().self?.group === name)?.id;

export type Accepted =
  | { readonly kind: 'done' }
  /** This person is in the group, and it could not be started. */
  | { readonly kind: 'notRunning' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Joins the group, shows it, and adds its peers to it; where the person is in it already, only the latter two. */
export async function acceptInvite(groups: Groups, { group, addresses }: Invite): Promise<Accepted> {
  let id = membershipIn(groups, group);
  if (id === undefined) {
    const joined = await groups.join(group, false);
    if (!joined.ok) return { kind: 'failed', problem: joined.problem };
    ({ id } = joined.value);
  }
  const app = groups.app(id);
  if (app === undefined) return { kind: 'notRunning' };
  groups.choose(id);
  const added = await Promise.all(addresses.map((address) => app.session.addPeer(address)));
  // Who opens an invitation of their own machine needs no sentence about that.
  const failed = added.find((result) => !result.ok && result.problem.code !== 'own-address');
  return failed?.ok === false ? { kind: 'failed', problem: failed.problem } : { kind: 'done' };
}
