/** Tells whether a person moved the view, or rows that came, went or grew did. */
import { useCallback, useEffect, useRef, type RefObject } from 'react';

/** ms for which a turn of the wheel, a key or a finger goes on moving the view. */
const COASTS = 600;
/** ms. While a scroll bar is dragged, nothing tells that it still is. */
const DRAGS = 10_000;

export interface HandScrolling {
  /**
   * The answer is for the scroll event that is being handled. `total`: px of all rows. Where neither wheel, key nor
   * pointer was used (find in page, assistive technology), moving up by itself while nothing else changed counts.
   */
  readonly byHand: (element: HTMLElement, total: number) => boolean;
  /** The person went elsewhere: what an earlier turn of the wheel or key still moves is not meant any more. */
  readonly over: () => void;
}

export function useHandScrolling(scroller: RefObject<HTMLElement | null>): HandScrolling {
  const until = useRef(0);
  /** Until then nothing is by hand but what begins anew. */
  const coastsTo = useRef(0);
  const last = useRef({ top: 0, height: 0, total: 0 });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const coast = (): void => {
      coastsTo.current = 0;
      until.current = Math.max(until.current, performance.now() + COASTS);
    };
    const drag = ({ target }: PointerEvent): void => {
      coastsTo.current = 0;
      if (target === element) until.current = performance.now() + DRAGS;
    };
    element.addEventListener('wheel', coast, { passive: true });
    element.addEventListener('touchmove', coast, { passive: true });
    element.addEventListener('keydown', coast);
    element.addEventListener('pointerdown', drag);
    return () => {
      element.removeEventListener('wheel', coast);
      element.removeEventListener('touchmove', coast);
      element.removeEventListener('keydown', coast);
      element.removeEventListener('pointerdown', drag);
    };
  }, [scroller]);

  const byHand = useCallback((element: HTMLElement, total: number): boolean => {
    const before = last.current;
    const now = { top: element.scrollTop, height: element.clientHeight, total };
    last.current = now;
    const isUpAlone = now.top < before.top && now.height === before.height && now.total === before.total;
    if (performance.now() < coastsTo.current) return false;
    return isUpAlone || performance.now() < until.current;
  }, []);
  const over = useCallback(() => {
    until.current = 0;
    coastsTo.current = performance.now() + COASTS;
  }, []);
  return { byHand, over };
}
