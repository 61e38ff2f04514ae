/** A headless peer: opened with its ports, logged, and stopped in order. */
import { randomUUID } from 'node:crypto';
import { createEventHub } from '../api/eventHub.ts';
import type { Service } from '../api/service.ts';
import { done, type Result } from '../gossiper/result.ts';
import { openPeer } from '../peer/index.ts';
import { openHttpPort, type HttpPort } from '../uiport/httpPort.ts';
import { openUdpPort, type UdpPort } from '../uiport/udpPort.ts';
import { decodeClientMessage } from '../wire/index.ts';
import { courseLine } from './courseLog.ts';
import type { LineWriter } from './lineWriter.ts';
import { openPeerLog } from './peerLog.ts';
import type { RunSettings } from './peersterArguments.ts';
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
  settings: RunSettings,
  { out, err }: Outputs,
  pageFolder: string,
): Promise<Result<RunningPeer>> {
  const token = settings.tokenFile === undefined ? done(undefined) : await readOrMakeToken(settings.tokenFile);
  if (!token.ok) return token;

  const onTrace = (trace: Parameters<typeof courseLine>[0]): void => {
    const line = courseLine(trace);
    if (line !== undefined) out.line(line);
  };
  const peer = await openPeer(settings.log === 'course' ? { ...settings.peer, onTrace } : settings.peer);
  if (!peer.ok) return peer;
  const service: Service = peer.value;
  const hub = createEventHub(service, randomUUID());
  const log = openPeerLog(settings.log, { service, hub, out, err });

  const stop = async (udp?: UdpPort, http?: HttpPort): Promise<void> => {
    await Promise.all([udp?.close(), http?.close()]);
    log.close();
    hub.close();
    await peer.value.close();
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
    service,
    hub,
    ...settings.page,
    ...(token.value === undefined ? {} : { token: token.value }),
    pageFolder,
    counters: () => udp.value.counters(),
    onBug: log.bug,
  });
  if (!http.ok) {
    await stop(udp.value);
    return http;
  }
  await log.started({ url: http.value.url, uiPort: udp.value.port, tokenFile: settings.tokenFile });
  return done({ stop: () => stop(udp.value, http.value) });
}
