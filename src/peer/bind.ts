/** Finds the port to gossip on, and says in a sentence why there is none. */
import { isIP } from 'node:net';
import { done, refused, type Result } from '../gossiper/result.ts';
import type { PeerOptions } from './options.ts';
import { openSocket, type GossipSocket, type OnDatagram, type SocketCounters } from './socket.ts';

/** How many ports are tried from the first on: more peers than anyone starts on one machine by hand. */
const MAX_TRIED = 200;
const LAST_PORT = 65_535;

export async function bind(
  { host, port }: PeerOptions['gossip'],
  onDatagram: OnDatagram,
  counters?: SocketCounters,
): Promise<Result<GossipSocket>> {
  if (isIP(host) === 0)
    return refused('bad-address', `"${host}" is not an IP address. Give one like 0.0.0.0 or 192.168.1.7.`);
  const first = typeof port === 'number' ? port : port.firstFreeFrom;
  if (!Number.isInteger(first) || first < 0 || first > LAST_PORT) {
    return refused('bad-address', `${first} is not a port. Give a number from 1 to ${LAST_PORT}.`);
  }
  const last = typeof port === 'number' ? port : Math.min(LAST_PORT, first + MAX_TRIED - 1);
  for (let tried = first; tried <= last; tried++) {
    try {
      return done(await openSocket(host, tried, onDatagram, counters));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      if (code !== 'EADDRINUSE') return cannotBind(host, tried, code);
    }
  }
  return first === last
    ? refused(
        'port-in-use',
        `Port ${first} on ${host} is in use by another program. Choose another one with --gossipAddr, or end that program.`,
      )
    : refused(
        'port-in-use',
        `All ports from ${first} to ${last} on ${host} are in use. Choose others with --gossipAddr.`,
      );
}

function cannotBind(host: string, port: number, code: string): Result<never> {
  switch (code) {
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
      return refused(
        'address-not-here',
        `${host} is not an address of this machine. Use 0.0.0.0 for all of its addresses.`,
      );
    case 'EACCES':
      return refused(
        'port-not-allowed',
        `This user may not use port ${port}. Choose one above 1023 with --gossipAddr.`,
      );
    default:
      return refused(
        'cannot-bind',
        `Can't gossip on ${host}, port ${port} (${code}). Choose another address with --gossipAddr.`,
      );
  }
}
