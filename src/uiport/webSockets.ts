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
import type { Endpoint, Endpoints } from '../api/endpoint.ts';
import type { Problem } from '../api/result.ts';
import { openSession } from '../api/session.ts';
import type { Access } from './access.ts';
import { HEARTBEAT_MS, MAX_BODY_BYTES, MAX_SOCKETS, MAX_UNSENT_BYTES } from './limits.ts';
import { parseJson } from './requestBody.ts';
import { SET_SOCKET_PATH, noSuchPeer, SOCKET_PATH, targetOf } from './routes.ts';

export interface WebSocketsOptions {
  readonly endpoints: Endpoints;
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

export function openWebSockets({ endpoints, access, onBug }: WebSocketsOptions): WebSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();
  const refused = new Set<Duplex>();
  let slowClientsDropped = 0;

  const heartbeat = setInterval(() => {
    for (const client of server.clients) {
      if (!alive.delete(client)) client.terminate();
      else client.ping();
    }
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const serve = (client: WebSocket, endpoint: Endpoint): void => {
    const session = openSession({
      endpoint,
      send: (message) => {
        if (client.bufferedAmount > MAX_UNSENT_BYTES) {
          slowClientsDropped += 1;
          client.terminate();
        } else client.send(JSON.stringify(message));
      },
      after(ms, then) {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
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
    // The peer stopped: a client that comes back is told whether there still is one of that id.
    const stopWatching = endpoint.hub.onClose(() => client.close(GOING_AWAY));
    client.on('close', () => {
      stopWatching();
      session.close();
    });
    // A frame that is too large or broken: ws closes the connection with the right code.
    client.on('error', () => session.close());
  };

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const refuse = (status: number, why: Problem): void => {
        refused.add(socket);
        socket.once('close', () => refused.delete(socket));
        answer(socket, status, why);
      };
      const refusal = access.host(request) ?? access.origin(request) ?? access.token(request);
      const { path, parameters } = targetOf(request);
      const endpoint = path === SET_SOCKET_PATH ? endpoints.set : endpoints.peer(parameters.get('peer') ?? undefined);
      if (path !== SOCKET_PATH && path !== SET_SOCKET_PATH)
        refuse(404, { code: 'not-found', message: `The socket is ${SOCKET_PATH}.` });
      else if (refusal !== undefined) refuse(refusal.status, refusal.problem);
      else if (endpoint === undefined) refuse(404, noSuchPeer);
      else if (server.clients.size >= MAX_SOCKETS) {
        refuse(503, { code: 'busy', message: 'Too many pages are open; close some and try again.' });
      } else server.handleUpgrade(request, socket, head, (client) => serve(client, endpoint));
    },
    counters: () => ({ uiSockets: server.clients.size, uiSlowClientsDropped: slowClientsDropped }),
    close() {
      clearInterval(heartbeat);
      for (const socket of refused) socket.destroy();
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

/** No timeout of the HTTP server's is on this socket any more, and its other end may never close. */
function answer(socket: Duplex, status: number, problem: Problem): void {
  const body = JSON.stringify(problem);
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
