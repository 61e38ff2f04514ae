/** What is told of a set of peers besides what a person does with them: which run, and how it goes in each. */
import type { Group } from '../../api/groups.ts';
import type { Service } from '../../api/service.ts';
import type { OpenedPeer, PeerSet } from './peerSet.ts';

/** Counts of peers change often; a list that is right within this time is right enough. */
const FACTS_MS = 500;

export async function factsOf(
  service: Service | undefined,
): Promise<Pick<Group, 'running' | 'port' | 'peers' | 'sync'>> {
  const stopped = { running: false, port: null, peers: 0, sync: 'alone' } as const;
  if (service === undefined) return stopped;
  const [self, sync] = await Promise.all([service.self({}), service.sync({})]);
  if (!self.ok || !sync.ok) return stopped;
  return { running: true, port: self.value.port, peers: sync.value.peers, sync: sync.value.state };
}

export interface FactsWatch<Told> {
  /** Tells the list, where it is another than the last one that was told. */
  tell(): Promise<void>;
  subscribe(listener: (told: Told) => void): () => void;
  close(): void;
}

/** Watches the peers of a set, as they come and go, and tells of them with what `read` gives. */
export function watchFacts<P extends OpenedPeer, Told>(peers: PeerSet<P>, read: () => Promise<Told>): FactsWatch<Told> {
  const listeners = new Set<(told: Told) => void>();
  const watched = new Map<string, () => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';

  const tell = async (): Promise<void> => {
    const now = await read();
    const text = JSON.stringify(now);
    if (text === told) return;
    told = text;
    for (const listener of listeners) listener(now);
  };
  const tellSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void tell();
    }, FACTS_MS);
  };
  const watch = (): void => {
    for (const [id, stop] of watched) {
      if (peers.get(id) !== undefined) continue;
      stop();
      watched.delete(id);
    }
    for (const { id, peer } of peers.list()) {
      if (watched.has(id)) continue;
      const stop = peer.subscribe(({ type }) => {
        if (type === 'sync' || type === 'self' || type === 'peer' || type === 'peerGone') tellSoon();
      });
      watched.set(id, stop);
    }
    void tell();
  };
  const stopWatching = peers.onChange(watch);
  // Not during this call: what is to be listed may be on its way.
  queueMicrotask(watch);

  return {
    tell,
    subscribe(listener) {
      const own = (now: Told): void => listener(now);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    close() {
      stopWatching();
      clearTimeout(timer);
      for (const stop of watched.values()) stop();
      listeners.clear();
    },
  };
}
