/**
 * The rows of the timeline that are near the view, and how the view moves.
 *
 * 1. At the end the view stays at the end, whatever arrives or grows.
 * 2. Elsewhere it stays at what it shows, whatever is put in before or after.
 * 3. What a person opens grows downwards, at the end too.
 * 4. Near either end of what is loaded, more is read.
 */
import {
  defaultRangeExtractor,
  observeElementRect,
  useVirtualizer,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { useHandScrolling } from './useHandScrolling.ts';

/** px. A row of one line; what is in view is measured. */
const ROW = 24;
const ROW_WITH_NAME = 52;
/** px that still count as the end: sub-pixel sizes, and a nudge of the wheel. */
const NEAR_END = 40;
/** Rows before either end at which more is read. */
const AHEAD = 30;

export type TimelineRows = Virtualizer<HTMLDivElement, HTMLLIElement>;

export function useTimelineRows(messages: readonly Message[]) {
  const session = useSession();
  const older = useAppState((state) => state.timeline.older);
  const following = useAppState((state) => state.timeline.following);
  const scroller = useRef<HTMLDivElement>(null);

  const onChange = useCallback(
    (instance: TimelineRows) => {
      const { range, options } = instance;
      if (range === null || instance.scrollElement === null) return;
      if (range.startIndex < AHEAD) void session.loadOlder();
      if (range.endIndex > options.count - AHEAD) void session.loadNewer();
    },
    [session],
  );

  // What the view does now; the state hears of it a frame later.
  const follows = useRef(following);
  const observeRect = useCallback(
    (instance: TimelineRows, changed: (rect: { width: number; height: number }) => void) =>
      observeElementRect(instance, (rect) => {
        changed(rect);
        // A window that gets smaller would leave the end below its edge.
        if (follows.current) instance.scrollToEnd();
      }),
    [],
  );
  // More rows than fill the view may arrive in one frame: the last ones are there before the view has moved to them.
  const withLastRows = useCallback((range: Range) => {
    const near = defaultRangeExtractor(range);
    if (!follows.current) return near;
    const fill = Math.ceil((scroller.current?.clientHeight ?? 0) / ROW) + 1;
    const from = Math.max((near.at(-1) ?? -1) + 1, range.count - fill);
    return [...near, ...Array.from({ length: Math.max(0, range.count - from) }, (_, index) => from + index)];
  }, []);
  const [isHeld, setHeld] = useState(false);

  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React's compiler
  const rows: TimelineRows = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (messages[index - 1]?.origin === messages[index]?.origin ? ROW : ROW_WITH_NAME),
    getItemKey: useCallback((index: number) => messages[index]?.key ?? index, [messages]),
    overscan: 8,
    anchorTo: 'end',
    // Nothing is at the end while the view is held.
    scrollEndThreshold: isHeld ? -1 : NEAR_END,
    paddingEnd: 12,
    rangeExtractor: withLastRows,
    onChange,
    observeElementRect: observeRect,
  });

  useLayoutEffect(() => {
    follows.current = following;
  }, [following]);
  useLayoutEffect(() => {
    if (follows.current && messages.length > 0) rows.scrollToEnd();
  }, [rows, messages, following]);

  const byHand = useHandScrolling(scroller);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = (): void => {
      const isAtEnd = rows.isAtEnd(NEAR_END);
      const isByHand = byHand(element, rows.getTotalSize());
      // Rows that arrived since the view was moved to the end have moved the end on.
      if (!isAtEnd && follows.current && !isByHand) rows.scrollToEnd();
      else follows.current = isAtEnd;
      session.setFollowing(follows.current);
    };
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [rows, session, byHand]);

  /** Call when something in view is about to grow because a person wants to read it. */
  const hold = useCallback(() => {
    follows.current = false;
    setHeld(true);
    // Its row is measured at the end of the next frame.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        setHeld(false);
        follows.current = rows.isAtEnd(NEAR_END);
        session.setFollowing(follows.current);
      }),
    );
  }, [rows, session]);

  return { rows, scroller, older, hold };
}
