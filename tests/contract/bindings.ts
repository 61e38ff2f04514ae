/** The bindings that the contract suite runs over, each from a service to a client. */
import { MessageChannel } from 'node:worker_threads';
import { WebSocket } from 'ws';
import type { Channel } from '../../src/api/channel.ts';
import { createClient } from '../../src/api/channelClient.ts';
import type { CallName } from '../../src/api/contract.ts';
import { dispatch } from '../../src/api/dispatch.ts';
import { onlyPeer, peerEndpoint } from '../../src/api/endpoint.ts';
import { createEventHub, KEPT_EVENTS } from '../../src/api/eventHub.ts';
import { reconnectingChannel, type Connection, type ConnectionHandlers } from '../../src/api/reconnectingChannel.ts';
import type { Result } from '../../src/api/result.ts';
import type { Client, Service } from '../../src/api/service.ts';
import { openSession } from '../../src/api/session.ts';
import { openHttpPort } from '../../src/uiport/httpPort.ts';

export interface Bound {
  /** A call by any name, as a client that doesn't know the table would make it. */
  readonly call: (name: string, input: unknown) => Promise<Result<unknown>>;
  /** Absent: the binding has no events. */
  readonly client?: Client;
  /** Breaks the connection; the client is to come back by itself. Absent: it can't break. */
  readonly break?: () => void;
  readonly bugs: unknown[];
  close(): Promise<void>;
}

export type Binding = (service: Service, kept?: number) => Promise<Bound>;

const viaClient = (client: Client) => (name: string, input: unknown) =>
  // The suite also makes calls that the table doesn't have.
  client.call(name as CallName, input as never);

export const inProcess: Binding = async (service) => ({
  call: (name, input) => dispatch(service, name, input),
  bugs: [],
  close: async () => undefined,
});

export const ipc: Binding = async (service, kept = KEPT_EVENTS) => {
  const hub = createEventHub(service, 'run-1', kept);
  const { port1, port2 } = new MessageChannel();
  const bugs: unknown[] = [];
  const session = openSession({
    endpoint: peerEndpoint(service, hub),
    send: (message) => port1.postMessage(message),
    after(ms, then) {
      const timer = setTimeout(then, ms);
      return () => clearTimeout(timer);
    },
    onNonsense: () => port1.close(),
    onBug: (error) => bugs.push(error),
  });
  port1.on('message', (data) => session.receive(data));
  const channel: Channel = {
    send: (message) => port2.postMessage(message),
    listen(listener) {
      port2.on('message', (data) => listener.message(data));
      port2.on('close', () => listener.state('closed'));
      listener.state('open');
      return () => port2.close();
    },
  };
  const client = createClient(channel);
  return {
    call: viaClient(client),
    client,
    bugs,
    async close() {
      client.close();
      session.close();
      port1.close();
    },
  };
};

export const webSocketConnection =
  (url: string, headers: Readonly<Record<string, string>> = {}) =>
  (handlers: ConnectionHandlers): Connection => {
    const socket = new WebSocket(url, { headers });
    let why: 'broken' | 'refused' = 'broken';
    socket.on('open', () => handlers.opened());
    socket.on('message', (data) => handlers.message(JSON.parse((data as Buffer).toString('utf8'))));
    socket.on('unexpected-response', (request, response) => {
      if (response.statusCode === 401) why = 'refused';
      request.destroy();
      socket.emit('close');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => handlers.ended(why));
    return { send: (message) => socket.send(JSON.stringify(message)), close: () => socket.terminate() };
  };

export const after = (ms: number, then: () => void) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

/** Events and calls over a WebSocket. */
export const webSocket: Binding = async (service, kept = KEPT_EVENTS) => {
  const { port, hub, bugs } = await httpPort(service, kept);
  const open = new Set<Connection>();
  const client = createClient(
    reconnectingChannel({
      open(handlers) {
        const connection = webSocketConnection(`ws://127.0.0.1:${port.port}/api/v1/socket`)(handlers);
        open.add(connection);
        return connection;
      },
      after: (_ms, then) => after(1, then),
      random: () => 0,
    }),
  );
  return {
    call: viaClient(client),
    client,
    bugs,
    break() {
      for (const connection of open) connection.close();
      open.clear();
    },
    async close() {
      client.close();
      await port.close();
      hub.close();
    },
  };
};

/** Calls as requests of HTTP: commands are posted, queries too. */
export const http: Binding = async (service, kept = KEPT_EVENTS) => {
  const { port, hub, bugs } = await httpPort(service, kept);
  return {
    async call(name, input) {
      const response = await fetch(`${port.url}api/v1/${encodeURIComponent(name)}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      const value: unknown = await response.json();
      return response.ok ? { ok: true, value } : { ok: false, problem: value as { code: string; message: string } };
    },
    bugs,
    async close() {
      await port.close();
      hub.close();
    },
  };
};

async function httpPort(service: Service, kept: number) {
  const hub = createEventHub(service, 'run-1', kept);
  const bugs: unknown[] = [];
  const port = await openHttpPort({
    endpoints: onlyPeer(service, hub),
    host: '127.0.0.1',
    port: 0,
    onBug: (error) => bugs.push(error),
  });
  if (!port.ok) throw new Error(port.problem.message);
  return { port: port.value, hub, bugs };
}
