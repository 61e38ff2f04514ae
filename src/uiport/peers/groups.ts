/**
 * The groups of one profile: the first, which the process was started for, and those that the person joined. Each is a
 * peer of its own in `groups/<id>/` under the profile's folder.
 *
 * 1. At most one group is open to course peers. A second one is refused, with the name of the first.
 * 2. What is asked changes one thing after the other, and is remembered before it is answered.
 * 3. A group that can't be started stays in the list, with the reason; the others run.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkGroupName } from '../../api/groupName.ts';
import { FIRST_PEER, MAX_GROUPS, type Group, type GroupService } from '../../api/groups.ts';
import { done, refused, type Problem, type Result } from '../../api/result.ts';
import { keepGroups, NO_GROUPS, readGroups, type KeptGroups } from './groupFile.ts';
import { groupId } from './groupId.ts';
import { factsOf, watchFacts } from './setFacts.ts';
import type { OpenedPeer, PeerSet } from './peerSet.ts';

/** A peer that can be opened to course peers and closed again while it runs. */
export type GroupPeer = OpenedPeer & {
  setOpenToCourse(open: boolean): void;
};

/** What the program that composes the peers is asked to open. */
export interface WantedGroup {
  readonly id: string;
  readonly name: string;
  readonly open: boolean;
  readonly folder: string;
  /** Of the person, where the group is joined now; later it knows it itself. */
  readonly personName: string | undefined;
}

export interface GroupsOptions<P extends GroupPeer> {
  readonly peers: PeerSet<P>;
  /** Of the profile; undefined: it has none, and is in one group at most. */
  readonly folder: string | undefined;
  readonly first: { readonly name: string | undefined; readonly open: boolean };
  readonly openPeer: (wanted: WantedGroup) => Promise<Result<P>>;
  /** A group that was joined before can't be started. */
  readonly onProblem: (problem: Problem) => void;
}

export interface Groups {
  readonly service: GroupService;
  /** Where a group keeps its things; undefined: there is no such group, or it keeps nothing. */
  folderOf(id: string): string | undefined;
  /** Starts what was joined before; resolves when each runs or is known not to. */
  startAll(): Promise<void>;
  close(): void;
}

interface Member {
  readonly id: string;
  readonly name: string;
  open: boolean;
  problem: string | null;
}

/** Whether the first group is to be open: as the person set it, else as it was started. */
export async function firstIsOpen(folder: string, { name, open }: { name: string; open: boolean }): Promise<boolean> {
  const { first } = await readGroups(folder);
  return first?.name === name ? first.open : open;
}

/** The first peer runs in `peers` already, under FIRST_PEER. */
export async function openGroups<P extends GroupPeer>(options: GroupsOptions<P>): Promise<Groups> {
  const { peers, folder, first, openPeer, onProblem } = options;
  const kept = folder === undefined ? NO_GROUPS : await readGroups(folder);
  const members: Member[] = kept.groups
    .filter(({ name }) => name !== first.name)
    .map(({ name, open }) => ({ id: groupId(name), name, open: open && !first.open, problem: null }));
  /** Joined before, and now what the process was started for: it is in the list for the starts to come. */
  const asFirst = kept.groups.filter(({ name }) => name === first.name);
  let firstOpen = first.open;
  let keptFirst = kept.first;
  let last: Promise<unknown> = Promise.resolve();

  const folderOf = (id: string): string | undefined =>
    folder === undefined || id === FIRST_PEER ? folder : join(folder, 'groups', id);

  const remember = async (): Promise<Result<void>> => {
    if (folder === undefined) return done(undefined);
    const now: KeptGroups = {
      ...(keptFirst === undefined ? {} : { first: keptFirst }),
      groups: [...members.map(({ name, open }) => ({ name, open })), ...asFirst],
    };
    try {
      await keepGroups(folder, now);
      return done(undefined);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return refused('groups-not-kept', `The list of groups can't be written (${why}). Make room or give access.`);
    }
  };

  const view = async (id: string, name: string | null, open: boolean, problem: string | null): Promise<Group> => {
    const facts = await factsOf(peers.get(id)?.peer);
    return { id, name, open, problem, first: id === FIRST_PEER, ...facts };
  };
  const list = (): Promise<Group[]> =>
    Promise.all([
      view(FIRST_PEER, first.name ?? null, firstOpen, null),
      ...members.map(({ id, name, open, problem }) => view(id, name, open, problem)),
    ]);
  const one = (member: Member): Promise<Group> => view(member.id, member.name, member.open, member.problem);

  const facts = watchFacts(peers, async () => ({ type: 'groups', groups: await list() }) as const);
  const tell = (): Promise<void> => facts.tell();

  const start = async (member: Member, personName: string | undefined): Promise<Result<unknown>> => {
    const { id, name, open } = member;
    const place = folderOf(id);
    if (place === undefined) throw new Error('a group that was joined has a folder');
    const started = await peers.start(id, () => openPeer({ id, name, open, folder: place, personName }));
    member.problem = started.ok ? null : started.problem.message;
    return started;
  };

  const nameOfOpen = (): string | undefined =>
    firstOpen ? (first.name ?? '') : members.find(({ open }) => open)?.name;
  const alreadyOpen = (name: string): Result<never> =>
    refused(
      'group-already-open',
      `"${name.toWellFormed()}" is open to course peers now, and only one group can be. Close that one to them first.`,
    );

  const joinNow = async (typed: string, open: boolean): Promise<Result<Group>> => {
    if (folder === undefined || first.name === undefined) {
      return refused(
        'groups-need-profile',
        'This peer was started with -name and has no profile. Start it with --as to be in several groups.',
      );
    }
    const checked = checkGroupName(typed);
    if (!checked.ok) return checked;
    const name = checked.value;
    if (name === first.name || members.some((member) => member.name === name)) {
      return refused('group-joined', `You are in "${name}" already. Choose it in the list, or type another name.`);
    }
    if (members.length + 1 >= MAX_GROUPS) {
      return refused('too-many-groups', `${MAX_GROUPS} groups are the most at a time. Leave one first.`);
    }
    const other = open ? nameOfOpen() : undefined;
    if (other !== undefined) return alreadyOpen(other);
    const self = await peers.get(FIRST_PEER)?.peer.self({});
    if (self?.ok !== true || !self.value.named) {
      return refused('name-needed', 'Choose a name first: others shall know who speaks.');
    }
    const member: Member = { id: groupId(name), name, open, problem: null };
    const started = await start(member, self.value.name);
    if (!started.ok) return started;
    members.push(member);
    const remembered = await remember();
    if (!remembered.ok) {
      members.pop();
      await peers.stop(member.id);
      return remembered;
    }
    await tell();
    return done(await one(member));
  };

  const leave = async (id: string, forget: boolean, typed: string | undefined): Promise<Result<Group[]>> => {
    if (id === FIRST_PEER) {
      return refused(
        'group-first',
        'This is the group that Peerster was started for, so it can’t be left while it runs. You can close it to course peers.',
      );
    }
    const at = members.findIndex((member) => member.id === id);
    const member = members[at];
    if (member === undefined) return noSuchGroup;
    if (forget && checkedName(typed) !== member.name) {
      return refused(
        'group-not-confirmed',
        `To delete what was said in "${member.name}" from this machine, type its name exactly.`,
      );
    }
    members.splice(at, 1);
    const remembered = await remember();
    if (!remembered.ok) {
      members.splice(at, 0, member);
      return remembered;
    }
    await peers.stop(id);
    const place = folderOf(id);
    if (forget && place !== undefined) await rm(place, { recursive: true, force: true });
    await tell();
    return done(await list());
  };

  const setOpen = async (id: string, open: boolean): Promise<Result<Group>> => {
    const member = members.find((other) => other.id === id);
    if (id !== FIRST_PEER && member === undefined) return noSuchGroup;
    if (id === FIRST_PEER && first.name === undefined) {
      return refused('groups-need-profile', 'This peer is in no group, which is open to course peers always.');
    }
    const isOpen = member?.open ?? firstOpen;
    if (isOpen !== open) {
      const other = open ? nameOfOpen() : undefined;
      if (other !== undefined) return alreadyOpen(other);
      const change = (to: boolean): void => {
        if (member !== undefined) member.open = to;
        else {
          firstOpen = to;
          keptFirst = { name: first.name ?? '', open: to };
        }
      };
      change(open);
      const remembered = await remember();
      if (!remembered.ok) {
        change(!open);
        return remembered;
      }
      peers.get(id)?.peer.setOpenToCourse(open);
      await tell();
    }
    return done(member === undefined ? await view(FIRST_PEER, first.name ?? null, firstOpen, null) : await one(member));
  };

  /** Invariant 2. */
  const inTurn = <T>(deed: () => Promise<T>): Promise<T> => {
    const turn = last.then(deed);
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    service: {
      groups: async () => done(await list()),
      joinGroup: ({ name, open }) => inTurn(() => joinNow(name, open)),
      leaveGroup: ({ id, forget, name }) => inTurn(() => leave(id, forget, name)),
      openGroup: ({ id, open }) => inTurn(() => setOpen(id, open)),
      subscribe: (listener) => facts.subscribe(listener),
    },
    folderOf: (id) => (id === FIRST_PEER || members.some((member) => member.id === id) ? folderOf(id) : undefined),
    startAll: () =>
      inTurn(async () => {
        for (const member of members) {
          const started = await start(member, undefined);
          if (!started.ok) onProblem({ ...started.problem, message: `${member.name}: ${started.problem.message}` });
        }
        await tell();
      }),
    close: () => facts.close(),
  };
}

const noSuchGroup = refused('no-such-group', 'There is no group of that id; ask for "groups" to see those there are.');

const checkedName = (typed: string | undefined): string | undefined => {
  const checked = checkGroupName(typed ?? '');
  return checked.ok ? checked.value : undefined;
};
