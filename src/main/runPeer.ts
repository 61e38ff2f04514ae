/** The peer of the desktop app and the ports that it offers, opened and closed in order. */
import type { Endpoints } from '../api/endpoint.ts';
import { done, type Problem, type Result } from '../gossiper/result.ts';
import {
  finishRestore,
  groupOfProfile,
  openPeer,
  type BackupFile,
  type Peer,
  type PeerOptions,
} from '../peer/index.ts';
import { openHttpPort } from '../uiport/httpPort.ts';
import { hostPeers } from '../uiport/peers/hostPeers.ts';
import { openUdpPort } from '../uiport/udpPort.ts';
import { decodeClientMessage } from '../wire/index.ts';

const FIRST_GOSSIP_PORT = 5000;
const FIRST_UI_PORT = 8080;
const ANTI_ENTROPY_MS = 10_000;
/** Open to peers of any program (protocol.md §3). */
const LOBBY = 'lobby';

export interface RunningPeer {
  readonly endpoints: Endpoints;
  /** Where a peer keeps its things: that of the profile, or of one of its groups. */
  folderOf(id: string): string | undefined;
  takeBackup(id: string): BackupFile | undefined;
  /** One of the peers; undefined: the first. */
  files(id: string | undefined): Pick<Peer, 'sharePath' | 'shareBytes' | 'fileContent'> | undefined;
  /** Where what any of them fetches from now on goes. */
  setDownloads(folder: string): void;
  /** Resolves when all is on disk and every port is free. */
  close(): Promise<void>;
}

export interface RunSettings {
  readonly profileFolder: string;
  readonly pageFolder: string;
  /** Where fetched files go. */
  readonly downloads: () => string;
  readonly onProblem: (problem: Problem) => void;
  readonly onBug: (error: unknown) => void;
}

export async function runPeer({
  profileFolder,
  pageFolder,
  downloads,
  onProblem,
  onBug,
}: RunSettings): Promise<Result<RunningPeer>> {
  const open = (options: Pick<PeerOptions, 'identity' | 'group' | 'openToCourse'>): Promise<Result<Peer>> =>
    openPeer({
      gossip: { host: '0.0.0.0', port: { firstFreeFrom: FIRST_GOSSIP_PORT } },
      peers: [],
      mode: 'rumors',
      policy: 'eager',
      antiEntropyMs: ANTI_ENTROPY_MS,
      routeRumorMs: 0,
      discovery: true,
      announce: true,
      files: { downloads: downloads() },
      ...options,
    });
  finishRestore(profileFolder); // before anything is read there
  // Where there was no window, the profile may have been started for another group.
  const first = groupOfProfile(profileFolder) ?? LOBBY;
  const hosted = await hostPeers({
    folder: profileFolder,
    first: { name: first, open: first === LOBBY },
    openFirst: (openToCourse) =>
      open({ identity: { kind: 'profile', folder: profileFolder, ephemeral: false }, group: first, openToCourse }),
    openGroup: ({ folder, personName, name, open: openToCourse }) =>
      open({
        identity: {
          kind: 'profile',
          folder,
          ephemeral: false,
          ...(personName === undefined ? {} : { name: personName }),
        },
        group: name,
        openToCourse,
      }),
    onProblem,
  });
  if (!hosted.ok) return hosted;
  const running = hosted.value;
  const { groups, endpoints } = running;
  const service = running.first.peer;

  // Without them the window works all the same, so a problem here is told and not more.
  const port = { firstFreeFrom: FIRST_UI_PORT };
  const udp = await openUdpPort({ service, port, decode: decodeClientMessage, onProblem, onBug });
  const counters = (): Readonly<Record<string, number>> => (udp.ok ? udp.value.counters() : {});
  const http = await openHttpPort({
    endpoints,
    host: '127.0.0.1',
    port,
    pageFolder,
    download: (id) => running.takeBackup(id),
    files: (id) => running.files(id),
    counters,
    onBug,
  });
  for (const opened of [udp, http]) if (!opened.ok) onProblem(opened.problem);
  groups.startAll().catch(onBug);

  let closing: Promise<void> | undefined;
  return done({
    endpoints,
    folderOf: (id) => groups.folderOf(id),
    takeBackup: (id) => running.takeBackup(id),
    files: (id) => running.files(id),
    setDownloads(folder) {
      for (const { peer } of running.peers.list()) peer.setDownloads(folder);
    },
    close: () => (closing ??= close()),
  });

  /** Once, whoever asks first: the end of the app, or a backup that takes this peer's place. */
  async function close(): Promise<void> {
    await Promise.all([udp, http].map(async (opened) => (opened.ok ? await opened.value.close() : undefined)));
    await running.close();
  }
}
