/**
 * The API over IPC: a session for each channel that a page opened, with the peer or the set of peers that it named
 * (api/bridge.ts).
 *
 * 1. Only the top frame of our own page gets a session.
 * 2. A page may ask before the peer is open; its messages wait in the channel.
 */
import { ipcMain, type MessagePortMain } from 'electron';
import { targetSchema, type ConnectMessage, type Target } from '../api/bridge.ts';
import type { Endpoint, Endpoints } from '../api/endpoint.ts';
import { unreachable } from '../api/result.ts';
import { openSession } from '../api/session.ts';
import { isOurPage } from './guard.ts';

const connect: ConnectMessage = 'peerster:connect';

export interface Served {
  readonly endpoints: Endpoints;
  readonly onBug: (error: unknown) => void;
}

export function serveClients(opened: Promise<Served>): void {
  ipcMain.on(connect, (event, data: unknown) => {
    const [port] = event.ports;
    if (port === undefined) return;
    const target = targetSchema.safeParse(data);
    if (!isOurPage(event.senderFrame) || !target.success) {
      port.close();
      return;
    }
    // Where the peer can't be opened the app ends and says why; nothing is left to tell this page.
    opened
      .then((served) => {
        const endpoint = endpointOf(served.endpoints, target.data);
        if (endpoint === undefined) port.close();
        else serve(port, endpoint, served.onBug);
      })
      .catch(() => port.close());
  });
}

function endpointOf(endpoints: Endpoints, target: Target): Endpoint | undefined {
  switch (target.kind) {
    case 'peer':
      return endpoints.peer(target.id ?? undefined);
    case 'set':
      return endpoints.set;
    default:
      return unreachable(target);
  }
}

function serve(port: MessagePortMain, endpoint: Endpoint, onBug: Served['onBug']): void {
  const session = openSession({
    endpoint,
    send: (message) => port.postMessage(message),
    after(ms, then) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    onNonsense: () => port.close(),
    onBug,
  });
  port.on('message', ({ data }) => session.receive(data));
  // The peer stopped, which is to say: its group was left.
  const stopWatching = endpoint.hub.onClose(() => port.close());
  port.on('close', () => {
    stopWatching();
    session.close();
  });
  port.start();
}
