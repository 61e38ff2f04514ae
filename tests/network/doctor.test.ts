/** The doctor names the cause: one network with one fault for each, made of namespaces and firewall rules. */
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/api/contract.ts';
import { eventually, startOn, type MachinePeer } from './support/machinePeer.ts';
import { makeSwitch, whyNoNamespaces } from './support/namespaces.ts';

const why = whyNoNamespaces();

/** What the doctor of this peer finds, without what is well or could not be tried: `code` or `code:interface`. */
async function examine(peer: MachinePeer): Promise<readonly Finding[]> {
  await peer.call('examine', {});
  let findings: readonly Finding[] = [];
  await eventually('the examination', async () => {
    const doctor = await peer.call('doctor', {});
    if (doctor.state === 'done') findings = doctor.findings;
    return doctor.state === 'done';
  });
  return findings;
}

const troubles = (findings: readonly Finding[]): string[] =>
  findings.filter(({ state }) => state === 'problem' || state === 'warning').map(({ code }) => code);
const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const valuesOf = (findings: readonly Finding[], code: string) => findings.find((one) => one.code === code)?.values;

const reaches = (peer: MachinePeer, other: MachinePeer): Promise<void> =>
  eventually(`${peer.address} reaches ${other.address}`, async () =>
    (await peer.call('peers', {})).some(
      ({ address, kind, state }) => address === other.address && kind === 'ours' && state === 'reachable',
    ),
  );

const without = { discovery: false } as const;

describe.skipIf(why !== undefined)(`the doctor names the cause${why === undefined ? '' : `: ${why}`}`, () => {
  test('nothing is wrong: a witness gets through from outside', async () => {
    using network = makeSwitch();
    await using bob = await startOn(network.machine(), 'Bob');
    await using alice = await startOn(network.machine(), 'Alice', { peers: [bob.address] });
    await reaches(alice, bob);
    const findings = await examine(alice);
    expect(troubles(findings)).toEqual([]);
    expect(codes(findings)).toEqual(['bound', 'interfaces', 'multicast-works', 'peers-answer', 'outside-ok']);
    expect(valuesOf(findings, 'outside-ok')).toEqual({ peer: `Bob (${bob.address})`, port: '5000' });
  });

  test('UDP is blocked one way: the firewall here lets answers in, and nothing else', async () => {
    using network = makeSwitch();
    await using bob = await startOn(network.machine(), 'Bob', without);
    const here = network.machine();
    await using alice = await startOn(here, 'Alice', { ...without, peers: [bob.address] });
    await reaches(alice, bob);
    here.firewall('input ct state established accept', 'input meta l4proto udp drop');
    const findings = await examine(alice);
    expect(troubles(findings)).toEqual(['inbound-blocked']);
    expect(codes(findings)).toContain('peers-answer');
  });

  test('UDP is blocked one way: the firewall here drops all that comes to our port', async () => {
    using network = makeSwitch();
    await using bob = await startOn(network.machine(), 'Bob', without);
    const here = network.machine();
    await using alice = await startOn(here, 'Alice', { ...without, peers: [bob.address] });
    await reaches(alice, bob);
    here.firewall('input udp dport 5000 drop');
    expect(troubles(await examine(alice))).toEqual(['inbound-blocked']);
  });

  test('UDP is blocked one way: the firewall there drops what we send', async () => {
    using network = makeSwitch();
    const [here, there] = [network.machine(), network.machine()];
    there.firewall('input udp dport 5000 drop');
    await using alice = await startOn(here, 'Alice', without);
    await using bob = await startOn(there, 'Bob', { ...without, peers: [alice.address] });
    await reaches(alice, bob);
    const findings = await examine(alice);
    expect(troubles(findings)).toEqual(['peer-one-way']);
    expect(valuesOf(findings, 'peer-one-way')).toEqual({ peer: `Bob (${bob.address})` });
  });

  test('UDP is blocked both ways, by the network between', async () => {
    using network = makeSwitch();
    await using bob = await startOn(network.machine(), 'Bob');
    await using alice = await startOn(network.machine(), 'Alice', { peers: [bob.address] });
    await reaches(alice, bob);
    network.firewall('meta l4proto udp drop', 'ether type ip6 drop');
    // What arrived before counts as heard just now.
    await eventually('the link breaks', async () =>
      (await alice.call('peers', {})).every(
        ({ state, lastHeard }) => state !== 'reachable' || Date.now() - (lastHeard ?? 0) > 7_000,
      ),
    );
    expect(troubles(await examine(alice))).toEqual(['udp-blocked']);
  });

  test('UDP is blocked both ways, by the firewall here', async () => {
    using network = makeSwitch();
    await using bob = await startOn(network.machine(), 'Bob', without);
    const here = network.machine();
    await using alice = await startOn(here, 'Alice', { ...without, peers: [bob.address] });
    await reaches(alice, bob);
    here.firewall('input meta l4proto udp drop', 'output meta l4proto udp drop');
    expect(troubles(await examine(alice))).toEqual(['sending-forbidden']);
  });

  test('only multicast is blocked', async () => {
    using network = makeSwitch();
    network.firewall(
      'meta pkttype { multicast, broadcast } ether type != arp ip protocol udp drop',
      'ip6 daddr ff00::/8 udp dport { 5353, 50671 } drop',
    );
    await using bob = await startOn(network.machine(), 'Bob');
    await using alice = await startOn(network.machine(), 'Alice', { peers: [bob.address] });
    await reaches(alice, bob);
    const findings = await examine(alice);
    expect(troubles(findings)).toEqual(['multicast-blocked']);
    expect(codes(findings)).toContain('outside-ok');
  });

  test('multicast is blocked, and broadcast finds the others', async () => {
    using network = makeSwitch();
    network.firewall('ip daddr 224.0.0.0/4 drop', 'ip6 daddr ff00::/8 udp dport { 5353, 50671 } drop');
    await using bob = await startOn(network.machine(), 'Bob');
    await using alice = await startOn(network.machine(), 'Alice');
    await reaches(alice, bob);
    expect(troubles(await examine(alice))).toEqual(['multicast-broadcast-only']);
  });

  test('direct packets are blocked, and announcements are heard', async () => {
    using network = makeSwitch();
    network.firewall('udp dport 5000 drop', 'udp sport 5000 drop');
    await using bob = await startOn(network.machine(), 'Bob');
    await using alice = await startOn(network.machine(), 'Alice', { peers: [bob.address] });
    await eventually('Bob is heard', async () => (await alice.call('peers', {})).length > 0);
    expect(troubles(await examine(alice))).toEqual(['direct-blocked']);
  });

  test('of two interfaces one is dead', async () => {
    using network = makeSwitch();
    using second = makeSwitch('10.78.0');
    const [here, near, far] = [network.machine(), network.machine(), second.machine()];
    here.plug(second);
    await using bob = await startOn(near, 'Bob', without);
    await using carol = await startOn(far, 'Carol', without);
    await using alice = await startOn(here, 'Alice', { ...without, peers: [bob.address, carol.address] });
    await Promise.all([reaches(alice, bob), reaches(alice, carol)]);
    second.split([far]);
    await eventually('what Carol said is past', async () =>
      (await alice.call('peers', {})).every(
        ({ address, lastHeard }) => address !== carol.address || Date.now() - (lastHeard ?? 0) > 7_000,
      ),
    );
    const findings = await examine(alice);
    expect(troubles(findings)).toEqual(['interface-dead']);
    expect(valuesOf(findings, 'interface-dead')).toEqual({ interface: 'eth1', count: 1 });
  });

  test('of two interfaces one is unplugged', async () => {
    using network = makeSwitch();
    using second = makeSwitch('10.78.0');
    const [here, near, far] = [network.machine(), network.machine(), second.machine()];
    here.plug(second);
    await using bob = await startOn(near, 'Bob', without);
    await using carol = await startOn(far, 'Carol', without);
    here.link('eth1', 'down');
    await using alice = await startOn(here, 'Alice', { ...without, peers: [bob.address, carol.address] });
    await reaches(alice, bob);
    const findings = await examine(alice);
    expect(troubles(findings)).toEqual(['interface-down']);
    expect(valuesOf(findings, 'interface-down')).toEqual({ interface: 'eth1', count: 1 });
  });

  test('it listens on one network, and the others are on another', async () => {
    using network = makeSwitch();
    using second = makeSwitch('10.78.0');
    const here = network.machine();
    const own = here.plug(second);
    await using bob = await startOn(network.machine(), 'Bob', without);
    await using alice = await startOn(here, 'Alice', {
      ...without,
      gossip: { host: own, port: 5000 },
      peers: [bob.address],
    });
    expect(troubles(await examine(alice))).toEqual(['wrong-interface']);
  });

  test('the port is taken', async () => {
    using network = makeSwitch();
    const here = network.machine();
    await using other = await startOn(here, 'Other', { ...without, gossip: { host: '0.0.0.0', port: 5000 } });
    await using bob = await startOn(network.machine(), 'Bob', without);
    await using alice = await startOn(here, 'Alice', {
      ...without,
      gossip: { host: '0.0.0.0', port: { firstFreeFrom: 5000 } },
      peers: [bob.address],
    });
    await reaches(alice, bob);
    const findings = await examine(alice);
    expect(other.address).toMatch(/:5000$/);
    expect(troubles(findings)).toEqual(['port-taken']);
    expect(valuesOf(findings, 'port-taken')).toEqual({ wanted: '5000', port: '5001' });
  });

  test('the other one is in another group', async () => {
    using network = makeSwitch();
    await using bob = await startOn(network.machine(), 'Bob', { group: 'chess' });
    await using alice = await startOn(network.machine(), 'Alice', { peers: [bob.address] });
    const findings = await examine(alice);
    expect(troubles(findings)).toEqual(['peer-other-group', 'other-group']);
    expect(valuesOf(findings, 'peer-other-group')).toEqual({ peer: `Bob (${bob.address})`, group: 'chess' });
  });

  test('the other one is in another group, and only its packets tell', async () => {
    using network = makeSwitch();
    const [here, there] = [network.machine(), network.machine()];
    await using bob = await startOn(there, 'Bob', { ...without, group: 'chess', peers: [`${here.address}:5000`] });
    await using alice = await startOn(here, 'Alice', { ...without, peers: [bob.address] });
    await eventually(
      'a packet of it came',
      async () => ((await alice.call('metrics', {}))['gossip_wrong_group'] ?? 0) > 0,
    );
    expect(troubles(await examine(alice))).toEqual(['peer-strange-group']);
  });

  test('the other one has gone: its program, or its machine', async () => {
    using network = makeSwitch();
    const [here, there, third] = [network.machine(), network.machine(), network.machine()];
    await using bob = await startOn(there, 'Bob', without);
    await using carol = await startOn(third, 'Carol', without);
    await using alice = await startOn(here, 'Alice', { ...without, peers: [bob.address, carol.address] });
    await Promise.all([reaches(alice, bob), reaches(alice, carol)]);
    await bob.kill();
    const ended = await examine(alice);
    expect(troubles(ended)).toEqual(['peer-gone']);
    expect(valuesOf(ended, 'peer-gone')).toEqual({ peer: `Bob (${bob.address})` });
    there.link('eth0', 'down');
    await eventually('what Bob said is past', async () =>
      (await alice.call('peers', {})).every(
        ({ address, lastHeard }) => address !== bob.address || Date.now() - (lastHeard ?? 0) > 7_000,
      ),
    );
    // Which of the two depends on how long the system goes on believing in that machine.
    const [trouble, ...others] = troubles(await examine(alice));
    expect([['peer-away', 'peer-silent'].includes(trouble ?? ''), others]).toEqual([true, []]);
  });
});
