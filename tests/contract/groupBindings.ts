/** The bindings that the suite of the groups runs over, each to the same set of made-up peers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { Channel } from '../../src/api/channel.ts';
import { createClient, createGroupClient } from '../../src/api/channelClient.ts';
import type { CallName } from '../../src/api/contract.ts';
import type { Endpoint, Endpoints } from '../../src/api/endpoint.ts';
import type { GroupCall, GroupClient } from '../../src/api/groups.ts';
import { reconnectingChannel } from '../../src/api/reconnectingChannel.ts';
import { done, refused, type Result } from '../../src/api/result.ts';
import type { Client } from '../../src/api/service.ts';
import { openSession } from '../../src/api/session.ts';
import { openHttpPort } from '../../src/uiport/httpPort.ts';
import type { WantedGroup } from '../../src/uiport/peers/groups.ts';
import { hostPeers, type HostedPeer, type HostedPeers } from '../../src/uiport/peers/hostPeers.ts';
import { after, webSocketConnection } from './bindings.ts';
import { fakeService, type FakeService } from './fakeService.ts';

export type FakePeer = HostedPeer & FakeService & { readonly opened: boolean[] };

export interface Hosted {
  readonly hosted: HostedPeers<FakePeer>;
  readonly folder: string;
  /** What was asked to be opened, besides the first. */
  readonly wanted: WantedGroup[];
  readonly problems: string[];
  /** The next group can't be started. */
  failNext(): void;
  end(): Promise<void>;
}

const fakePeer = (name: string): FakePeer => {
  const opened: boolean[] = [];
  return Object.assign(fakeService(name), {
    opened,
    close: async () => undefined,
    setOpenToCourse: (open: boolean) => void opened.push(open),
    takeBackup: () => undefined,
    shareBytes: async () => refused('not-here', 'No files here.'),
    fileContent: () => undefined,
  });
};

export async function host(folder?: string, first: { name?: string; open?: boolean } = {}): Promise<Hosted> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'peerster-set-')));
  const wanted: WantedGroup[] = [];
  const problems: string[] = [];
  let fails = false;
  const hosted = await hostPeers<FakePeer>({
    folder: place,
    first: { name: 'lobby', open: true, ...first },
    openFirst: async () => done(fakePeer('lobby')),
    async openGroup(group) {
      if (fails) {
        fails = false;
        return refused('port-in-use', 'The ports are in use.');
      }
      wanted.push(group);
      return done(fakePeer(group.name));
    },
    onProblem: ({ message }) => problems.push(message),
  });
  if (!hosted.ok) throw new Error(hosted.problem.message);
  return {
    hosted: hosted.value,
    folder: place,
    wanted,
    problems,
    failNext: () => (fails = true),
    async end() {
      await hosted.value.close();
      if (folder === undefined) await rm(place, { recursive: true, force: true });
    },
  };
}

export interface GroupsBound {
  readonly call: (name: GroupCall, input: unknown) => Promise<Result<unknown>>;
  /** `id` absent: the way that names no peer. */
  readonly peer: (id: string | undefined, name: string, input: unknown) => Promise<Result<unknown>>;
  readonly groups?: GroupClient;
  readonly client?: (id: string) => Client;
  close(): Promise<void>;
}

export type GroupBinding = (endpoints: Endpoints) => Promise<GroupsBound>;

function ipcChannel(endpoint: Endpoint | undefined): Channel {
  const { port1, port2 } = new MessageChannel();
  if (endpoint === undefined) port1.close();
  else {
    const session = openSession({
      endpoint,
      send: (message) => port1.postMessage(message),
      after,
      onNonsense: () => port1.close(),
      onBug: (error) => {
        throw error;
      },
    });
    port1.on('message', (data) => session.receive(data));
    endpoint.hub.onClose(() => port1.close());
  }
  return {
    send: (message) => port2.postMessage(message),
    listen(listener) {
      port2.on('message', (data) => listener.message(data));
      port2.on('close', () => listener.state('closed'));
      listener.state('open');
      return () => port2.close();
    },
  };
}

function viaChannels(channel: (target: 'groups' | { id: string | undefined }) => Channel): GroupsBound {
  const groups = createGroupClient(channel('groups'));
  const clients = new Map<string | undefined, Client & { close(): void }>();
  const client = (id: string | undefined) => {
    const made = clients.get(id) ?? createClient(channel({ id }));
    clients.set(id, made);
    return made;
  };
  return {
    call: (name, input) => groups.call(name, input as never),
    peer: (id, name, input) => client(id).call(name as CallName, input as never),
    groups,
    client,
    async close() {
      for (const open of [groups, ...clients.values()]) open.close();
    },
  };
}

export const ipc: GroupBinding = async (endpoints) =>
  viaChannels((target) => ipcChannel(target === 'groups' ? endpoints.set : endpoints.peer(target.id)));

async function openPort(endpoints: Endpoints) {
  const port = await openHttpPort({
    endpoints,
    host: '127.0.0.1',
    port: 0,
    onBug: (error) => {
      throw error;
    },
  });
  if (!port.ok) throw new Error(port.problem.message);
  return port.value;
}

export const webSocket: GroupBinding = async (endpoints) => {
  const port = await openPort(endpoints);
  const bound = viaChannels((target) => {
    const path = target === 'groups' ? 'set/socket' : `socket${target.id === undefined ? '' : `?peer=${target.id}`}`;
    return reconnectingChannel({
      open: webSocketConnection(`ws://127.0.0.1:${port.port}/api/v1/${path}`),
      after: (_ms, then) => after(1, then),
      random: () => 0,
    });
  });
  return {
    ...bound,
    async close() {
      await bound.close();
      await port.close();
    },
  };
};

export const http: GroupBinding = async (endpoints) => {
  const port = await openPort(endpoints);
  const post = async (path: string, input: unknown): Promise<Result<unknown>> => {
    const response = await fetch(`${port.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    const value: unknown = await response.json();
    return response.ok ? { ok: true, value } : { ok: false, problem: value as { code: string; message: string } };
  };
  return {
    call: (name, input) => post(`api/v1/${name}`, input),
    peer: (id, name, input) => post(`${id === undefined ? '' : `peers/${id}/`}api/v1/${name}`, input),
    close: () => port.close(),
  };
};
