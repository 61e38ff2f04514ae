import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { parseAddress, type Address } from '../gossiper/names.ts';
import { reachableAt } from './addresses.ts';
import { bind } from './bind.ts';
import type { GossipSocket } from './socket.ts';
import { until } from './testing.ts';

interface Heard {
  readonly from: Address;
  readonly text: string;
}

async function open(host: string, port: number | { firstFreeFrom: number } = 0) {
  const heard: Heard[] = [];
  const bound = await bind({ host, port }, (from, bytes) => heard.push({ from, text: Buffer.from(bytes).toString() }));
  if (!bound.ok) throw new Error(bound.problem.message);
  return { socket: bound.value, heard, [Symbol.asyncDispose]: () => bound.value.close() };
}

function addressOf(host: string, socket: GossipSocket): Address {
  const address = parseAddress(`${host}:${socket.port}`);
  if (address === undefined) throw new Error(`${host} is no address`);
  return address;
}

describe('a socket', () => {
  it('tells who sent what', async () => {
    await using a = await open('127.0.0.1');
    await using b = await open('127.0.0.1');
    a.socket.send(addressOf('127.0.0.1', b.socket), Buffer.from('hello'));
    await until(() => b.heard.length === 1);
    expect(b.heard).toEqual([{ from: addressOf('127.0.0.1', a.socket), text: 'hello' }]);
  });

  const hasSix = Object.values(networkInterfaces()).some(
    (list) => list?.some(({ address }) => address === '::1') ?? false,
  );
  it.skipIf(!hasSix)('for both families speaks IPv4 with the usual addresses', async () => {
    await using both = await open('::');
    await using four = await open('127.0.0.1');
    four.socket.send(addressOf('127.0.0.1', both.socket), Buffer.from('to six'));
    await until(() => both.heard.length === 1);
    expect(both.heard[0]?.from).toBe(addressOf('127.0.0.1', four.socket));
    both.socket.send(addressOf('127.0.0.1', four.socket), Buffer.from('to four'));
    await until(() => four.heard.length === 1);
    both.socket.send(addressOf('[::1]', both.socket), Buffer.from('to itself'));
    await until(() => both.heard.length === 2);
    expect(both.heard[1]?.from).toBe(addressOf('[::1]', both.socket));
  });

  it('lives on when nobody listens, and drops what is too large or out of its reach', async () => {
    await using a = await open('127.0.0.1');
    const [nobody, six] = [parseAddress('127.0.0.1:9'), parseAddress('[::1]:9')];
    if (nobody === undefined || six === undefined) throw new Error('no address');
    for (let n = 0; n < 3; n++) a.socket.send(nobody, Buffer.from('hello?'));
    a.socket.send(nobody, new Uint8Array(9_001));
    a.socket.send(six, Buffer.from('hello'));
    expect(a.socket.counters).toMatchObject({ sent: 3, dropped: 2 });
    a.socket.send(addressOf('127.0.0.1', a.socket), new Uint8Array(9_000));
    await until(() => a.heard.length === 1);
  });
});

describe('binding', () => {
  const codeOf = async (host: string, port: number | { firstFreeFrom: number }): Promise<string> => {
    const bound = await bind({ host, port }, () => undefined);
    if (bound.ok) await bound.value.close();
    return bound.ok ? 'bound' : bound.problem.code;
  };

  it('takes the first free port, or says that one is in use', async () => {
    const other = createSocket('udp4');
    other.bind(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    expect(await codeOf('127.0.0.1', port)).toBe('port-in-use');
    await using next = await open('127.0.0.1', { firstFreeFrom: port });
    expect(next.socket.port).toBeGreaterThan(port);
    other.close();
  });

  it.each([
    ['192.0.2.1', 0, 'address-not-here'],
    ['localhost', 0, 'bad-address'],
    ['127.0.0.1', 70_000, 'bad-address'],
  ])('%s:%i is %s', async (host, port, code) => expect(await codeOf(host, port)).toBe(code));
});

describe('where others reach this peer', () => {
  const nic = (address: string, family: 'IPv4' | 'IPv6', internal = false) =>
    ({ address, family, internal, netmask: '', mac: '', cidr: null, scopeid: 0 }) as never;
  const interfaces = {
    lo: [nic('127.0.0.1', 'IPv4', true), nic('::1', 'IPv6', true)],
    lan: [nic('192.168.1.7', 'IPv4'), nic('fe80::1', 'IPv6'), nic('fd00::7', 'IPv6')],
    vpn: [nic('10.8.0.2', 'IPv4'), nic('169.254.3.4', 'IPv4')],
  };

  it.each([
    ['0.0.0.0', ['192.168.1.7:5000', '10.8.0.2:5000']],
    ['::', ['192.168.1.7:5000', '[fd00::7]:5000', '10.8.0.2:5000']],
    ['10.8.0.2', ['10.8.0.2:5000']],
    ['::1', ['[::1]:5000']],
  ])('on %s', (host, addresses) => expect(reachableAt(host, 5000, interfaces)).toEqual(addresses));

  it('alone', () => expect(reachableAt('0.0.0.0', 5000, { lo: interfaces.lo })).toEqual(['127.0.0.1:5000']));
});
