import { expect, test } from 'vitest';
import { parseAddress } from '../../gossiper/names.ts';
import { MAX_COUNTED, Traffic } from './traffic.ts';

const at = (n: number) => parseAddress(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}:5000`)!;

test('it counts each address and direction for itself, in all and a second', () => {
  const traffic = new Traffic();
  traffic.count('sent', at(1), 100, 0);
  traffic.count('sent', at(1), 300, 1_000);
  traffic.count('received', at(1), 50, 2_000);
  traffic.count('received', at(2), 7, 2_000);
  const { sent, received } = traffic.view(at(1), 2_000);
  expect(sent).toEqual({ datagrams: 2, bytes: 400, datagramsPerSecond: 1, bytesPerSecond: 200 });
  expect(received).toMatchObject({ datagrams: 1, bytes: 50 });
  expect(traffic.view(at(1), 60_000).sent).toEqual({
    datagrams: 2,
    bytes: 400,
    datagramsPerSecond: 0,
    bytesPerSecond: 0,
  });
  expect(traffic.view(at(3), 0).sent.datagrams).toBe(0);
});

test(`at most ${MAX_COUNTED} addresses are counted`, () => {
  const traffic = new Traffic();
  for (let n = 0; n < MAX_COUNTED; n++) traffic.count('received', at(n), 1, 0);
  expect(traffic.view(at(0), 0).received.datagrams).toBe(1);
  traffic.count('received', at(MAX_COUNTED), 1, 0);
  expect([traffic.size, traffic.view(at(0), 0).received.datagrams]).toEqual([MAX_COUNTED, 0]);
});
