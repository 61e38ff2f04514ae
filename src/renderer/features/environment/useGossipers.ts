import { useEffect, useState } from 'react';
import type { EnvironmentClient, Gossiper } from '../../../api/environment.ts';

export interface Gossipers {
  /** Undefined until they are known. */
  readonly gossipers: readonly Gossiper[] | undefined;
  /** The environment can't be reached now. */
  readonly isLost: boolean;
}

/** Those that run, as they come and go. */
export function useGossipers(client: EnvironmentClient): Gossipers {
  const [known, setKnown] = useState<Gossipers>({ gossipers: undefined, isLost: false });
  useEffect(() => {
    const read = async (): Promise<void> => {
      const list = await client.call('gossipers', {});
      if (list.ok) setKnown({ gossipers: list.value, isLost: false });
    };
    return client.subscribe({
      event: ({ gossipers }) => setKnown({ gossipers, isLost: false }),
      missed: () => void read(),
      connection(state) {
        if (state === 'open') void read();
        else if (state !== 'connecting') setKnown(({ gossipers }) => ({ gossipers, isLost: true }));
      },
    });
  }, [client]);
  return known;
}
