/** Sends a datagram from a port that is used for nothing else (gossiper/witness.ts), as a witness does. */
import { createSocket } from 'node:dgram';
import type { Address } from '../../gossiper/names.ts';
import { noLookup, targetOf } from '../socket.ts';

/** Once more, so that one lost datagram is no firewall. */
const AGAIN_MS = 300;

/** `host`: what our own socket listens on, so that it leaves by the same network. */
export function probeFrom(host: string, to: Address, bytes: Uint8Array): void {
  const { ip, port } = targetOf(to, false);
  const socket = createSocket({ type: ip.includes(':') ? 'udp6' : 'udp4', lookup: noLookup });
  const close = (): void => void socket.close();
  socket.on('error', () => undefined); // the asker learns it by hearing nothing
  const isSame = host.includes(':') === ip.includes(':');
  socket.bind(isSame ? { address: host } : {}, () => {
    socket.send(bytes, port, ip, () => undefined);
    const timer = setTimeout(() => socket.send(bytes, port, ip, close), AGAIN_MS);
    timer.unref();
  });
  socket.unref();
}
