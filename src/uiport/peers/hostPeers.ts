/** The peers of one program, as `peerster` and the desktop app have them: a first one, and the groups of its profile. */
import { randomUUID } from 'node:crypto';
import { groupEndpoint, type Endpoints } from '../../api/endpoint.ts';
import { createEventHub } from '../../api/eventHub.ts';
import { FIRST_PEER } from '../../api/groups.ts';
import { done, type Problem, type Result } from '../../api/result.ts';
import type { FileService } from '../fileRoutes.ts';
import type { Download } from '../routes.ts';
import { firstIsOpen, openGroups, type GroupPeer, type Groups, type WantedGroup } from './groups.ts';
import { createPeerSet, type MemberPeer, type PeerSet } from './peerSet.ts';

/** A peer whose files and backups can be fetched. */
export type HostedPeer = GroupPeer & FileService & { takeBackup(id: string): Download | undefined };

export interface HostPeersOptions<P extends HostedPeer> {
  /** Of the profile, where there is one. */
  readonly folder: string | undefined;
  /** The group of the first peer, as its start says; the person may have opened or closed it since. */
  readonly first: { readonly name: string | undefined; readonly open: boolean };
  readonly openFirst: (open: boolean) => Promise<Result<P>>;
  readonly openGroup: (wanted: WantedGroup) => Promise<Result<P>>;
  readonly onProblem: (problem: Problem) => void;
}

export interface HostedPeers<P extends HostedPeer> {
  readonly first: MemberPeer<P>;
  readonly peers: PeerSet<P>;
  readonly groups: Groups;
  readonly endpoints: Endpoints;
  /** Of one of the peers; undefined: of the first. */
  files(id: string | undefined): P | undefined;
  /** Of any of the peers. */
  takeBackup(id: string): ReturnType<P['takeBackup']> | undefined;
  /** Twice is once. */
  close(): Promise<void>;
}

/** Opens the first peer, or says why not. The groups are in the list then, and start with `groups.startAll()`. */
export async function hostPeers<P extends HostedPeer>(options: HostPeersOptions<P>): Promise<Result<HostedPeers<P>>> {
  const { folder, openFirst, openGroup, onProblem } = options;
  const { name, open: startsOpen } = options.first;
  const isKept = folder !== undefined && name !== undefined;
  const open = isKept ? await firstIsOpen(folder, { name, open: startsOpen }) : startsOpen;

  const peers = createPeerSet<P>(randomUUID);
  const first = await peers.start(FIRST_PEER, () => openFirst(open));
  if (!first.ok) return first;
  const groups = await openGroups({ peers, folder, first: { name, open }, openPeer: openGroup, onProblem });
  const hub = createEventHub(groups.service, randomUUID());
  let closing: Promise<void> | undefined;

  return done({
    first: first.value,
    peers,
    groups,
    endpoints: {
      peer: (id) => peers.get(id ?? FIRST_PEER)?.endpoint,
      set: groupEndpoint(groups.service, hub),
    },
    files: (id) => peers.get(id ?? FIRST_PEER)?.peer,
    takeBackup(id) {
      for (const { peer } of peers.list()) {
        // What it declares is wider than what the peer of this program gives.
        const file = peer.takeBackup(id) as ReturnType<P['takeBackup']>;
        if (file !== undefined) return file;
      }
      return undefined;
    },
    close: () => (closing ??= close()),
  });

  async function close(): Promise<void> {
    hub.close();
    groups.close();
    await peers.close();
  }
}
