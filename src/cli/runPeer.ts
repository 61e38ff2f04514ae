/** A headless peer and the groups of its profile: opened with their ports, logged, and stopped in order. */
import { statSync } from 'node:fs';
import { FIRST_PEER } from '../api/groups.ts';
import type { Service } from '../api/service.ts';
import { done, refused, type Result } from '../gossiper/result.ts';
import { finishRestore, groupOfProfile, openPeer, type Peer, type PeerOptions } from '../peer/index.ts';
import { openHttpPort, type HttpPort } from '../uiport/httpPort.ts';
import type { WantedGroup } from '../uiport/peers/groups.ts';
import { hostPeers } from '../uiport/peers/hostPeers.ts';
import { openUdpPort, type UdpPort } from '../uiport/udpPort.ts';
import { decodeClientMessage } from '../wire/index.ts';
import { courseLine } from './courseLog.ts';
import type { LineWriter } from './lineWriter.ts';
import { openPeerLog, type PeerLog } from './peerLog.ts';
import { LOBBY, type RunSettings } from './peersterArguments.ts';
import { readOrMakeToken } from './tokenFile.ts';

export interface Outputs {
  readonly out: LineWriter;
  readonly err: LineWriter;
}

export interface RunningPeer {
  /** Stops asking first, then the peer; resolves when all is on disk and every port is free. */
  stop(): Promise<void>;
}

export async function runPeer(
  asked: RunSettings,
  { out, err }: Outputs,
  pageFolder: string,
): Promise<Result<RunningPeer>> {
  const profile = profileOf(asked);
  if (profile !== undefined) finishRestore(profile); // before anything is read there
  const settings = inItsGroup(asked);
  const token = settings.tokenFile === undefined ? done(undefined) : await readOrMakeToken(settings.tokenFile);
  if (!token.ok) return token;
  for (const place of [settings.peer.files?.shared, settings.peer.files?.downloads]) {
    if (place !== undefined && statSync(place, { throwIfNoEntry: false })?.isDirectory() === false)
      return refused('folder-not-usable', `${place} is not a folder. Give --shared and --downloads one.`);
  }

  const onTrace = (trace: Parameters<typeof courseLine>[0]): void => {
    const line = courseLine(trace);
    if (line !== undefined) out.line(line);
  };
  const logs = new Map<string, PeerLog>();
  const hosted = await hostPeers<Peer>({
    folder: profile,
    first: { name: settings.peer.group, open: settings.peer.openToCourse },
    openFirst: (openToCourse) =>
      openPeer({ ...settings.peer, openToCourse, ...(settings.log === 'course' ? { onTrace } : {}) }),
    openGroup: (wanted) => openPeer(groupOptions(settings, wanted)),
    onProblem: (problem) => log.problem(problem),
  });
  if (!hosted.ok) return hosted;
  const running = hosted.value;
  const { peers, groups, endpoints } = running;
  const service: Service = running.first.peer;
  const log = openPeerLog(settings.log, { service, hub: running.first.hub, out, err });

  /** Of the groups, as they come and go. */
  const stopWatching = peers.onChange(() => {
    for (const [id, groupLog] of logs) {
      if (peers.get(id) !== undefined) continue;
      groupLog.close();
      logs.delete(id);
    }
    for (const { id, peer, hub } of peers.list()) {
      if (id === FIRST_PEER || logs.has(id)) continue;
      const kind = settings.log === 'course' ? 'quiet' : settings.log;
      logs.set(id, openPeerLog(kind, { service: peer, hub, out, err, group: peer.selfView().group ?? id }));
    }
  });

  const stop = async (udp?: UdpPort, http?: HttpPort): Promise<void> => {
    await Promise.all([udp?.close(), http?.close()]);
    stopWatching();
    for (const open of [log, ...logs.values()]) open.close();
    await running.close();
  };

  const udp = await openUdpPort({
    service,
    port: settings.uiPort,
    decode: decodeClientMessage,
    onProblem: log.problem,
    onBug: log.bug,
  });
  if (!udp.ok) {
    await stop();
    return udp;
  }
  const http = await openHttpPort({
    endpoints,
    ...settings.page,
    ...(token.value === undefined ? {} : { token: token.value }),
    pageFolder,
    download: (id) => running.takeBackup(id),
    files: (id) => running.files(id),
    counters: () => udp.value.counters(),
    onBug: log.bug,
  });
  if (!http.ok) {
    await stop(udp.value);
    return http;
  }
  await log.started({ url: http.value.url, uiPort: udp.value.port, tokenFile: settings.tokenFile });
  groups.startAll().catch(log.bug);
  return done({ stop: () => stop(udp.value, http.value) });
}

/** A profile that was made for a group is started in it, where no other is named. */
function inItsGroup(settings: RunSettings): RunSettings {
  const folder = profileOf(settings);
  const group = folder === undefined || settings.isGroupGiven ? undefined : groupOfProfile(folder);
  if (group === undefined || group === null) return settings;
  return { ...settings, peer: { ...settings.peer, group, openToCourse: group === LOBBY } };
}

/** The folder that groups are kept in. */
const profileOf = ({ peer }: RunSettings): string | undefined =>
  peer.identity.kind === 'profile' ? peer.identity.folder : undefined;

/** A group is started as the first peer was, at the next free port, and finds its own peers. */
function groupOptions({ peer }: RunSettings, { name, folder, open, personName }: WantedGroup): PeerOptions {
  const { port } = peer.gossip;
  const ephemeral = peer.identity.kind === 'profile' && peer.identity.ephemeral;
  return {
    ...peer,
    identity: { kind: 'profile', folder, ephemeral, ...(personName === undefined ? {} : { name: personName }) },
    gossip: { host: peer.gossip.host, port: typeof port === 'number' && port > 0 ? { firstFreeFrom: port } : port },
    peers: [],
    group: name,
    openToCourse: open,
    // A port can be given for one peer only.
    fixed: (peer.fixed ?? []).filter((choice) => choice !== 'gossipPort'),
  };
}
