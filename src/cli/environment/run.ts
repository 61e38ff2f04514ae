/** `peerster environment`: the first seed's environment, which starts with no gossiper at all. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentEndpoint } from '../../api/endpoint.ts';
import { createEventHub } from '../../api/eventHub.ts';
import { done, type Result } from '../../gossiper/result.ts';
import { openFolder } from '../../peer/index.ts';
import { openEnvironment } from '../../uiport/environment/environment.ts';
import { openSeedRoutes } from '../../uiport/environment/seedRoutes.ts';
import { openHttpPort } from '../../uiport/httpPort.ts';
import { createPeerSet } from '../../uiport/peers/peerSet.ts';
import type { EnvironmentCommand } from './arguments.ts';
import { openGossiper, type OpenedGossiper } from './openGossiper.ts';
import { openPeerLog, type PeerLog } from '../peerLog.ts';
import type { Outputs, RunningPeer } from '../runPeer.ts';

export async function runEnvironment(
  { port, settings }: EnvironmentCommand,
  { out, err }: Outputs,
  pageFolder: string,
): Promise<Result<RunningPeer>> {
  const folder = settings.folder === undefined ? done(undefined) : openFolder(settings.folder);
  if (!folder.ok) return folder;
  const peers = createPeerSet<OpenedGossiper>(randomUUID);
  const scratch = settings.folder === undefined ? await mkdtemp(join(tmpdir(), 'peerster-environment-')) : undefined;
  const environment = openEnvironment({ peers, openPeer: (wanted) => openGossiper(wanted, settings, scratch) });
  const hub = createEventHub(environment.service, randomUUID());
  const logs = new Map<string, PeerLog>();
  const stopWatching = peers.onChange(() => {
    for (const [id, log] of logs) {
      if (peers.get(id) !== undefined) continue;
      log.close();
      logs.delete(id);
    }
    for (const { id, peer, hub: own } of peers.list()) {
      if (!logs.has(id)) logs.set(id, openPeerLog('quiet', { service: peer, hub: own, out, err, group: peer.name }));
    }
  });

  const http = await openHttpPort({
    endpoints: {
      peer: (id) => (id === undefined ? undefined : peers.get(id)?.endpoint),
      set: environmentEndpoint(environment.service, hub),
    },
    host: '127.0.0.1',
    port,
    pageFolder,
    files: (id) => (id === undefined ? undefined : peers.get(id)?.peer),
    seed: openSeedRoutes(environment),
    onBug: (error) =>
      err.line(`Please report this: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  const close = async (): Promise<void> => {
    stopWatching();
    for (const log of logs.values()) log.close();
    hub.close();
    environment.close();
    await peers.close();
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  };
  if (!http.ok) {
    await close();
    return http;
  }
  out.line(`Environment of gossipers: ${http.value.url} (none runs yet; start one there, or with POST /start).`);
  out.line(settings.folder === undefined ? 'Nothing is kept.' : `Their folders are in ${settings.folder}.`);
  out.line('Stop it with Ctrl-C.');
  return done({
    async stop() {
      await http.value.close();
      await close();
    },
  });
}
