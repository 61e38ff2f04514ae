/** The state of the interface is a fold over what happens. */
import type { Conversation, Cursor, Event, Message, Notice, Peer, Route, SharedFile } from '../../api/contract.ts';
import { unreachable } from '../../api/result.ts';
import type { ReadMarks } from '../lib/readMark.ts';
import { catchUp, gather } from './gathering.ts';
import { heardFrom, heardHolding, withoutHeard } from './heardOf.ts';
import { arrived as listedNew, changed, listed, readUpTo, renamed, seenUpTo } from './conversations.ts';
import type { AppState, Connection } from './state.ts';
import {
  addNewer,
  addOlder,
  change,
  follow,
  getFurther,
  rename,
  insert,
  missedSome,
  showAround,
  showLatest,
  type Page,
  type TimelineWindow,
} from './timelineWindow.ts';
import { count, open, see, seeElsewhere, type Unread } from './unread.ts';
import { EVERYONE, openView, withoutKept, withTimelines, withView, type View } from './views.ts';

/** Which page: the newest, or what stands before or after the edge of what was loaded when it was asked for. */
export type Where =
  | { readonly where: 'latest' }
  | { readonly where: 'older'; readonly before: Cursor }
  | { readonly where: 'newer'; readonly after: Cursor };
/** Events that change messages: a page that was read before them must learn of them. */
export type MessageEvent = Extract<Event, { type: 'message' | 'messageChanged' | 'name' | 'reach' }>;

/** Events of the peer, answers of the peer, and what the person did to the view. */
export type Happening =
  | Event
  | { readonly type: 'connection'; readonly state: Connection }
  | { readonly type: 'peers'; readonly peers: readonly Peer[] }
  /** Newest first. */
  | { readonly type: 'files'; readonly files: readonly SharedFile[] }
  | { readonly type: 'notices'; readonly notices: readonly Notice[] }
  | { readonly type: 'conversations'; readonly conversations: readonly Conversation[] }
  | { readonly type: 'routesRead'; readonly routes: readonly Route[] }
  /** A conversation came into view. */
  | { readonly type: 'opened'; readonly conversation: string }
  /** Of the conversation in view where none is named; so it is below. */
  | { readonly type: 'loading'; readonly conversation?: string }
  | { readonly type: 'loadFailed'; readonly message: string; readonly conversation?: string }
  | ({
      readonly type: 'page';
      readonly conversation?: string;
      readonly page: Page;
      readonly arrived: readonly MessageEvent[];
    } & Where)
  | {
      readonly type: 'around';
      readonly conversation?: string;
      readonly before: Page;
      readonly after: Page;
      readonly arrived: readonly MessageEvent[];
    }
  /** A message is to come into view. */
  | { readonly type: 'aimed'; readonly key: number }
  /** Events were lost for good. */
  | { readonly type: 'missed' }
  | { readonly type: 'following'; readonly following: boolean }
  /** The end is to come into view: of a conversation that is not, once it does. */
  | { readonly type: 'toEnd'; readonly conversation?: string }
  | { readonly type: 'attention'; readonly attentive: boolean }
  /** How far was read when the page was open last. */
  | { readonly type: 'readBefore'; readonly marks: ReadMarks }
  /** What was read in another tab since. */
  | { readonly type: 'readElsewhere'; readonly marks: ReadMarks }
  | { readonly type: 'dismissed'; readonly code: string };

/** `at`: when it happened, ms since 1970. */
export const reduce = (state: AppState, happening: Happening, at: number): AppState =>
  gathered(seen(fold(state, happening), state, happening), state, happening, at);

/** Who is here now, and what was missed by those who were not. */
function gathered(state: AppState, before: AppState, happening: Happening, at: number): AppState {
  if (happening.type === 'message') {
    const gathering = catchUp(state.gathering, happening.message, at);
    const heardOf = heardFrom(state.heardOf, happening.message);
    if (gathering === state.gathering && heardOf === state.heardOf) return state;
    return { ...state, gathering, heardOf };
  }
  if (state.peers === before.peers) return state;
  return { ...state, gathering: gather(state.gathering, state.peers.values(), at, happening.type === 'peers') };
}

/** What is in view of someone is not unread. Nothing is, until a page says what there is up to the end. */
function seen(state: AppState, before: AppState, happening: Happening): AppState {
  const { conversation, loading, timeline } = state;
  if (!state.attentive || !timeline.following || timeline.newer) return state;
  if (state.unread.newest === 0 || loading.kind !== 'ready') return state;
  const arrivedInView = happening.type === 'message' && before.unread.count === 0 && state.unread.count > 0;
  const unread = see(arrivedInView ? { ...state.unread, line: before.unread.line } : state.unread);
  const now = unread === state.unread ? state : { ...state, unread };
  return conversation === EVERYONE ? now : seenUpTo(now, conversation, unread.newest);
}

function fold(state: AppState, happening: Happening): AppState {
  switch (happening.type) {
    case 'message':
      return heard(withMessage(named(state, [happening.message]), happening.message), happening.message);
    case 'messageChanged': {
      const { message } = happening;
      const shown = withTimeline(state, message.conversation, (timeline) => change(timeline, message));
      return message.conversation === EVERYONE ? shown : changed(shown, message);
    }
    case 'name': {
      const shown = withTimelines(withPeerNames(state, happening), (timeline) => rename(timeline, happening));
      return named(renamed(shown, happening), [happening]);
    }
    case 'reach':
      return withTimeline(state, EVERYONE, (timeline) => getFurther(timeline, happening));
    case 'holding': {
      const { holding } = happening;
      return named({ ...state, holding, heardOf: heardHolding(state.heardOf, holding) }, holding.others);
    }
    case 'routes':
      return state; // the session asks for them
    case 'routesRead':
      return { ...state, routes: new Map(happening.routes.map((route) => [route.origin, route])) };
    case 'conversations':
      return named(
        listed(state, happening.conversations),
        happening.conversations.map((one) => ({ ...one, origin: one.conversation })),
      );
    case 'opened':
      return openView(state, happening.conversation);
    case 'peer': {
      const { peer } = happening;
      const before = state.peers.get(peer.address)?.origin;
      const heardOf = peer.origin === before ? state.heardOf : withoutHeard(state.heardOf, before);
      return named({ ...state, heardOf, peers: new Map(state.peers).set(peer.address, peer) }, [peer]);
    }
    case 'peerGone': {
      const peers = new Map(state.peers);
      const heardOf = withoutHeard(state.heardOf, peers.get(happening.address)?.origin);
      return peers.delete(happening.address) ? { ...state, peers, heardOf } : state;
    }
    case 'peers':
      return named({ ...state, peers: new Map(happening.peers.map((peer) => [peer.address, peer])) }, happening.peers);
    case 'self':
      return named({ ...state, self: happening.self }, [happening.self]);
    case 'sync':
      return { ...state, sync: happening.sync };
    case 'file':
      return { ...state, files: new Map(state.files).set(happening.file.id, happening.file) };
    case 'fileGone': {
      const files = new Map(state.files);
      return files.delete(happening.id) ? { ...state, files } : state;
    }
    case 'files':
      return { ...state, files: new Map(happening.files.toReversed().map((file) => [file.id, file])) };
    case 'foundFiles':
      return { ...state, found: happening.found };
    case 'nearby':
      return { ...state, nearby: happening.nearby };
    case 'settings':
      return { ...state, settings: happening.settings };
    case 'backup':
      return { ...state, backup: happening.backup };
    case 'doctor':
      return { ...state, doctor: happening.doctor };
    case 'timelineChanged':
      return withoutKept(state); // the session reads the others again
    case 'notice':
      return withNotices(state, [...state.notices, happening.notice], happening.notice.code);
    case 'notices':
      return withNotices(state, happening.notices, undefined);
    case 'connection':
      return {
        ...state,
        connection: happening.state,
        wasOpen: state.wasOpen || happening.state === 'open',
      };
    case 'loading':
      return withLoading(state, happening.conversation, { kind: 'loading' });
    case 'loadFailed':
      return withLoading(state, happening.conversation, { kind: 'failed', message: happening.message });
    case 'page': {
      const { conversation = state.conversation, where, page, arrived } = happening;
      const read = withView(state, conversation, (view) => {
        const paged = withPage(view.timeline, happening, page);
        if (paged === view.timeline) return view;
        const timeline = withArrived(paged, arrived, conversation);
        return { loading: { kind: 'ready' }, timeline, unread: unreadIn(timeline, view, where) };
      });
      return named(read, page.messages);
    }
    case 'around': {
      const { conversation = state.conversation, before, after, arrived } = happening;
      const read = withView(state, conversation, (view) => {
        const timeline = withArrived(showAround(view.timeline, before, after), arrived, conversation);
        return { loading: { kind: 'ready' }, timeline, unread: unreadIn(timeline, view) };
      });
      return named(read, [...before.messages, ...after.messages]);
    }
    case 'aimed':
      return { ...state, aim: { key: happening.key, count: (state.aim?.count ?? 0) + 1 } };
    case 'missed':
      return withTimelines(state, missedSome);
    case 'following':
      return withTimeline(state, state.conversation, (timeline) => follow(timeline, happening.following));
    case 'toEnd': {
      const { conversation = state.conversation } = happening;
      const followed = withTimeline(state, conversation, (timeline) => follow(timeline, true));
      return conversation === state.conversation ? { ...followed, toEnd: state.toEnd + 1 } : followed;
    }
    case 'attention':
      return { ...state, attentive: happening.attentive };
    case 'readBefore': {
      const { everyone, privates } = happening.marks;
      return { ...state, unread: { ...state.unread, upTo: everyone }, read: privates };
    }
    case 'readElsewhere': {
      const { everyone, privates } = happening.marks;
      return [...privates].reduce(
        (now, [conversation, key]) => readUpTo(withSeen(now, conversation, key), conversation, key),
        everyone === undefined ? state : withSeen(state, EVERYONE, everyone),
      );
    }
    case 'dismissed':
      return { ...state, dismissed: new Set(state.dismissed).add(happening.code) };
    default:
      return unreachable(happening);
  }
}

/**
 * What is read up to the end says what is unread. Alone where the end was not known: events may have been lost since, and
 * with them a log whose keys were greater.
 */
function unreadIn(timeline: TimelineWindow, before: View, where?: Where['where']): Unread {
  const { unread } = before;
  if (timeline.newer) return unread;
  if (before.timeline.newer) return open({ ...unread, newest: 0 }, timeline.messages);
  return where === 'latest' ? open(unread, timeline.messages) : unread;
}

function withPage(timeline: TimelineWindow, which: Where, page: Page): TimelineWindow {
  switch (which.where) {
    case 'latest':
      return showLatest(timeline, page);
    case 'older':
      return addOlder(timeline, which.before, page);
    case 'newer':
      return addNewer(timeline, which.after, page);
    default:
      return unreachable(which);
  }
}

/** They were folded before, where they had a place then: nothing is counted again. */
const withArrived = (
  timeline: TimelineWindow,
  arrived: readonly MessageEvent[],
  conversation: string,
): TimelineWindow =>
  arrived.reduce((window, event) => {
    switch (event.type) {
      case 'message':
        if (event.message.conversation !== conversation) return window;
        return { ...insert(window, event.message), unseen: window.unseen };
      case 'messageChanged':
        return change(window, event.message);
      case 'name':
        return rename(window, event);
      case 'reach':
        return getFurther(window, event);
      default:
        return unreachable(event);
    }
  }, timeline);

function withPeerNames(state: AppState, { origin, name, person }: Extract<Event, { type: 'name' }>): AppState {
  const renamed = [...state.peers.values()].filter((peer) => peer.origin === origin);
  if (renamed.length === 0) return state;
  const peers = new Map(state.peers);
  for (const peer of renamed) peers.set(peer.address, { ...peer, name, person });
  return { ...state, peers };
}

const withTimeline = (
  state: AppState,
  conversation: string,
  change: (timeline: TimelineWindow) => TimelineWindow,
): AppState => withView(state, conversation, (view) => ({ ...view, timeline: change(view.timeline) }));

const withLoading = (state: AppState, conversation = state.conversation, loading: View['loading']): AppState =>
  withView(state, conversation, (view) => ({ ...view, loading }));

const withSeen = (state: AppState, conversation: string, key: number): AppState =>
  withView(state, conversation, (view) => ({ ...view, unread: seeElsewhere(view.unread, key) }));

/** While the first page of a conversation is read, it is that page that tells what is unread. */
function withMessage(state: AppState, message: Message): AppState {
  const shown = withView(state, message.conversation, (view) => ({
    ...view,
    timeline: insert(view.timeline, message),
    unread: view.loading.kind === 'ready' ? count(view.unread, message) : view.unread,
  }));
  return message.conversation === EVERYONE ? shown : listedNew(shown, message);
}

/** Live messages only: what is caught up is history, and a screen reader would read it for minutes. */
function heard(state: AppState, message: Message): AppState {
  if (message.own || (message.how !== 'rumor' && message.how !== 'private')) return state;
  return { ...state, heard: { message, count: (state.heard?.count ?? 0) + 1 } };
}

/** The last notice of a code is the one that holds. */
function withNotices(state: AppState, all: readonly Notice[], again: string | undefined): AppState {
  const notices = [...new Map(all.map((notice) => [notice.code, notice])).values()];
  if (again === undefined || !state.dismissed.has(again)) return { ...state, notices };
  const dismissed = new Set(state.dismissed);
  dismissed.delete(again);
  return { ...state, notices, dismissed };
}

/** As many as a peer keeps ways to: the origins of a log and the peers. Strangers make up more. */
export const MAX_NAMES = 5_120;

type Seen = Record<'origin' | 'name' | 'person', string | null>;

/** Keeps the same maps where nobody new appeared, so that what depends on them is not computed again. The first ones go. */
function named(state: AppState, seen: readonly Seen[]): AppState {
  let [names, persons]: (Map<string, string> | undefined)[] = [];
  for (const { origin, name, person } of seen) {
    if (origin === null) continue;
    if (name !== null && (names ?? state.names).get(origin) !== name)
      (names ??= new Map(state.names)).set(origin, name);
    if (person !== null && (persons ?? state.persons).get(origin) !== person)
      (persons ??= new Map(state.persons)).set(origin, person);
  }
  if (names === undefined && persons === undefined) return state;
  dropFirst(names);
  dropFirst(persons);
  return { ...state, names: names ?? state.names, persons: persons ?? state.persons };
}

function dropFirst(names: Map<string, string> = new Map()): void {
  for (const origin of names.keys()) {
    if (names.size <= MAX_NAMES) return;
    names.delete(origin);
  }
}
