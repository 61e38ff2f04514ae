/**
 * The groups of the page: for each one that runs a client, a store and a session, which live on while another is in
 * view. So unread counts go on, and what is told of new messages too.
 *
 * 1. Of one group alone someone can be looking: the one in view.
 * 2. The first peer is always there, and needs no set of peers.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { FIRST_PEER, type Group } from '../../api/groups.ts';
import { refused, type Result } from '../../api/result.ts';
import type { Client } from '../../api/service.ts';
import { inGroup } from '../lib/inGroup.ts';
import type { Ways } from '../lib/openClient.ts';
import { changesOf, nameAmong, noGroups, shownGroup, type GroupState } from './groupState.ts';
import { startSession, type Soon } from './session.ts';
import type { AppState } from './state.ts';
import { createAppStore, type App } from './store.tsx';

export interface GroupApp extends App {
  readonly client: Client;
}

export interface Groups {
  readonly store: StoreApi<GroupState>;
  /** Of a group that runs. */
  app(id: string): GroupApp | undefined;
  apps(): readonly GroupApp[];
  /** Called for each that is there, and for each that comes; what it returns is called when that one goes. */
  eachApp(listener: (app: GroupApp) => (() => void) | undefined): void;
  /** Where there are several: with one alone, nobody needs its name. */
  nameOf(id: string): string | undefined;
  choose(id: string): void;
  join(name: string, open: boolean): Promise<Result<Group>>;
  /** `typed`: the name of the group, where what was said is to be deleted. */
  leave(id: string, typed: string | undefined): Promise<Result<readonly Group[]>>;
  setOpen(id: string, open: boolean): Promise<Result<Group>>;
  /** Whether someone looks at the page. */
  setAttentive(attentive: boolean): void;
}

export interface GroupsOptions {
  /** The peer that the page is opened for, and its id: FIRST_PEER unless told. */
  readonly first: Client;
  readonly home?: string;
  /** Absent: the page shows that one alone. */
  readonly ways: Ways | undefined;
  /** For each group: when to fold what arrived. */
  readonly frames: () => Soon;
  /** Remembers how far a conversation was read; returns what ends it. */
  readonly rememberReading: (store: StoreApi<AppState>, conversation: string) => () => void;
  /** Which group was in view when the page was open last, and how to remember it. */
  readonly chosen: string | undefined;
  readonly keepChosen: (id: string) => void;
}

const unavailable = refused('groups-need-profile', 'Groups can’t be joined here.');

export function startGroups(options: GroupsOptions): Groups {
  const { first, ways, frames, rememberReading, chosen, keepChosen, home = FIRST_PEER } = options;
  const store = createStore<GroupState>()(() => ({ ...noGroups, home, wanted: chosen ?? home }));
  const apps = new Map<string, { readonly app: GroupApp; readonly ends: (() => void)[] }>();
  const listeners = new Set<(app: GroupApp) => (() => void) | undefined>();
  let attentive = true;

  const attend = (): void => {
    const shown = shownGroup(store.getState());
    for (const [id, { app }] of apps) app.session.setAttentive(attentive && id === shown); // invariant 1
  };

  const open = (id: string, client: Client, end: () => void): void => {
    const appStore = createAppStore();
    const forgetReading = rememberReading(appStore, inGroup(id, 'everyone'));
    const session = startSession(client, appStore, frames());
    const app: GroupApp = { id, client, store: appStore, session };
    const ends = [forgetReading, () => session.stop(), end];
    apps.set(id, { app, ends });
    for (const listener of listeners) ends.push(listener(app) ?? (() => undefined));
  };

  const close = (id: string): void => {
    const ends = apps.get(id)?.ends ?? [];
    apps.delete(id); // who counts them counts it no more
    for (const end of ends) end();
  };

  const learn = (groups: readonly Group[]): void => {
    const changes = changesOf(groups, [...apps.keys()]);
    for (const id of changes.open) {
      const client = ways?.peer(id);
      if (client !== undefined) open(id, client, () => client.close());
    }
    store.setState({ groups, known: true });
    attend();
    // After nothing shows them any more.
    for (const id of changes.close) close(id);
  };

  const read = async (): Promise<void> => {
    const groups = await ways?.groups.call('groups', {});
    if (groups?.ok === true) learn(groups.value);
  };

  open(home, first, () => undefined);
  attend();
  ways?.groups.subscribe({
    event: ({ groups }) => learn(groups),
    missed: () => void read(),
    connection(state) {
      if (state === 'open') void read();
      // What is to be said of a connection that is lost, the chat of the first peer says.
      else if (state !== 'connecting') store.setState({ known: true });
    },
  });
  if (ways === undefined) store.setState({ known: true });

  const choose = (id: string): void => {
    store.setState({ wanted: id });
    keepChosen(id);
    attend();
  };

  return {
    store,
    app: (id) => apps.get(id)?.app,
    apps: () => [...apps.values()].map(({ app }) => app),
    eachApp(listener) {
      listeners.add(listener);
      for (const { app, ends } of apps.values()) ends.push(listener(app) ?? (() => undefined));
    },
    nameOf: (id) => nameAmong(store.getState().groups, id),
    choose,
    async join(name, isOpen) {
      const joined = (await ways?.groups.call('joinGroup', { name, open: isOpen })) ?? unavailable;
      if (!joined.ok) return joined;
      await read();
      choose(joined.value.id);
      return joined;
    },
    async leave(id, typed) {
      const input = typed === undefined ? { id, forget: false } : { id, forget: true, name: typed };
      const left = (await ways?.groups.call('leaveGroup', input)) ?? unavailable;
      if (!left.ok) return left;
      if (store.getState().wanted === id) choose(home);
      learn(left.value);
      return left;
    },
    async setOpen(id, isOpen) {
      const changed = (await ways?.groups.call('openGroup', { id, open: isOpen })) ?? unavailable;
      await read();
      return changed;
    },
    setAttentive(now) {
      attentive = now;
      attend();
    },
  };
}
