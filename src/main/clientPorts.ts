/**
 * The API over IPC: a session for each page that is loaded, over the channel that its preload script sent
 * (api/bridge.ts).
 *
 * 1. Only the top frame of our own page gets a session.
 * 2. A page may ask before the peer is open; its messages wait in the channel.
 */
import { ipcMain, type IpcMainEvent, type MessagePortMain } from 'electron';
import type { ConnectMessage } from '../api/bridge.ts';
import type { EventHub } from '../api/eventHub.ts';
import type { Service } from '../api/service.ts';
import { openSession } from '../api/session.ts';
import { isOfApp } from './appScheme.ts';

const connect: ConnectMessage = 'peerster:connect';

export interface Served {
  readonly service: Service;
  readonly hub: EventHub;
  readonly onBug: (error: unknown) => void;
}

export function serveClients(opened: Promise<Served>): void {
  ipcMain.on(connect, (event) => {
    const [port] = event.ports;
    if (port === undefined) return;
    if (!isTrusted(event)) {
      port.close();
      return;
    }
    // Where the peer can't be opened the app ends and says why; nothing is left to tell this page.
    opened.then((served) => serve(port, served)).catch(() => port.close());
  });
}

function isTrusted({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOfApp(senderFrame.url);
}

function serve(port: MessagePortMain, { service, hub, onBug }: Served): void {
  const session = openSession({
    service,
    hub,
    send: (message) => port.postMessage(message),
    onNonsense: () => port.close(),
    onBug,
  });
  port.on('message', ({ data }) => session.receive(data));
  port.on('close', () => session.close());
  port.start();
}
