/**
 * What is loaded of each conversation: the one in view, and those that were before, so that going back is instant.
 *
 * 1. Everyone's is always there, in view or kept: what is unread there is counted in it.
 * 2. At most MAX_KEPT private ones are kept; the one that was in view longest ago goes first.
 */
import type { AppState, Loading } from './state.ts';
import { emptyWindow, type TimelineWindow } from './timelineWindow.ts';
import { nothingUnread, type Unread } from './unread.ts';

export const EVERYONE = '';
/** As many as a person goes back and forth between; some 2 MB each at most. */
export const MAX_KEPT = 8;

export interface View {
  readonly loading: Loading;
  readonly timeline: TimelineWindow;
  readonly unread: Unread;
}

/** Undefined: nothing of it is loaded. */
export const viewOf = (state: AppState, conversation: string): View | undefined =>
  conversation === state.conversation ? state : state.kept.get(conversation);

/** Nothing is loaded of everyone only before the first page; the state holds it then, too. */
export const everyoneOf = (state: AppState): View => viewOf(state, EVERYONE) ?? newView(state, EVERYONE);

export function withView(state: AppState, conversation: string, change: (view: View) => View): AppState {
  const view = viewOf(state, conversation);
  if (view === undefined) return state;
  const { loading, timeline, unread } = change(view);
  if (loading === view.loading && timeline === view.timeline && unread === view.unread) return state;
  const changed = { loading, timeline, unread };
  if (conversation === state.conversation) return { ...state, ...changed };
  return { ...state, kept: new Map(state.kept).set(conversation, changed) };
}

/** The same in all that are loaded. */
export function withTimelines(state: AppState, change: (timeline: TimelineWindow) => TimelineWindow): AppState {
  const changed = (view: View): View => ({ ...view, timeline: change(view.timeline) });
  return [...state.kept.keys(), state.conversation].reduce((now, one) => withView(now, one, changed), state);
}

/** Brings a conversation into view. */
export function openView(state: AppState, conversation: string): AppState {
  if (conversation === state.conversation) return state;
  const { loading, timeline, unread } = viewOf(state, conversation) ?? newView(state, conversation);
  const kept = new Map(state.kept);
  kept.delete(conversation);
  kept.set(state.conversation, { loading: state.loading, timeline: state.timeline, unread: state.unread });
  const privates = [...kept.keys()].filter((one) => one !== EVERYONE);
  for (const one of privates.slice(0, Math.max(0, privates.length - MAX_KEPT))) kept.delete(one);
  return { ...state, conversation, kept, loading, timeline, unread, aim: undefined };
}

/** Forgets what is loaded of private conversations that are not in view: it will be read again. */
export const withoutKept = (state: AppState): AppState => ({
  ...state,
  kept: new Map([...state.kept].filter(([conversation]) => conversation === EVERYONE)),
});

/** Of a private one, a message that was never seen here is unread, also at the first time. */
function newView({ conversations, read }: AppState, conversation: string): View {
  const known = conversations.get(conversation);
  const unread =
    conversation === EVERYONE
      ? nothingUnread
      : {
          upTo: known?.unread === 0 ? known.last.key : (read.get(conversation) ?? 0),
          newest: known?.last.key ?? 0,
          line: undefined,
          count: known?.unread ?? 0,
        };
  return { loading: { kind: 'loading' }, timeline: emptyWindow, unread };
}
