import { useEffect, useMemo, useRef, useState } from 'react';
import type { Graph } from './graph.ts';
import { between, layOut, type Places } from './layout.ts';

const MOVE_MS = 350;

const isReduced = (): boolean =>
  document.documentElement.dataset['motion'] === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Where the nodes stand now: laid out anew when who is there or who is linked changed, and moved there at once or in steps. */
export function useLayout(graph: Graph): Places {
  const key = [...graph.nodes, ...graph.edges]
    .map(({ id }) => id)
    .toSorted()
    .join('\n');
  // What else is known of nodes and edges changes each second, and moves nothing.
  // oxlint-disable-next-line react/exhaustive-deps -- see above
  const shape = useMemo(() => graph, [key]);
  const settled = useRef<Places>(new Map());
  const [places, setPlaces] = useState<Places>(() => (settled.current = layOut(shape)));
  useEffect(() => {
    const from = settled.current;
    const to = layOut(shape, from);
    settled.current = to;
    if (from.size === 0 || isReduced()) {
      setPlaces(to);
      return undefined;
    }
    const start = performance.now();
    let frame = 0;
    const step = (at: number): void => {
      const part = Math.min(1, (at - start) / MOVE_MS);
      setPlaces(between(from, to, 1 - (1 - Math.max(0, part)) ** 3));
      if (part < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [shape]);
  return places;
}
