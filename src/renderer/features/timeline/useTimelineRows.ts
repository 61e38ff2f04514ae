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
  measureElement,
  observeElementOffset,
  observeElementRect,
  useVirtualizer,
  type Range,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';
import { forgetSizes } from './forgetSizes.ts';
import { createRowSizes } from './rowSizes.ts';
import { useHandScrolling } from './useHandScrolling.ts';

/** px that still count as the end: sub-pixel sizes, and a nudge of the wheel. */
const NEAR_END = 40;
/** Rows before either end at which more is read. */
const AHEAD = 30;
/** Rows drawn out of view, so that they are there when someone scrolls. */
const OVERSCAN = 12;
/** Of those, above the view while it stays at the end, where they come and go with each message. */
const OVERSCAN_AT_END = 4;

export type TimelineRows = Virtualizer<HTMLDivElement, HTMLLIElement>;

export function useTimelineRows(messages: readonly Message[]) {
  const session = useSession();
  const older = useAppState((state) => state.timeline.older);
  const following = useAppState((state) => state.timeline.following);
  const toEnd = useAppState((state) => state.toEnd);
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

  const [sizes] = useState(createRowSizes);

  // What the view does now; the state hears of it a frame later.
  const follows = useRef(following);
  const told = useRef<(offset: number) => void>(undefined);
  const movedTo = useRef<number>(undefined);
  /** Moves to the end. The virtualizer hears of it now, and not by a scroll event a frame later, which costs that frame. */
  const follow = useCallback((instance: TimelineRows) => {
    if (instance.scrollElement === null) return;
    instance.scrollToEnd();
    movedTo.current = instance.scrollElement.scrollTop;
    told.current?.(movedTo.current);
    instance.cancelScroll(); // it is there, and is called again when rows come or grow
  }, []);
  const observeRect = useCallback(
    (instance: TimelineRows, changed: (rect: { width: number; height: number }) => void) =>
      observeElementRect(instance, (rect) => {
        sizes.forget();
        changed(rect);
        // A window that gets smaller would leave the end below its edge.
        if (follows.current) follow(instance);
      }),
    [follow, sizes],
  );
  const observeOffset = useCallback(
    (instance: TimelineRows, changed: (offset: number, isScrolling: boolean) => void) => {
      told.current = (offset) => changed(offset, false);
      return observeElementOffset(instance, (offset, isScrolling) => {
        if (offset === movedTo.current) return;
        movedTo.current = undefined;
        changed(offset, isScrolling);
      });
    },
    [],
  );
  const estimateSize = useCallback(
    (index: number) => sizes.estimate(messages[index - 1], messages[index]),
    [messages, sizes],
  );
  const measure = useCallback(
    (element: HTMLLIElement, entry: ResizeObserverEntry | undefined, instance: TimelineRows): number => {
      const index = instance.indexFromElement(element);
      const [before, message] = [messages[index - 1], messages[index]];
      const parts = element.childElementCount;
      if (entry === undefined) {
        return sizes.expected(before, message, parts) ?? measureElement(element, entry, instance);
      }
      const size = measureElement(element, entry, instance);
      sizes.learn(before, message, { parts, size, lineOf: () => emsOfLine(element) });
      return size;
    },
    [messages, sizes],
  );
  // At the end the view will be where the last rows are, which need to be there, and no others, before it has moved.
  const drawn = useRef<TimelineRows>(undefined);
  const inView = useCallback(
    (range: Range) => {
      const instance = drawn.current;
      if (!follows.current || instance === undefined) return defaultRangeExtractor(range);
      let from = range.count;
      for (let left = instance.scrollRect?.height ?? 0; left > 0 && from > 0; from--)
        left -= instance.itemSizeCache.get(messages[from - 1]?.key ?? -1) ?? estimateSize(from - 1);
      return defaultRangeExtractor({
        ...range,
        startIndex: from,
        endIndex: range.count - 1,
        overscan: OVERSCAN_AT_END,
      });
    },
    [messages, estimateSize],
  );
  const [isHeld, setHeld] = useState(false);
  // Where the view was when another conversation took its place.
  const conversation = useAppState((state) => state.conversation);
  const [place] = useState(() => (following ? undefined : session.places.get(conversation)));

  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by React's compiler
  const rows: TimelineRows = useVirtualizer<HTMLDivElement, HTMLLIElement>({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    measureElement: measure,
    getItemKey: useCallback((index: number) => messages[index]?.key ?? index, [messages]),
    overscan: OVERSCAN,
    anchorTo: 'end',
    // Nothing is at the end while the view is held.
    scrollEndThreshold: isHeld ? -1 : NEAR_END,
    paddingEnd: 12,
    rangeExtractor: inView,
    onChange,
    ...(place && { initialMeasurementsCache: [...place.sizes] }),
    observeElementRect: observeRect,
    observeElementOffset: observeOffset,
  });

  drawn.current = rows;

  const total = rows.getTotalSize();
  useLayoutEffect(() => {
    follows.current = following;
  }, [following]);
  useLayoutEffect(() => {
    const index = place === undefined ? -1 : messages.findIndex(({ key }) => key === place.key);
    const start = rows.getOffsetForIndex(index, 'start')?.[0];
    if (place !== undefined && index >= 0 && start !== undefined) rows.scrollToOffset(start + place.below);
    return () => {
      const first = rows.getVirtualItemForOffset(rows.scrollOffset ?? 0);
      if (first !== undefined)
        session.places.set(conversation, {
          key: Number(first.key),
          below: (rows.scrollOffset ?? 0) - first.start,
          sizes: rows.measurementsCache,
        });
    };
    // oxlint-disable-next-line react/exhaustive-deps -- once, at the beginning and at the end
  }, []);
  useLayoutEffect(() => {
    // Where rows were measured since, all of it is rendered once more, and this is asked again.
    if (follows.current && messages.length > 0 && rows.getTotalSize() === total) follow(rows);
  }, [rows, messages, following, total, follow]);

  useEffect(() => forgetSizes(rows.itemSizeCache, messages), [rows, messages]);

  const { byHand, over } = useHandScrolling(scroller);
  // A view that was mounted later is at the end already.
  const wentToEnd = useRef(toEnd);
  useLayoutEffect(() => {
    if (wentToEnd.current === toEnd) return;
    wentToEnd.current = toEnd;
    // A page key pressed just before still moves the view, and may have told since that it left the end.
    over();
    follows.current = true;
    rows.scrollToEnd();
    session.setFollowing(true);
  }, [toEnd, rows, session, over]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = (): void => {
      const isAtEnd = element.scrollHeight - element.clientHeight - element.scrollTop <= NEAR_END;
      const isByHand = byHand(element, rows.getTotalSize());
      // Rows that arrived since the view was moved to the end have moved the end on.
      if (!isAtEnd && follows.current && !isByHand) follow(rows);
      else follows.current = isAtEnd;
      session.setFollowing(follows.current);
    };
    // Before the virtualizer, whose rows for the new place would take the view to the end again.
    const first = { passive: true, capture: true };
    element.addEventListener('scroll', look, first);
    return () => element.removeEventListener('scroll', look, first);
  }, [rows, session, byHand, follow]);

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

/** How many ems a line of the row's text has. */
function emsOfLine(row: HTMLLIElement): number {
  const text = row.querySelector('[data-text]');
  return text === null ? 0 : text.clientWidth / Number.parseFloat(getComputedStyle(text).fontSize);
}
