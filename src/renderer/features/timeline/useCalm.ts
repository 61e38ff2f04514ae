import { useEffect, useState } from 'react';
import { after } from '../../lib/after.ts';
import { createCalm } from './calm.ts';

const IDLE_WITHIN_MS = 500;

const calm = createCalm({
  // The same for all rows of one frame.
  now: () => Number(document.timeline.currentTime ?? 0),
  after,
  whenIdle(then) {
    // Safari has had it for a short time only.
    if ('requestIdleCallback' in window) requestIdleCallback(then, { timeout: IDLE_WITHIN_MS });
    else setTimeout(then);
  },
});

/** Whether a row is to have what only someone who stays with it needs (calm.ts). */
export function useCalm(): boolean {
  const [isCalm, setCalm] = useState(() => calm.isCalm());
  useEffect(() => (isCalm ? undefined : calm.whenCalm(() => setCalm(true))), [isCalm]);
  return isCalm;
}
