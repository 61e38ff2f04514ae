/**
 * UDP sockets for multicast and broadcast, shared with other programs on the port. One socket for each interface and
 * family, bound to the port and sending through that interface: the system would choose one for us, often a wrong one.
 *
 * Whatever an interface refuses (no multicast, gone meanwhile) costs that interface only, and is reported as a value.
 */
import { createSocket, type Socket } from 'node:dgram';
import { noLookup } from '../socket.ts';
import type { Family, LanInterface } from './interfaces.ts';

export interface LanSocketOptions {
  readonly interface: LanInterface;
  readonly port: number;
  readonly group: string;
  /** Hops: 1 for our own, 255 as mDNS asks for. */
  readonly ttl: number;
  readonly onDatagram: (bytes: Uint8Array, from: { readonly ip: string; readonly family: Family }) => void;
}

export interface LanSocket {
  readonly interface: LanInterface;
  multicast(bytes: Uint8Array): void;
  /** To everyone on the subnet; nothing where it has no broadcast address. */
  broadcast(bytes: Uint8Array): void;
  /** Datagrams that the system refused to send since it was opened, and the last reason. */
  readonly refused: { count: number; reason: string };
  close(): Promise<void>;
}

/** Rejects with the system's error. */
export function openLanSocket(options: LanSocketOptions): Promise<LanSocket> {
  const { interface: network, port, group } = options;
  const family = network.family === 4 ? ({ type: 'udp4' } as const) : ({ type: 'udp6', ipv6Only: true } as const);
  const socket = createSocket({ ...family, reuseAddr: true, lookup: noLookup });
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      socket.close();
      reject(error);
    };
    socket.once('error', fail);
    socket.bind({ port, exclusive: false }, () => {
      try {
        join(socket, network, group, options.ttl);
      } catch (error) {
        fail(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      socket.off('error', fail);
      resolve(speak(socket, options));
    });
  });
}

function join(socket: Socket, { family, address, name }: LanInterface, group: string, ttl: number): void {
  const through = family === 4 ? address : `::%${name}`;
  socket.addMembership(group, through);
  socket.setMulticastInterface(through);
  socket.setMulticastTTL(ttl);
  socket.setMulticastLoopback(true); // other peers on this machine
  if (family === 4) socket.setBroadcast(true);
}

function speak(socket: Socket, { interface: network, port, group, onDatagram }: LanSocketOptions): LanSocket {
  const refused = { count: 0, reason: '' };
  const sent = (error: Error | null): void => {
    if (error === null) return;
    refused.count += 1;
    refused.reason = error.message;
  };
  socket.on('error', sent);
  socket.on('message', (bytes, { address, family }) => {
    onDatagram(bytes, { ip: address, family: family === 'IPv6' ? 6 : 4 });
  });
  const groupAddress = network.family === 4 ? group : `${group}%${network.name}`;
  return {
    interface: network,
    refused,
    multicast: (bytes) => socket.send(bytes, port, groupAddress, sent),
    broadcast(bytes) {
      if (network.broadcast !== undefined) socket.send(bytes, port, network.broadcast, sent);
    },
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
