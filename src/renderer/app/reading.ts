/** Between the page and what is unread: who looks at it, what its title says, and how far was read last time. */
import type { StoreApi } from 'zustand/vanilla';
import { hearReadMarks, keepReadMarks, readMarks, type ReadMarks } from '../lib/readMark.ts';
import { reduce, type Happening } from './reduce.ts';
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
  const tell = (happening: Happening): void => store.setState(reduce(store.getState(), happening, Date.now()), true);
  const marks = (): ReadMarks => {
    const state = store.getState();
    return { everyone: everyoneOf(state).unread.upTo, privates: state.read };
  };
  tell({ type: 'readBefore', marks: readMarks(conversation) });
  let before = marks();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isChanged = (now: ReadMarks): boolean => now.everyone !== before.everyone || now.privates !== before.privates;
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const now = marks();
    if (isChanged(now)) keepReadMarks(conversation, before, now);
    before = now;
  };
  window.addEventListener('pagehide', keep);
  const ends = [
    hearReadMarks(conversation, (elsewhere) => tell({ type: 'readElsewhere', marks: elsewhere })),
    store.subscribe(() => {
      if (isChanged(marks())) timer ??= setTimeout(keep, KEEP_AFTER_MS);
    }),
  ];
  return () => {
    keep();
    for (const end of ends) end();
    window.removeEventListener('pagehide', keep);
  };
}

export const titleWith = (title: string, unread: number): string =>
  unread === 0 ? title : `(${unread > 99 ? '99+' : unread}) ${title}`;
