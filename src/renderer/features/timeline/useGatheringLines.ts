import { useMemo } from 'react';
import type { Message } from '../../../api/contract.ts';
import { linesBetween, type GatheringLine } from '../../app/gathering.ts';
import { useAppState } from '../../app/store.tsx';

export const noLines: readonly GatheringLine[] = [];

/** Between which of the loaded messages each line stands. What lies beyond what is loaded is not shown at its edge. */
export function useGatheringLines(messages: readonly Message[]) {
  const lines = useAppState((state) => state.gathering.lines);
  const { older, newer } = useAppState((state) => state.timeline);
  return useMemo(() => {
    const last = messages.at(-1)?.shownAt;
    const found = new Map<number, readonly GatheringLine[]>();
    return {
      /** The same list for the same place: rows that nothing happened to aren't drawn again. */
      before(index: number): readonly GatheringLine[] {
        if (lines.length === 0 || (index === 0 && older)) return noLines;
        const known = found.get(index);
        if (known !== undefined) return known;
        const between = linesBetween(lines, messages[index - 1]?.shownAt, messages[index]?.shownAt);
        const kept = between.length === 0 ? noLines : between;
        found.set(index, kept);
        return kept;
      },
      atEnd: newer || lines.length === 0 ? noLines : linesBetween(lines, last, undefined),
    };
  }, [messages, lines, older, newer]);
}
