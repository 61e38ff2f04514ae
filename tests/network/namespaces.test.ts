import { describe, expect, test } from 'vitest';
import { eventually, startOn } from './support/machinePeer.ts';
import { makeSwitch, whyNoNamespaces } from './support/namespaces.ts';

const why = whyNoNamespaces();

describe.skipIf(why !== undefined)(`machines of our own${why === undefined ? '' : `: ${why}`}`, () => {
  test('two peers on two machines know each other, and a cut network keeps them apart', async () => {
    using network = makeSwitch();
    const [a, b] = [network.machine(), network.machine()];
    await using alice = await startOn(a, 'Alice');
    await using bob = await startOn(b, 'Bob', { peers: [alice.address] });
    const sees = async (state: string): Promise<boolean> =>
      (await bob.call('peers', {})).some((peer) => peer.address === alice.address && peer.state === state);
    await eventually('Bob reaches Alice', () => sees('reachable'));

    network.split([b]);
    await alice.call('say', { text: 'while apart' });
    const texts = async (): Promise<string[]> =>
      (await bob.call('messages', { limit: 10 })).messages.map(({ text }) => text);
    expect(await texts()).toEqual([]);
    network.heal();
    await eventually('Bob hears what was said', async () => (await texts()).includes('while apart'));
  });
});
