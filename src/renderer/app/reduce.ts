/** The state of the interface is a fold over what happens. */
import type { Event, Message, Notice, Peer } from '../../api/contract.ts';
import { unreachable } from '../../api/result.ts';
import type { AppState, Connection } from './state.ts';
import {
  addNewer,
  addOlder,
  change,
  follow,
  insert,
  missedSome,
  showLatest,
  type Page,
  type TimelineWindow,
} from './timelineWindow.ts';
import { count, open, see } from './unread.ts';

export type Where = 'latest' | 'older' | 'newer';
export type MessageEvent = Extract<Event, { type: 'message' | 'messageChanged' }>;

/** Events of the peer, answers of the peer, and what the person did to the view. */
export type Happening =
  | Event
  | { readonly type: 'connection'; readonly state: Connection }
  | { readonly type: 'peers'; readonly peers: readonly Peer[] }
  | { readonly type: 'notices'; readonly notices: readonly Notice[] }
  | { readonly type: 'loading' }
  | { readonly type: 'loadFailed'; readonly message: string }
  | { readonly type: 'page'; readonly where: Where; readonly page: Page; readonly arrived: readonly MessageEvent[] }
  /** Events were lost for good. */
  | { readonly type: 'missed' }
  | { readonly type: 'following'; readonly following: boolean }
  | { readonly type: 'attention'; readonly attentive: boolean }
  /** How far was read when the page was open last. */
  | { readonly type: 'readBefore'; readonly upTo: number }
  | { readonly type: 'dismissed'; readonly code: string };

export const reduce = (state: AppState, happening: Happening): AppState => seen(fold(state, happening));

/** What is in view of someone is not unread. Nothing is, until the first page says what there is. */
function seen(state: AppState): AppState {
  if (!state.attentive || !state.timeline.following || state.unread.newest === 0) return state;
  const unread = see(state.unread);
  return unread === state.unread ? state : { ...state, unread };
}

function fold(state: AppState, happening: Happening): AppState {
  switch (happening.type) {
    case 'message':
      return heard(
        withTimeline(
          counted(named(state, [happening.message]), happening.message),
          insert(state.timeline, happening.message),
        ),
        happening.message,
      );
    case 'messageChanged':
      return withTimeline(state, change(state.timeline, happening.message));
    case 'peer':
      return named({ ...state, peers: new Map(state.peers).set(happening.peer.address, happening.peer) }, [
        happening.peer,
      ]);
    case 'peerGone': {
      const peers = new Map(state.peers);
      return peers.delete(happening.address) ? { ...state, peers } : state;
    }
    case 'peers':
      return named({ ...state, peers: new Map(happening.peers.map((peer) => [peer.address, peer])) }, happening.peers);
    case 'self':
      return named({ ...state, self: happening.self }, [happening.self]);
    case 'sync':
      return { ...state, sync: happening.sync };
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
      return { ...state, loading: { kind: 'loading' } };
    case 'loadFailed':
      return { ...state, loading: { kind: 'failed', message: happening.message } };
    case 'page': {
      const { where, page, arrived } = happening;
      const timeline = withArrived(withPage(state.timeline, where, page), arrived);
      const unread = where === 'latest' ? open(state.unread, timeline.messages) : state.unread;
      return named({ ...state, loading: { kind: 'ready' }, timeline, unread }, page.messages);
    }
    case 'missed':
      return withTimeline(state, missedSome(state.timeline));
    case 'following':
      return withTimeline(state, follow(state.timeline, happening.following));
    case 'attention':
      return { ...state, attentive: happening.attentive };
    case 'readBefore':
      return { ...state, unread: { ...state.unread, upTo: happening.upTo } };
    case 'dismissed':
      return { ...state, dismissed: new Set(state.dismissed).add(happening.code) };
    default:
      return unreachable(happening);
  }
}

function withPage(timeline: TimelineWindow, where: Where, page: Page): TimelineWindow {
  switch (where) {
    case 'latest':
      return showLatest(timeline, page);
    case 'older':
      return addOlder(timeline, page);
    case 'newer':
      return addNewer(timeline, page);
    default:
      return unreachable(where);
  }
}

/** They were folded before, where they had a place then: nothing is counted again. */
const withArrived = (timeline: TimelineWindow, arrived: readonly MessageEvent[]): TimelineWindow =>
  arrived.reduce(
    (window, { type, message }) =>
      type === 'message' ? { ...insert(window, message), unseen: window.unseen } : change(window, message),
    timeline,
  );

const withTimeline = (state: AppState, timeline: TimelineWindow): AppState =>
  timeline === state.timeline ? state : { ...state, timeline };

/** While the first page is read, it is that page that tells what is unread. */
function counted(state: AppState, message: Message): AppState {
  if (state.loading.kind !== 'ready') return state;
  const unread = count(state.unread, message);
  return unread === state.unread ? state : { ...state, unread };
}

/** Live messages only: what is caught up is history, and a screen reader would read it for minutes. */
function heard(state: AppState, message: Message): AppState {
  if (message.own || message.how !== 'rumor') return state;
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

/** Keeps the same map where nobody new appeared, so that what depends on it is not computed again. */
function named(state: AppState, seen: readonly { origin: string | null; name: string | null }[]): AppState {
  let names: Map<string, string> | undefined;
  for (const { origin, name } of seen) {
    if (origin === null || name === null || state.names.get(origin) === name) continue;
    names ??= new Map(state.names);
    names.set(origin, name);
  }
  return names === undefined ? state : { ...state, names };
}
