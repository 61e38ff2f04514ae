/**
 * The first seed's environment: gossipers that come and go in one process, each a full peer with its own socket and log.
 *
 * 1. A name runs at most once.
 * 2. Whatever keeps a gossiper from starting (an address that is taken, a name that is none) is the answer; of
 *    it nothing runs, and an empty folder at most is left.
 */
import { createHash } from 'node:crypto';
import { MAX_GOSSIPERS, type EnvironmentEvent, type EnvironmentService, type Gossiper } from '../../api/environment.ts';
import { done, refused, type Result } from '../../api/result.ts';
import type { HostedPeer } from '../peers/hostPeers.ts';
import type { MemberPeer, PeerSet } from '../peers/peerSet.ts';
import { factsOf, watchFacts } from '../peers/setFacts.ts';

/** A rumor of the chat, and a private message, as the seed shows them. */
export interface SeedMessage {
  readonly origin: string;
  readonly id: number;
  readonly text: string;
}
export interface SeedPrivate {
  readonly Origin: string;
  readonly ID: number;
  readonly Destination: string;
  readonly Text: string;
  readonly HopLimit: number;
}

/** A peer as the program that composes them opens it here. */
export type GossiperPeer = HostedPeer & {
  readonly name: string;
  /** `ip:port`. */
  readonly address: string;
  /** What it said and heard since it was started, in the order in which that came; the newest MAX_KEPT of each. */
  chats(): readonly SeedMessage[];
  privates(): readonly SeedPrivate[];
};

/** The log has all; this is what the seed's routes show at once. */
export const MAX_KEPT = 100_000;

export interface WantedGossiper {
  readonly name: string;
  readonly address: string;
  readonly peers: readonly string[];
}

export interface EnvironmentOptions<P extends GossiperPeer> {
  readonly peers: PeerSet<P>;
  readonly openPeer: (wanted: WantedGossiper) => Promise<Result<P>>;
}

export interface Environment<P extends GossiperPeer> {
  readonly service: EnvironmentService;
  /** By its name. Code: `unknown-gossiper`. */
  member(name: string): Result<MemberPeer<P>>;
  start(wanted: WantedGossiper): Promise<Result<MemberPeer<P>>>;
  stop(id: string): Promise<void>;
  close(): void;
}

export function openEnvironment<P extends GossiperPeer>({ peers, openPeer }: EnvironmentOptions<P>): Environment<P> {
  const starting = new Set<string>();
  const start = async (wanted: WantedGossiper): Promise<Result<MemberPeer<P>>> => {
    const id = gossiperId(wanted.name);
    if (peers.get(id) !== undefined || starting.has(id)) {
      return refused('gossiper-runs', `"${shown(wanted.name)}" runs already. Stop it first, or choose another name.`);
    }
    if (peers.list().length + starting.size >= MAX_GOSSIPERS) {
      return refused('too-many-gossipers', `${MAX_GOSSIPERS} gossipers are the most at a time. Stop one first.`);
    }
    starting.add(id);
    try {
      return await peers.start(id, () => openPeer(wanted));
    } finally {
      starting.delete(id);
    }
  };

  const list = (): Promise<Gossiper[]> => Promise.all(peers.list().map(viewOf));
  const facts = watchFacts(peers, async (): Promise<EnvironmentEvent> => ({
    type: 'gossipers',
    gossipers: await list(),
  }));

  return {
    service: {
      gossipers: async () => done(await list()),
      async startGossiper(wanted) {
        const started = await start(wanted);
        return started.ok ? done(await viewOf(started.value)) : started;
      },
      async stopGossiper({ id }) {
        if (peers.get(id) === undefined) {
          return refused('unknown-gossiper', 'No gossiper of that id runs; ask for "gossipers" to see those that do.');
        }
        await peers.stop(id);
        return done(await list());
      },
      subscribe: (listener) => facts.subscribe(listener),
    },
    member(name) {
      const member = peers.get(gossiperId(name));
      if (member !== undefined) return done(member);
      return refused('unknown-gossiper', `No gossiper is called "${shown(name)}" here. Start it with POST /start.`);
    },
    start,
    stop: (id) => peers.stop(id),
    close: () => facts.close(),
  };
}

async function viewOf<P extends GossiperPeer>({ id, peer }: MemberPeer<P>): Promise<Gossiper> {
  const { peers, sync } = await factsOf(peer);
  return { id, name: peer.name, address: peer.address, peers, sync };
}

/** In addresses of the API any name has to do: the same name has the same id. */
export const gossiperId = (name: string): string =>
  createHash('sha256').update(`peerster-gossiper-1${name}`).digest('hex').slice(0, 16);

const MAX_NAME_SHOWN = 60;
const shown = (name: string): string => name.toWellFormed().slice(0, MAX_NAME_SHOWN);
