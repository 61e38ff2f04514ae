import { useEffect, type RefObject } from 'react';
import { markFound, unmark } from '../find/marks.ts';
import { useFinding } from '../find/finding.tsx';

/** Marks what is being found in the rows that are in view. `drawn`: whatever changes them. */
export function useMarks(scroller: RefObject<HTMLElement | null>, ...drawn: readonly unknown[]): void {
  const finding = useFinding();
  useEffect(() => {
    if (scroller.current === null || finding === undefined) return undefined;
    markFound(scroller.current, finding.query, finding.current);
    return undefined;
    // oxlint-disable-next-line react/exhaustive-deps -- a list of a fixed length
  }, [scroller, finding, ...drawn]);
  useEffect(() => (finding === undefined ? undefined : unmark), [finding]);
}
