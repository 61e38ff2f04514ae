import { expect, test } from 'vitest';
import { fakePackets } from '../../lib/fakeNetwork.ts';
import { emptyLog, MAX_SHOWN, withPage } from './packetWindow.ts';

const all = fakePackets([], 0, MAX_SHOWN + 10);
const page = (from: number, to: number) => all.slice(from - 1, to);

test('pages follow each other; what the peer had dropped is counted, but not what was before the first', () => {
  const first = withPage(emptyLog, 0, page(4, 6), 6);
  expect([first.packets.length, first.missed]).toEqual([3, 0]);
  const next = withPage(first, 6, page(9, 10), 10);
  expect([next.packets.map(({ seq }) => seq), next.missed]).toEqual([[4, 5, 6, 9, 10], 2]);
});

test('another run of the peer begins anew', () => {
  const first = withPage(emptyLog, 0, page(1, 9), 9);
  expect(withPage(first, 9, page(1, 2), 2).packets.map(({ seq }) => seq)).toEqual([1, 2]);
});

test(`the newest ${MAX_SHOWN} are held`, () => {
  const full = withPage(emptyLog, 0, page(1, MAX_SHOWN), MAX_SHOWN);
  expect([full.packets.length, full.packets[0]?.seq]).toEqual([MAX_SHOWN, 1]);
  const more = withPage(full, MAX_SHOWN, page(MAX_SHOWN + 1, MAX_SHOWN + 1), MAX_SHOWN + 1);
  expect([more.packets.length, more.packets[0]?.seq]).toEqual([MAX_SHOWN, 2]);
});
