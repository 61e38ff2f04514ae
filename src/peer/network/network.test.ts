import { expect, test } from 'vitest';
import { loopback, started, temporaryFolder, until } from '../testing.ts';
import { createNetwork, MAX_ANSWER_BYTES } from './network.ts';
import { parseAddress } from '../../gossiper/names.ts';

const profile = (folder: string, name: string) => ({ kind: 'profile', folder, ephemeral: false, name }) as const;

test('two peers measure their link, and log its datagrams while somebody asks', async () => {
  using a = temporaryFolder();
  using b = temporaryFolder();
  await using alice = await started(loopback(profile(a.path, 'Alice')));
  await using bob = await started(loopback(profile(b.path, 'Bob'), { peers: [alice.gossipAddress] }));
  const link = () => {
    const network = alice.network({});
    return network.ok ? network.value.links[0] : undefined;
  };
  const packets = (after: number, raw = false) => {
    const answer = alice.packets({ after, limit: 500, raw });
    return answer.ok ? answer.value.packets : [];
  };
  await until(() => link()?.validated === true && link()?.roundTrip !== null);
  expect(packets(0)).toEqual([]);
  await bob.say({ text: 'a text that the log does not hold' });
  await until(() => packets(0).some(({ kind }) => kind === 'rumor'));
  const seen = packets(0);
  expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, n) => n + 1));
  expect(seen.find(({ kind }) => kind === 'rumor')).toMatchObject({
    direction: 'received',
    address: bob.gossipAddress,
    who: 'Bob',
    raw: null,
  });
  expect(JSON.stringify(seen)).not.toContain('a text');
  const [raw] = packets(seen[0]!.seq - 1, true);
  expect(Buffer.from(raw!.raw!, 'base64')).toHaveLength(raw!.bytes);

  await until(() => link()?.behind === 0 && link()?.ahead === 0 && (link()?.loss.of ?? 0) > 0);
  const { received, sent, loss, state, name } = link()!;
  expect({ loss: loss.lost, state, name }).toEqual({ loss: 0, state: 'reachable', name: 'Bob' });
  for (const flow of [received, sent]) {
    expect(flow.datagrams).toBeGreaterThan(1);
    expect(flow.bytesPerSecond).toBeGreaterThan(0);
  }
  const others = alice.figures();
  expect(received.datagrams).toBeLessThanOrEqual(others['socket_received'] ?? 0);
});

test(`raw bytes of an answer are at most ${MAX_ANSWER_BYTES}, but one datagram always fits`, () => {
  const network = createNetwork();
  const who = () => ({ name: null, person: null });
  const ask = (after: number) => network.packets({ after, limit: 500, raw: true }, who).packets;
  ask(0);
  const bytes = new Uint8Array(65_536);
  for (let n = 0; n < 17; n++) network.count('sent', parseAddress('10.0.0.1:1')!, bytes);
  expect(ask(0)).toHaveLength(16);
  expect(ask(16)).toHaveLength(1);
});
