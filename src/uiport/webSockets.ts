/**
 * The API's sessions over WebSocket.
 *
 * 1. Who may not use the port gets an HTTP answer and no socket.
 * 2. At most MAX_UNSENT_BYTES wait for a client: one that doesn't read is dropped and resumes when it is back.
 * 3. A client that is gone without a word is noticed after two heartbeats.
 */
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { EventHub } from '../api/eventHub.ts';
import type { Problem } from '../api/result.ts';
import type { Service } from '../api/service.ts';
import { openSession } from '../api/session.ts';
import type { Access } from './access.ts';
import { HEARTBEAT_MS, MAX_BODY_BYTES, MAX_SOCKETS, MAX_UNSENT_BYTES } from './limits.ts';
import { parseJson } from './requestBody.ts';
import { SOCKET_PATH, targetOf } from './routes.ts';

export interface WebSocketsOptions {
  readonly service: Service;
  readonly hub: EventHub;
  readonly access: Access;
  readonly onBug: (error: unknown) => void;
}

export interface WebSockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  counters(): Readonly<Record<string, number>>;
  close(): void;
}

const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;

export function openWebSockets({ service, hub, access, onBug }: WebSocketsOptions): WebSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();
  let slowClientsDropped = 0;

  const heartbeat = setInterval(() => {
    for (const client of server.clients) {
      if (!alive.delete(client)) client.terminate();
      else client.ping();
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const serve = (client: WebSocket): void => {
    const session = openSession({
      service,
      hub,
      send: (message) => {
        if (client.bufferedAmount > MAX_UNSENT_BYTES) {
          slowClientsDropped += 1;
          client.terminate();
        } else client.send(JSON.stringify(message));
      },
      onNonsense: () => client.close(POLICY_VIOLATION, 'not a message of this protocol'),
      onBug,
    });
    alive.add(client);
    client.on('pong', () => alive.add(client));
    client.on('message', (data, isBinary) => {
      alive.add(client);
      const parsed = isBinary ? undefined : parseJson(textOf(data));
      session.receive(parsed?.ok === true ? parsed.value : undefined);
    });
    client.on('close', () => session.close());
    // A frame that is too large or broken: ws closes the connection with the right code.
    client.on('error', () => session.close());
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const refusal = access.host(request) ?? access.origin(request) ?? access.token(request);
      if (targetOf(request).path !== SOCKET_PATH)
        refuse(socket, 404, { code: 'not-found', message: `The socket is ${SOCKET_PATH}.` });
      else if (refusal !== undefined) refuse(socket, refusal.status, refusal.problem);
      else if (server.clients.size >= MAX_SOCKETS) {
        refuse(socket, 503, { code: 'busy', message: 'Too many pages are open; close some and try again.' });
      } else server.handleUpgrade(request, socket, head, serve);
    },
    counters: () => ({ uiSockets: server.clients.size, uiSlowClientsDropped: slowClientsDropped }),
    close() {
      clearInterval(heartbeat);
      for (const client of server.clients) {
        client.close(GOING_AWAY);
        client.terminate();
      }
      server.close();
    },
  };
}

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString('utf8');

function refuse(socket: Duplex, status: number, problem: Problem): void {
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
