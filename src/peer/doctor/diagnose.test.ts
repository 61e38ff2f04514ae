import { describe, expect, test } from 'vitest';
import type { Facts, PeerFacts, WayFacts } from './facts.ts';
import { diagnose } from './diagnose.ts';
import { networkOf } from './networks.ts';
import { parseAddress } from '../../gossiper/names.ts';

const well: PeerFacts = {
  address: '10.0.0.2:5000',
  name: 'Bob',
  origin: 'Bob~tag',
  configured: true,
  network: 'eth0',
  answered: true,
  heard: true,
  knock: 'answered',
  probe: 'arrived',
  seen: '10.0.0.1:5000',
  announced: true,
  otherGroup: undefined,
};
const dead: PeerFacts = {
  ...well,
  answered: false,
  heard: false,
  knock: 'silent',
  probe: 'notSent',
  seen: undefined,
  announced: false,
};
const carol = { address: '10.0.0.3:5000', name: 'Carol', origin: 'Carol~tag' };
const behind = { network: 'eth1', address: '10.1.0.3:5000', name: 'Carol', origin: 'Carol~tag' };
const way = (more: Partial<WayFacts> = {}): WayFacts => ({
  by: 'mdns',
  interface: 'eth0',
  family: 4,
  problem: undefined,
  heard: 1,
  ...more,
});
const eth0 = { name: 'eth0', address: '10.0.0.1' };
const eth1 = { name: 'eth1', address: '10.1.0.1' };
const socket: Facts['socket'] = { host: '0.0.0.0', port: 5000, wanted: 5000, isChosen: false };
const facts = (more: Partial<Facts> = {}): Facts => ({
  socket,
  interfaces: [eth0],
  down: [],
  ways: [way()],
  peers: [well],
  otherGroups: [],
  ...more,
});
const troubles = (found: Facts): string[] =>
  diagnose(found).flatMap(({ code, state }) => (state === 'warning' || state === 'problem' ? [code] : []));

test('where all is well every check says so', () => {
  expect(diagnose(facts()).map(({ check, code, state }) => [check, code, state])).toEqual([
    ['socket', 'bound', 'ok'],
    ['interfaces', 'interfaces', 'ok'],
    ['multicast', 'multicast-works', 'ok'],
    ['peers', 'peers-answer', 'ok'],
    ['outside', 'outside-ok', 'ok'],
  ]);
});

test.each<[string, Partial<Facts>, readonly string[]]>([
  ['port taken', { socket: { ...socket, port: 5001 } }, ['port-taken']],
  ['loopback only', { socket: { ...socket, host: '127.0.0.1' } }, ['only-this-machine']],
  ['no network', { interfaces: [], ways: [], peers: [dead] }, ['no-network']],
  ['nobody known', { peers: [] }, ['no-peers']],
  ['inbound: answers only', { peers: [{ ...well, probe: 'missing' }] }, ['inbound-blocked']],
  ['one probe of two lost', { peers: [{ ...well, ...carol, probe: 'missing' }, well] }, []],
  ['inbound: port shut', { peers: [{ ...dead, knock: 'answered' }] }, ['inbound-blocked']],
  ['outbound', { peers: [{ ...dead, heard: true }] }, ['peer-one-way']],
  ['both ways', { peers: [dead], ways: [way({ heard: 0 })] }, ['udp-blocked']],
  ['own firewall forbids', { peers: [{ ...dead, knock: 'forbidden' }] }, ['sending-forbidden']],
  ['only direct packets', { peers: [{ ...dead, announced: true }] }, ['direct-blocked']],
  ['only multicast', { ways: [way({ heard: 0 })] }, ['multicast-blocked']],
  ['multicast, not broadcast', { ways: [way({ heard: 0 }), way({ by: 'announce' })] }, ['multicast-broadcast-only']],
  ['multicast can’t be sent', { ways: [way({ problem: 'EPERM', heard: 0 })] }, ['multicast-failed']],
  ['gone', { peers: [{ ...dead, knock: 'refused' }] }, ['peer-gone']],
  ['away', { peers: [{ ...dead, knock: 'unreachable' }] }, ['peer-away']],
  ['no way there', { peers: [{ ...dead, network: undefined, knock: 'noRoute' }] }, ['peer-no-route']],
  ['one of two silent', { peers: [well, { ...dead, ...carol }] }, ['peer-silent']],
  ['a silent address of one who answers elsewhere', { peers: [well, { ...dead, address: '10.0.0.9:5000' }] }, []],
  ['its group is known', { peers: [{ ...dead, otherGroup: 'chess' }] }, ['peer-other-group']],
  ['its group is not known', { peers: [{ ...dead, otherGroup: '' }] }, ['peer-strange-group']],
  [
    'others in another group, and nobody of ours',
    { peers: [], otherGroups: [{ name: 'Dan', group: 'chess' }] },
    ['no-peers', 'other-group'],
  ],
  [
    'one of two interfaces dead',
    { interfaces: [eth0, eth1], peers: [well, { ...dead, ...behind, knock: 'unreachable' }] },
    ['interface-dead'],
  ],
  [
    'on the second interface one is gone, which is alive',
    { interfaces: [eth0, eth1], peers: [well, { ...dead, ...behind, knock: 'refused' }] },
    ['peer-gone'],
  ],
  [
    'one of two interfaces down',
    { down: ['eth1'], peers: [well, { ...dead, ...behind, network: undefined, knock: 'noRoute' }] },
    ['interface-down'],
  ],
  [
    'the wrong interface',
    {
      socket: { ...socket, host: '10.1.0.1' },
      interfaces: [eth0, eth1],
      peers: [{ ...dead, knock: 'answered' }],
    },
    ['wrong-interface'],
  ],
  ['seen under another address', { peers: [{ ...well, seen: '192.0.2.1:700' }] }, ['address-translated']],
])('%s', (_, more, expected) => {
  expect(troubles(facts(more))).toEqual(expected);
});

describe('someone who was only met', () => {
  const away = { ...dead, ...carol, configured: false, knock: 'unreachable' } as const;
  const stateOf = (peers: readonly PeerFacts[]) =>
    diagnose(facts({ peers })).find(({ code }) => code === 'peer-away')?.state;

  test('is a warning while others are here, and a problem where nobody is', () => {
    expect(stateOf([well, away])).toBe('warning');
    expect(stateOf([away])).toBe('problem');
  });
});

test('an address is on the network of the interface with its prefix', () => {
  const info = { family: 'IPv4', internal: false, mac: '', cidr: null } as const;
  const system = {
    eth0: [{ ...info, address: '10.0.0.1', netmask: '255.255.255.0' }],
    eth1: [{ ...info, address: '200.1.0.1', netmask: '255.255.0.0' }],
  };
  const on = (text: string) => networkOf(parseAddress(text)!, system);
  expect([on('10.0.0.9:1'), on('10.0.1.9:1'), on('200.1.7.7:1'), on('[fe80::1%eth1]:1')]).toEqual([
    'eth0',
    undefined,
    'eth1',
    'eth1',
  ]);
});
