/** Joining with no address typed, on machines of their own (namespaces.ts). */
import { describe, expect, test } from 'vitest';
import type { Nearby } from '../../src/api/contract.ts';
import { eventually, startOn, type MachinePeer } from './support/machinePeer.ts';
import { makeSwitch, whyNoNamespaces, type Switch } from './support/namespaces.ts';

const why = whyNoNamespaces();

const reachable = async (peer: MachinePeer): Promise<Set<string | null>> =>
  new Set((await peer.call('peers', {})).flatMap(({ state, origin }) => (state === 'reachable' ? [origin] : [])));

/** Every one reaches every other, at whatever address. */
async function everyoneKnowsEveryone(peers: readonly MachinePeer[]): Promise<boolean> {
  const known = await Promise.all(peers.map(reachable));
  return known.every((origins) => origins.size >= peers.length - 1);
}

const textsOf = async (peer: MachinePeer): Promise<string[]> =>
  (await peer.call('messages', { limit: 500 })).messages.map(({ text }) => text);

const stateOf = async (peer: MachinePeer, name: string): Promise<Nearby['state'] | undefined> =>
  (await peer.call('nearby', {})).find((one) => one.name === name)?.state;

describe.skipIf(why !== undefined)(`finding each other${why === undefined ? '' : `: ${why}`}`, () => {
  test('two people who typed nothing but their names chat', async () => {
    using network = makeSwitch();
    const [a, b] = [network.machine(), network.machine()];
    await using ana = await startOn(a, 'Ana');
    await using bo = await startOn(b, 'Bo');
    await ana.call('say', { text: 'hello' });
    await eventually('Bo hears Ana', async () => (await textsOf(bo)).includes('hello'));
    await bo.call('say', { text: 'hello yourself' });
    await eventually('Ana hears Bo', async () => (await textsOf(ana)).includes('hello yourself'));
    await eventually('each shows the other', async () => (await stateOf(ana, 'Bo')) === 'here');
  });

  test.each<[string, (network: Switch) => void]>([
    ['broadcast and unicast only', (network) => network.firewall('pkttype multicast drop')],
    ['multicast and unicast only', (network) => network.firewall('pkttype broadcast meta protocol ip drop')],
    ['mDNS and unicast only', (network) => network.firewall('udp dport 50671 drop')],
    ['IPv6 only', (network) => network.firewall('meta protocol ip drop')],
  ])('a network that carries %s', async (_, limit) => {
    using network = makeSwitch();
    limit(network);
    const [a, b] = [network.machine(), network.machine()];
    await using ana = await startOn(a, 'Ana');
    await using bo = await startOn(b, 'Bo');
    await eventually('they reach each other', () => everyoneKnowsEveryone([ana, bo]));
    await ana.call('say', { text: 'hello' });
    await eventually('Bo hears Ana', async () => (await textsOf(bo)).includes('hello'));
  });

  test('of another group: shown with its group, and left alone', async () => {
    using network = makeSwitch();
    const [a, b] = [network.machine(), network.machine()];
    await using ana = await startOn(a, 'Ana');
    await using bo = await startOn(b, 'Bo', { group: 'kitchen', openToCourse: false });
    await eventually('Ana sees Bo', async () => (await stateOf(ana, 'Bo')) === 'otherGroup');
    expect(await ana.call('nearby', {})).toMatchObject([{ name: 'Bo', group: 'kitchen' }]);
    expect(await reachable(bo)).toEqual(new Set());
  });

  test('switched off, nobody finds it and it finds nobody; switched on, they meet', async () => {
    using network = makeSwitch();
    const [a, b, c] = [network.machine(), network.machine(), network.machine()];
    await using ana = await startOn(a, 'Ana', { discovery: false });
    await using bo = await startOn(b, 'Bo');
    await using cy = await startOn(c, 'Cy');
    await eventually('Bo and Cy meet', () => everyoneKnowsEveryone([bo, cy]));
    expect([await ana.call('nearby', {}), await stateOf(bo, 'Ana')]).toEqual([[], undefined]);
    await ana.call('changeSettings', { discovery: true });
    await eventually('all meet', () => everyoneKnowsEveryone([ana, bo, cy]));
  });

  test('a cable that is plugged in later, and one that leads nowhere', async () => {
    using network = makeSwitch();
    using nowhere = makeSwitch('10.88.0');
    const [a, b] = [network.bare(), network.machine()];
    a.plug(nowhere);
    await using ana = await startOn(a, 'Ana');
    await using bo = await startOn(b, 'Bo');
    a.plug(network);
    await eventually('they meet by the new cable', () => everyoneKnowsEveryone([ana, bo]));
  });

  test('who leaves says so', async () => {
    using network = makeSwitch();
    const [a, b] = [network.machine(), network.machine()];
    await using ana = await startOn(a, 'Ana');
    await using bo = await startOn(b, 'Bo');
    await eventually('Ana sees Bo', async () => (await stateOf(ana, 'Bo')) === 'here');
    await bo.close();
    await eventually('Bo is gone', async () => (await stateOf(ana, 'Bo')) === undefined);
  });

  test('twenty on a bridge know each other; cut in two and joined again, all are in sync', async () => {
    using network = makeSwitch();
    const machines = Array.from({ length: 20 }, () => network.machine());
    await using stack = new AsyncDisposableStack();
    const peers = await Promise.all(machines.map(async (machine, n) => stack.use(await startOn(machine, `P${n}`))));
    await eventually('everyone knows everyone', () => everyoneKnowsEveryone(peers));
    network.split(machines.slice(0, 10));
    for (const [n, peer] of peers.entries()) await peer.call('say', { text: `said apart by ${n}` });
    const hearsHalf = async (peer: MachinePeer): Promise<boolean> => (await textsOf(peer)).length === 10;
    await eventually('each half is in sync', async () => (await Promise.all(peers.map(hearsHalf))).every(Boolean));
    network.heal();
    const hearsAll = async (peer: MachinePeer): Promise<boolean> => (await textsOf(peer)).length === 20;
    await eventually('all are in sync', async () => (await Promise.all(peers.map(hearsAll))).every(Boolean));
  });
});
