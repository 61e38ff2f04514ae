/** Between the page and what is unread: who looks at it, what its title says, and how far was read last time. */
import type { StoreApi } from 'zustand/vanilla';
import { keepReadMark, readMark } from '../lib/readMark.ts';
import { reduce } from './reduce.ts';
import type { Session } from './session.ts';
import type { AppState } from './state.ts';

/** Writing to the browser's storage at each message would be felt. */
const KEEP_AFTER_MS = 1_000;

/** For as long as the page lives. */
export function watchAttention(session: Session): void {
  const look = (): void => session.setAttentive(document.visibilityState === 'visible' && document.hasFocus());
  window.addEventListener('focus', look);
  window.addEventListener('blur', look);
  document.addEventListener('visibilitychange', look);
  look();
}

/** For as long as the page lives. Call before anything is read. */
export function rememberReading(store: StoreApi<AppState>): void {
  const upTo = readMark();
  if (upTo !== undefined) store.setState(reduce(store.getState(), { type: 'readBefore', upTo }), true);
  const title = document.title;
  let kept = upTo;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const now = store.getState().unread.upTo;
    if (now !== undefined && now !== kept) keepReadMark((kept = now));
  };
  window.addEventListener('pagehide', keep);
  store.subscribe(({ unread }, before) => {
    if (unread.count !== before.unread.count) document.title = titleWith(title, unread.count);
    if (unread.upTo !== kept) timer ??= setTimeout(keep, KEEP_AFTER_MS);
  });
}

export const titleWith = (title: string, unread: number): string =>
  unread === 0 ? title : `(${unread > 99 ? '99+' : unread}) ${title}`;
