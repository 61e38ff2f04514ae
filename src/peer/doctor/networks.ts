/** On which of this machine's networks an address is. */
import type { NetworkInterfaceInfo } from 'node:os';
import type { Address } from '../../gossiper/names.ts';

type System = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Addresses that lead elsewhere than to this machine; link-local ones of IPv6 only where an interface has no other. */
export const usable = (system: System): { name: string; address: string }[] =>
  Object.entries(system).flatMap(([name, list = []]) => {
    const outward = list.filter(({ internal }) => !internal);
    const global = outward.filter(({ address }) => !address.toLowerCase().startsWith('fe80:'));
    return (global.length > 0 ? global : outward).map(({ address }) => ({ name, address }));
  });

/** Undefined: on none, or on one that only a router knows. */
export function networkOf(address: Address, system: System): string | undefined {
  const ip = address.slice(0, address.lastIndexOf(':')).replace(/^\[|\]$/g, '');
  const [, zone] = ip.split('%');
  if (zone !== undefined) return zone;
  if (ip.includes(':')) return undefined;
  for (const [name, list = []] of Object.entries(system)) {
    const isOn = list.some(
      (own) => own.family === 'IPv4' && !own.internal && prefix(own.address, own.netmask) === prefix(ip, own.netmask),
    );
    if (isOn) return name;
  }
  return undefined;
}

const numberOf = (ip: string): number => ip.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
/** The bits that the mask keeps; 32 bits as a signed number, which is as good to compare. */
const prefix = (ip: string, mask: string): number => numberOf(ip) & numberOf(mask);
