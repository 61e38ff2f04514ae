/** The peer of the desktop app and the ports that it offers, opened and closed in order. */
import { randomUUID } from 'node:crypto';
import { createEventHub, type EventHub } from '../api/eventHub.ts';
import type { Service } from '../api/service.ts';
import { done, type Problem, type Result } from '../gossiper/result.ts';
import { openPeer } from '../peer/index.ts';
import { openHttpPort } from '../uiport/httpPort.ts';
import { openUdpPort } from '../uiport/udpPort.ts';
import { decodeClientMessage } from '../wire/index.ts';

const FIRST_GOSSIP_PORT = 5000;
const FIRST_UI_PORT = 8080;
const ANTI_ENTROPY_MS = 10_000;
/** Open to peers of any program (protocol.md §3). */
const LOBBY = 'lobby';

export interface RunningPeer {
  readonly service: Service;
  readonly hub: EventHub;
  /** Resolves when all is on disk and every port is free. */
  close(): Promise<void>;
}

export interface RunSettings {
  readonly profileFolder: string;
  readonly pageFolder: string;
  readonly onProblem: (problem: Problem) => void;
  readonly onBug: (error: unknown) => void;
}

export async function runPeer({
  profileFolder,
  pageFolder,
  onProblem,
  onBug,
}: RunSettings): Promise<Result<RunningPeer>> {
  const peer = await openPeer({
    identity: { kind: 'profile', folder: profileFolder, ephemeral: false },
    gossip: { host: '0.0.0.0', port: { firstFreeFrom: FIRST_GOSSIP_PORT } },
    peers: [],
    group: LOBBY,
    openToCourse: true,
    mode: 'rumors',
    policy: 'eager',
    antiEntropyMs: ANTI_ENTROPY_MS,
    routeRumorMs: 0,
  });
  if (!peer.ok) return peer;
  const service: Service = peer.value;
  const hub = createEventHub(service, randomUUID());

  // Without them the window works all the same, so a problem here is told and not more.
  const port = { firstFreeFrom: FIRST_UI_PORT };
  const udp = await openUdpPort({ service, port, decode: decodeClientMessage, onProblem, onBug });
  const counters = (): Readonly<Record<string, number>> => (udp.ok ? udp.value.counters() : {});
  const http = await openHttpPort({ service, hub, host: '127.0.0.1', port, pageFolder, counters, onBug });
  for (const opened of [udp, http]) if (!opened.ok) onProblem(opened.problem);

  return done({
    service,
    hub,
    async close() {
      await Promise.all([udp, http].map(async (opened) => (opened.ok ? await opened.value.close() : undefined)));
      hub.close();
      await peer.value.close();
    },
  });
}
