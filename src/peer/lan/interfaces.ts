/** The networks that this machine is on, as discovery needs them. */
import type { NetworkInterfaceInfo } from 'node:os';

export type Family = 4 | 6;

/** One address of one interface. Of an interface's IPv6 addresses only the link-local one is here: multicast needs one. */
export interface LanInterface {
  /** The system's, as `eth0`; also the zone of a link-local address. */
  readonly name: string;
  readonly family: Family;
  readonly address: string;
  /** Of its subnet; IPv4 only, absent where the subnet has none (a point-to-point link). */
  readonly broadcast?: string;
}

/** Interfaces that are announced on; a machine with more has virtual ones that lead nowhere new. */
export const MAX_INTERFACES = 32;

export function lanInterfaces(system: NodeJS.Dict<NetworkInterfaceInfo[]>): LanInterface[] {
  const found: LanInterface[] = [];
  for (const [name, addresses = []] of Object.entries(system)) {
    let hasSix = false;
    for (const { internal, family, address, netmask } of addresses) {
      if (internal) continue;
      if (family === 'IPv4') {
        const broadcast = broadcastOf(address, netmask);
        found.push({ name, family: 4, address, ...(broadcast === undefined ? {} : { broadcast }) });
      } else if (!hasSix && address.toLowerCase().startsWith('fe80:')) {
        hasSix = true;
        found.push({ name, family: 6, address });
      }
    }
  }
  return found.slice(0, MAX_INTERFACES);
}

function broadcastOf(address: string, netmask: string): string | undefined {
  const [ip, mask] = [address, netmask].map((text) => text.split('.').map(Number));
  if (ip?.length !== 4 || mask?.length !== 4) return undefined;
  const host = mask.map((byte) => ~byte & 255);
  if (host.reduce((size, byte) => size * 256 + byte, 0) < 3) return undefined; // /31 and /32 have none
  return ip.map((byte, i) => byte | (host[i] ?? 0)).join('.');
}

/** Same text, same networks. */
export const keyOf = (interfaces: readonly LanInterface[]): string =>
  interfaces
    .map(({ name, family, address, broadcast = '' }) => `${name} ${family} ${address} ${broadcast}`)
    .toSorted()
    .join('\n');
