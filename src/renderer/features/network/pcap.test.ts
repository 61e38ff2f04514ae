import { expect, test } from 'vitest';
import { fakePackets } from '../../lib/fakeNetwork.ts';
import { pcapOf } from './pcap.ts';

const [packet] = fakePackets([], 1_700_000_000_123, 1);
const self = { addresses: ['192.168.1.14:5000', '[2001:db8::7]:5000'], port: 5000 };
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const of = (more: object) => hex(pcapOf([{ ...packet!, at: 1_700_000_000_123, raw: 'GgA=', ...more }], self));

// oxlint-disable no-useless-concat -- one field a piece
const HEAD = 'd4c3b2a1020004000000000000000000' + '27000100' + '65000000';

test('an empty capture is its header', () => {
  expect(hex(pcapOf([], self))).toBe(HEAD);
});

test('IPv4: the time, made-up headers with right sums, and the bytes as they were', () => {
  expect(of({ direction: 'sent', address: '192.168.1.20:5001' })).toBe(
    HEAD +
      '00f15365' +
      '78e00100' +
      '1e000000'.repeat(2) +
      '4500001e000000004011f75c' +
      'c0a8010e' +
      'c0a80114' +
      '13881389000a' +
      '3b56' +
      '1a00',
  );
});

test('received, the other end comes first; IPv6 with a zone', () => {
  const text = of({ direction: 'received', address: '[fe80::1%eth0]:5001' });
  expect(text.slice(80, 80 + 16)).toBe('60000000000a1140');
  expect(text.slice(96)).toMatch(
    /^fe80000000000000000000000000000120010db800000000000000000000000713891388000a....1a00$/,
  );
});

test('what has no bytes is left out', () => {
  expect(of({ raw: null })).toBe(HEAD);
});
