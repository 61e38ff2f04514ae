/**
 * Which messages the timeline shows: those of the state, but in a flood, which nobody can read as it goes by, the end moves
 * on in steps. Between them it stands still, to be read, and the page has its time for who writes.
 *
 * 1. Nothing is held back for longer than STEP_MS.
 * 2. What is said here is shown at once, with all before it, as is all there is to who leaves the end, comes back to it,
 *    goes to a message or to another conversation.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { Message } from '../../../api/contract.ts';
import type { AppState } from '../../app/state.ts';

/** More messages within FLOOD_MS are a flood. */
export const FLOOD = 40;
const FLOOD_MS = 1_000;
export const STEP_MS = 2_000;

export interface Steps {
  /** For React's useSyncExternalStore. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly messages: () => readonly Message[];
}

export interface StepsTools {
  /** ms. */
  now(): number;
  /** Calls `then` after so many ms, unless it is called off. */
  after(ms: number, then: () => void): () => void;
}

export function createSteps(store: StoreApi<AppState>, tools: StepsTools): Steps {
  let shown = store.getState();
  let shownAt = tools.now();
  /** The newest message at each moment of the last FLOOD_MS, and the one before. */
  let arrivals = [{ at: shownAt, newest: shown.unread.newest }];
  let callOff: (() => void) | undefined;
  const listeners = new Set<() => void>();

  const show = (state: AppState): void => {
    callOff?.();
    callOff = undefined;
    shown = state;
    shownAt = tools.now();
    for (const listener of listeners) listener();
  };

  const isFlood = ({ timeline, unread: { newest } }: AppState): boolean => {
    const at = tools.now();
    if (arrivals.at(-1)?.newest !== newest) arrivals.push({ at, newest });
    const first = arrivals.findLastIndex((arrival) => at - arrival.at >= FLOOD_MS);
    arrivals = arrivals.slice(Math.max(0, first));
    // Keys have gaps: other conversations' messages have the ones between.
    const before = arrivals[0]?.newest ?? newest;
    return timeline.messages.filter(({ key }) => key > before).length > FLOOD;
  };

  const look = (): void => {
    const state = store.getState();
    if (state.timeline.messages === shown.timeline.messages) return;
    if (isSameView(shown, state)) {
      if (isFlood(state) && !isAnswered(shown, state)) {
        const left = shownAt + STEP_MS - tools.now();
        if (left > 0) {
          callOff ??= tools.after(left, () => show(store.getState()));
          return;
        }
      }
    } else arrivals = [{ at: tools.now(), newest: state.unread.newest }];
    show(state);
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      const unsubscribe = store.subscribe(look);
      look();
      return () => {
        unsubscribe();
        listeners.delete(listener);
        callOff?.();
        callOff = undefined;
      };
    },
    messages: () => shown.timeline.messages,
  };
}

/** At the end of the same conversation, to which nobody went just now. */
const isSameView = (shown: AppState, now: AppState): boolean =>
  now.timeline.following &&
  now.conversation === shown.conversation &&
  now.loading === shown.loading &&
  now.aim === shown.aim &&
  now.toEnd === shown.toEnd;

function isAnswered(shown: AppState, now: AppState): boolean {
  const isNew = ({ key }: Message): boolean => key > shown.unread.newest;
  return now.timeline.messages.some((message) => isNew(message) && message.own && message.how === 'said');
}
