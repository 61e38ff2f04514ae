/** What the page knows of the groups, and which of them is in view. */
import { FIRST_PEER, type Group } from '../../api/groups.ts';

export interface GroupState {
  /** The set was asked, or can't be: what it says of groups is all that there is. */
  readonly known: boolean;
  readonly groups: readonly Group[];
  /** Which one the person wants to see; it may not run (yet). */
  readonly wanted: string;
  /** The peer that this page was opened for: the first one, or a gossiper of an environment. */
  readonly home: string;
}

export const noGroups: GroupState = { known: false, groups: [], wanted: FIRST_PEER, home: FIRST_PEER };

/** Whose chat is in view; undefined while nobody knows whether the wanted one is there. */
export function shownGroup({ known, groups, wanted, home }: GroupState): string | undefined {
  if (wanted === home) return home;
  if (!known) return undefined;
  return groups.some(({ id, running }) => id === wanted && running) ? wanted : home;
}

/** Which peers the page is to be connected to, and which not any more. `connected`: those that it is connected to. */
export function changesOf(groups: readonly Group[], connected: readonly string[]) {
  const running = new Set(groups.filter(({ running, first }) => running && !first).map(({ id }) => id));
  return {
    open: [...running].filter((id) => !connected.includes(id)),
    close: connected.filter((id) => id !== FIRST_PEER && !running.has(id)),
  };
}

/** The name of the only group that is open to course peers, if it isn't this one. */
export const otherOpenGroup = (groups: readonly Group[], but: string | undefined): string | undefined =>
  groups.find(({ id, open }) => open && id !== but)?.name ?? undefined;

/** Undefined where there is one group alone: nobody needs its name then. */
export const nameAmong = (groups: readonly Group[], id: string | undefined): string | undefined =>
  groups.length > 1 ? (groups.find((group) => group.id === id)?.name ?? undefined) : undefined;
