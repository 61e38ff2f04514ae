/** The settings of the peer, read when a page of them is opened, and when the peer is back; undefined until they are here. */
import { useEffect } from 'react';
import type { Settings } from '../../../api/contract.ts';
import { useAppState, useSession } from '../../app/store.tsx';

export function usePeerSettings(): Settings | undefined {
  const session = useSession();
  const settings = useAppState((state) => state.settings);
  const isOpen = useAppState((state) => state.connection === 'open');
  useEffect(() => {
    if (isOpen) void session.readSettings();
  }, [session, isOpen]);
  return settings;
}
