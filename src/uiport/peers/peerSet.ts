/**
 * The peers that run in one process, by name: each with its own service, events and end. What a peer is made of is its
 * opener's matter; nothing of the protocol is here.
 *
 * 1. An id runs at most once; starting and stopping one id never overlap.
 * 2. A peer that stopped has closed its hub: whoever was connected to it is told so.
 */
import { peerEndpoint, type Endpoint } from '../../api/endpoint.ts';
import { createEventHub, type EventHub } from '../../api/eventHub.ts';
import { done, refused, type Result } from '../../api/result.ts';
import type { Service } from '../../api/service.ts';

/** A peer as its opener hands it over. */
export type OpenedPeer = Service & {
  /** Resolves when all is on disk and its socket is free. */
  close(): Promise<void>;
};

export interface MemberPeer<P extends OpenedPeer> {
  readonly id: string;
  readonly peer: P;
  readonly hub: EventHub;
  readonly endpoint: Endpoint;
}

export interface PeerSet<P extends OpenedPeer> {
  /** In the order in which they were started. */
  list(): readonly MemberPeer<P>[];
  get(id: string): MemberPeer<P> | undefined;
  /** Codes: `already-running`, and those of `open`. */
  start(id: string, open: () => Promise<Result<P>>): Promise<Result<MemberPeer<P>>>;
  /** Resolves at once where none runs under this id. */
  stop(id: string): Promise<void>;
  /** Called after a peer was started or stopped; returns its unsubscribe. */
  onChange(listener: () => void): () => void;
  /** Stops all; none can be started afterwards. */
  close(): Promise<void>;
}

/** `run` names one run of a peer, for its events: random. */
export function createPeerSet<P extends OpenedPeer>(run: () => string): PeerSet<P> {
  const members = new Map<string, MemberPeer<P>>();
  const listeners = new Set<() => void>();
  /** Invariant 1: what is asked of an id waits for what was asked before. */
  const queues = new Map<string, Promise<unknown>>();
  let isClosed = false;

  const inTurn = <T>(id: string, deed: () => Promise<T>): Promise<T> => {
    const turn = (queues.get(id) ?? Promise.resolve()).then(deed);
    const settled = turn.catch(() => undefined);
    queues.set(id, settled);
    void settled.then(() => {
      if (queues.get(id) === settled) queues.delete(id);
    });
    return turn;
  };
  const tell = (): void => {
    for (const listener of listeners) listener();
  };

  const stopNow = async (id: string): Promise<void> => {
    const member = members.get(id);
    if (member === undefined) return;
    members.delete(id);
    member.hub.close();
    await member.peer.close();
    tell();
  };

  return {
    list: () => [...members.values()],
    get: (id) => members.get(id),
    start: (id, open) =>
      inTurn(id, async () => {
        if (isClosed) return refused('closed', 'This program is stopping. Start it again to go on.');
        if (members.has(id)) return refused('already-running', `A peer runs under "${id}" already. Stop it first.`);
        const opened = await open();
        if (!opened.ok) return opened;
        const hub = createEventHub(opened.value, run());
        const member = { id, peer: opened.value, hub, endpoint: peerEndpoint(opened.value, hub) };
        members.set(id, member);
        tell();
        return done(member);
      }),
    stop: (id) => inTurn(id, () => stopNow(id)),
    onChange(listener) {
      const own = (): void => listener();
      listeners.add(own);
      return () => listeners.delete(own);
    },
    async close() {
      isClosed = true;
      const ids = new Set([...members.keys(), ...queues.keys()]);
      await Promise.all([...ids].map((id) => inTurn(id, () => stopNow(id))));
    },
  };
}
