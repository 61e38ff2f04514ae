/** The settings of the peer, read when a page of them is opened; undefined until they are here. */
import { useEffect } from 'react';
import type { Settings } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';

export function usePeerSettings(): Settings | undefined {
  const session = useSession();
  const settings = useAppState((state) => state.settings);
  useEffect(() => void session.readSettings(), [session]);
  return settings;
}
