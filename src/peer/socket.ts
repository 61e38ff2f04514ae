/**
 * The UDP socket of a peer.
 *
 * 1. Addresses that come out are canonical: an IPv4 peer is `ip:port` on a socket for both families too.
 * 2. Nothing that the network does (refused, unreachable, no buffer) ends the peer; it is counted.
 * 3. What the kernel can't take yet waits, up to MAX_QUEUED_BYTES; beyond that datagrams are dropped and counted, as
 *    the network drops them too, and the protocol repairs it.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { MAX_DATAGRAM_SENT } from '../gossiper/limits.ts';
import { parseAddress, type Address } from '../gossiper/names.ts';

/** Asked of the kernel, for bursts while the process is busy; it gives less where its own limit is lower. */
const BUFFER_BYTES = 4 * 1024 * 1024;
export const MAX_QUEUED_BYTES = 8 * 1024 * 1024;
/** Parsed addresses kept: twice the peers that the core remembers. */
const MAX_KEPT = 2_048;

export interface SocketCounters {
  received: number;
  receivedBytes: number;
  sent: number;
  sentBytes: number;
  dropped: number;
  failed: number;
}

export interface GossipSocket {
  readonly port: number;
  /** Whether it can send to IPv6 addresses. */
  readonly reachesSix: boolean;
  readonly counters: Readonly<SocketCounters>;
  send(to: Address, bytes: Uint8Array): void;
  close(): Promise<void>;
}

export type OnDatagram = (from: Address, bytes: Uint8Array) => void;

interface Target {
  readonly ip: string;
  readonly port: number;
}

/** Our destinations are IP addresses: no name is ever looked up, and not waiting a tick for that doubles the rate. */
export const noLookup = (
  ip: string,
  _family: unknown,
  found: (error: NodeJS.ErrnoException | null, address: string, family: number) => void,
): void => found(null, ip, ip.includes(':') ? 6 : 4);

/** All addresses of the machine; where it has IPv6, of both families. */
export const ALL_ADDRESSES = '0.0.0.0';
/** What a machine without IPv6 answers. */
const NO_SIX = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL', 'EINVAL']);

/** Rejects with the system's error (bind.ts turns it into a sentence). `counters`: those of a socket before it. */
export async function openSocket(
  host: string,
  port: number,
  onDatagram: OnDatagram,
  counters: SocketCounters = noCounters(),
): Promise<GossipSocket> {
  if (host !== ALL_ADDRESSES) return open(host, port, onDatagram, counters);
  try {
    return await open('::', port, onDatagram, counters);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (NO_SIX.has(code)) return open(host, port, onDatagram, counters);
    throw error;
  }
}

function open(host: string, port: number, onDatagram: OnDatagram, counters: SocketCounters): Promise<GossipSocket> {
  const isSix = host.includes(':');
  const socket = createSocket({ type: isSix ? 'udp6' : 'udp4', lookup: noLookup });
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(speak(socket, isSix, onDatagram, counters));
    });
  });
}

export const noCounters = (): SocketCounters => ({
  received: 0,
  receivedBytes: 0,
  sent: 0,
  sentBytes: 0,
  dropped: 0,
  failed: 0,
});

function speak(socket: Socket, isSix: boolean, onDatagram: OnDatagram, counters: SocketCounters): GossipSocket {
  const targets = new Map<Address, Target>();
  const sources = new Map<string, Address>();
  let isOpen = true;
  growBuffers(socket);
  socket.on('error', () => void (counters.failed += 1)); // invariant 2
  socket.on('message', (bytes, from) => {
    counters.received += 1;
    counters.receivedBytes += bytes.length;
    const address = sourceOf(from);
    if (address !== undefined) onDatagram(address, bytes);
  });

  const sourceOf = (from: RemoteInfo): Address | undefined => {
    const text = `${from.address} ${from.port}`;
    let source = sources.get(text);
    if (source === undefined) {
      source = addressOf(from);
      if (sources.size >= MAX_KEPT) sources.clear();
      if (source !== undefined) sources.set(text, source);
    }
    return source;
  };
  const keptTarget = (to: Address): Target => {
    let target = targets.get(to);
    if (target === undefined) {
      if (targets.size >= MAX_KEPT) targets.clear();
      targets.set(to, (target = targetOf(to, isSix)));
    }
    return target;
  };
  const sent = (error: Error | null): void => {
    if (error !== null) counters.failed += 1;
  };

  return {
    port: socket.address().port,
    reachesSix: isSix,
    counters,
    send(to, bytes) {
      if (!isOpen) return;
      const { ip, port } = keptTarget(to);
      const canReach = isSix || !ip.includes(':');
      if (!canReach || bytes.length > MAX_DATAGRAM_SENT || socket.getSendQueueSize() > MAX_QUEUED_BYTES) {
        counters.dropped += 1;
        return;
      }
      counters.sent += 1;
      counters.sentBytes += bytes.length;
      socket.send(bytes, port, ip, sent);
    },
    close: () => {
      if (!isOpen) return Promise.resolve();
      isOpen = false;
      return new Promise((resolve) => socket.close(() => resolve()));
    },
  };
}

function growBuffers(socket: Socket): void {
  for (const grow of ['setRecvBufferSize', 'setSendBufferSize'] as const) {
    try {
      socket[grow](BUFFER_BYTES);
    } catch {
      // The kernel's default will do.
    }
  }
}

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Invariant 1. */
function addressOf({ address, port, family }: RemoteInfo): Address | undefined {
  if (family === 'IPv4') return parseAddress(`${address}:${port}`);
  const four = MAPPED.exec(address)?.[1];
  return parseAddress(four === undefined ? `[${address}]:${port}` : `${four}:${port}`);
}

/** `isMapped`: as a socket for both families wants an IPv4 address. */
export function targetOf(to: Address, isMapped: boolean): Target {
  const colon = to.lastIndexOf(':');
  const port = Number(to.slice(colon + 1));
  if (to.startsWith('[')) return { ip: to.slice(1, colon - 1), port };
  const ip = to.slice(0, colon);
  return { ip: isMapped ? `::ffff:${ip}` : ip, port };
}
