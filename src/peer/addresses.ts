/** Where others can reach this peer: what a person reads out or copies to them. */
import { networkInterfaces } from 'node:os';
import { parseAddress, type Address } from '../gossiper/names.ts';

/** Every usable address of this machine that a socket on `host` listens on; loopback only if there is nothing else. */
export function reachableAt(host: string, port: number, interfaces = networkInterfaces()): Address[] {
  if (host !== '0.0.0.0' && host !== '::') return compact([spell(host, port)]);
  const usable = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(
      ({ internal, address, family }) => !internal && isUsable(address, family) && (family === 'IPv4' || host === '::'),
    );
  const found = compact(usable.map(({ address }) => spell(address, port)));
  return found.length > 0 ? [...new Set(found)] : compact([spell('127.0.0.1', port)]);
}

/** What a person can choose to listen on, besides all: each address with the name of its interface. */
export function listenable(interfaces: ReturnType<typeof networkInterfaces>): { address: string; name: string }[] {
  return Object.entries(interfaces).flatMap(([name, list]) =>
    (list ?? [])
      .filter(({ address, family }) => isUsable(address, family) && family === 'IPv4')
      .map(({ address }) => ({ address, name })),
  );
}

/** Link-local addresses need a zone that means something on this machine only. */
const isUsable = (address: string, family: string): boolean =>
  family === 'IPv4' ? !address.startsWith('169.254.') : !address.toLowerCase().startsWith('fe80:');

const spell = (ip: string, port: number): Address | undefined =>
  parseAddress(ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);

const compact = (list: readonly (Address | undefined)[]): Address[] => list.filter((address) => address !== undefined);
