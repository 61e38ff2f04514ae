/** Between the page and what is unread: who looks at it, what its title says, and how far was read last time. */
import type { StoreApi } from 'zustand/vanilla';
import { keepPrivateMarks, keepReadMark, readMark, readPrivateMarks } from '../lib/readMark.ts';
import { reduce } from './reduce.ts';
import type { AppState } from './state.ts';
import { everyoneOf } from './views.ts';

/** Writing to the browser's storage at each message would be felt. */
const KEEP_AFTER_MS = 1_000;

/**
 * For as long as the page lives. `tell` hears whether someone looks at it, at once and at each change. `isHidden`: whether
 * its window is, where the page runs in a window of ours.
 */
export function watchAttention(tell: (attentive: boolean) => void, isHidden?: StoreApi<boolean>): void {
  const look = (): void =>
    tell(document.visibilityState === 'visible' && document.hasFocus() && isHidden?.getState() !== true);
  isHidden?.subscribe(look);
  window.addEventListener('focus', look);
  window.addEventListener('blur', look);
  document.addEventListener('visibilitychange', look);
  look();
}

/** Call before anything is read; returns what ends it. `conversation`: under which name it is kept. */
export function rememberReading(store: StoreApi<AppState>, conversation: string): () => void {
  const upTo = readMark(conversation);
  const privates = readPrivateMarks(conversation);
  store.setState(reduce(store.getState(), { type: 'readBefore', upTo, privates }, Date.now()), true);
  let kept = upTo;
  let keptPrivates = privates;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const now = everyoneOf(store.getState()).unread.upTo;
    if (now !== undefined && now !== kept) keepReadMark(conversation, (kept = now));
    const { read } = store.getState();
    if (read !== keptPrivates) keepPrivateMarks(conversation, (keptPrivates = read));
  };
  window.addEventListener('pagehide', keep);
  const unsubscribe = store.subscribe((state) => {
    if (everyoneOf(state).unread.upTo !== kept || state.read !== keptPrivates)
      timer ??= setTimeout(keep, KEEP_AFTER_MS);
  });
  return () => {
    keep();
    unsubscribe();
    window.removeEventListener('pagehide', keep);
  };
}

export const titleWith = (title: string, unread: number): string =>
  unread === 0 ? title : `(${unread > 99 ? '99+' : unread}) ${title}`;
