import { useEffect, useRef, useState } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useAppState } from '../../app/store.tsx';
import type { TimelineRows } from './useTimelineRows.ts';

/** ms for which a message that was gone to stands out. */
const STANDS_OUT = 2_000;

/** Brings the message that a person went to into the middle of the view; returns its key while it stands out. */
export function useAim(messages: readonly Message[], rows: TimelineRows, hold: () => void): number | undefined {
  const aim = useAppState((state) => state.aim);
  // One that is there at the start brought this conversation into view: going to another one forgets it.
  const reached = useRef(0);
  const [ended, setEnded] = useState(0);

  useEffect(() => {
    if (aim === undefined || aim.count === reached.current) return;
    reached.current = aim.count;
    const index = messages.findIndex(({ key }) => key === aim.key);
    if (index < 0) return; // hidden meanwhile: it was loaded before it was aimed at
    hold();
    rows.scrollToIndex(index, { align: 'center' });
  }, [aim, messages, rows, hold]);

  useEffect(() => {
    if (aim === undefined) return undefined;
    const timer = setTimeout(() => setEnded(aim.count), STANDS_OUT);
    return () => clearTimeout(timer);
  }, [aim]);

  return aim !== undefined && aim.count > ended ? aim.key : undefined;
}
