import { useEffect, useState } from 'react';
import type { Network, Route } from '../../../api/contract.ts';
import { useSession } from '../../app/store.tsx';

/** A person reads no faster, and a peer answers this in a millisecond. */
const EVERY_MS = 1_000;

export interface NetworkNow {
  readonly network: Network | undefined;
  /** The ways that private messages take; those of no open neighbour are left out. */
  readonly routes: readonly Route[];
  readonly problem: string | undefined;
}

/** What is known of the network, asked again for as long as it is shown. */
export function useNetwork(): NetworkNow {
  const session = useSession();
  const [now, setNow] = useState<NetworkNow>({ network: undefined, routes: [], problem: undefined });
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const [network, routes] = await Promise.all([session.network(), session.routes()]);
      if (isOver) return;
      setNow((before) => ({
        network: network.ok ? network.value : before.network,
        routes: routes.ok ? routes.value.filter(({ open }) => open) : before.routes,
        problem: network.ok ? undefined : network.problem.message,
      }));
      timer = setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [session]);
  return now;
}
