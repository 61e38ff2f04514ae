import { useState, useSyncExternalStore } from 'react';
import type { Message } from '../../../api/contract.ts';
import { useAppContext } from '../../app/store.tsx';
import { after } from '../../lib/after.ts';
import { createSteps } from './steps.ts';

/** The messages of the conversation in view, which in a flood move on in steps (steps.ts). */
export function useSteps(): readonly Message[] {
  const { store } = useAppContext();
  const [steps] = useState(() => createSteps(store, { now: () => performance.now(), after }));
  return useSyncExternalStore(steps.subscribe, steps.messages);
}
