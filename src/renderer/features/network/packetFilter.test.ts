import { expect, test } from 'vitest';
import { fakePackets } from '../../lib/fakeNetwork.ts';
import { filterPackets } from './packetFilter.ts';

const packets = fakePackets([], 0, 16);
const seqs = (kind: Parameters<typeof filterPackets>[1]['kind'], text = '') =>
  filterPackets(packets, { kind, text }, ({ seq, kind: own }) => `Packet ${seq} ${own}`).map(({ seq }) => seq);

test('without a filter, all of them, and the same list', () => {
  expect(filterPackets(packets, { kind: undefined, text: ' ' }, () => '')).toBe(packets);
});

test('by kind, by all words whatever their case, and by both', () => {
  expect(seqs('private')).toEqual([5, 13]);
  expect(seqs(undefined, 'PACKET 13')).toEqual([13]);
  expect(seqs('private', '5 packet')).toEqual([5]);
  expect(seqs('status', 'digest')).toEqual([]);
});
