import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Deadly, decodeCourse, encodeCourse, type CoursePacket } from './courseWire.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

// From the datagrams captured from Go Peersters.
const captured: [string, CoursePacket][] = [
  [
    '12170a014110031a10576561746865725f69735f636c656172',
    { type: 'rumor', rumor: { origin: 'A', id: 3, text: 'Weather_is_clear' } },
  ],
  ['12070a014110011a00', { type: 'rumor', rumor: { origin: 'A', id: 1, text: '' } }],
  ['1a00', { type: 'status', want: [] }],
  ['1a070a050a01421002', { type: 'status', want: [{ origin: 'B', nextId: 2 }] }],
  [
    '0a250a0141120e3132372e302e302e313a353030301a10576561746865725f69735f636c656172',
    { type: 'simple', name: 'A', relay: '127.0.0.1:5000', contents: 'Weather_is_clear' },
  ],
];

test.each(captured)('reads and writes %s as Go does', (bytes, packet) => {
  expect(decodeCourse(hex(bytes))).toEqual(packet);
  expect(packet.type !== 'other' && Buffer.from(encodeCourse(packet)).toString('hex')).toBe(bytes);
});

test('what comes after the fields it knows is skipped; one that comes before makes it miss the rest', () => {
  const rumor = { type: 'rumor', rumor: { origin: 'A', id: 1, text: 'x' } };
  expect(decodeCourse(hex('12080a014110011a01788201080000000000000000'))).toEqual(rumor);
  expect(decodeCourse(hex('12110a014110011a01788001058a01036162638201080000000000000000'))).toEqual(rumor);
  expect(decodeCourse(hex('120b8001050a014110011a0178'))).toEqual({
    type: 'rumor',
    rumor: { origin: '', id: 0, text: '' },
  });
});

test.each([
  ['a message cut off', '12170a0141'],
  ['a varint without end', '1a070a050a014210ff'],
  ['NextID 0', '1a070a050a01421000'],
  ['NextID missing', '1a050a030a0142'],
  ['a DataReply', '32080a014112014318092200'],
  ['a HashValue of 2 bytes', '2a0c0a01431201411809220201ff'],
  ['field 9', '4a00'],
  ['field 10', '5200'],
  ['a group mark alone', '8201080000000000000000'],
  ['two messages', '12070a014110011a001a00'],
])('dies of %s', (_what, bytes) => {
  expect(() => decodeCourse(hex(bytes))).toThrow(Deadly);
});

const text = (length: number): Uint8Array =>
  encodeCourse({ type: 'rumor', rumor: { origin: 'A', id: 1, text: 'x'.repeat(length) } });

test('dies above 9,000 bytes only', () => {
  const longest = 9_000 - text(8_900).length + 8_900;
  expect(decodeCourse(text(longest)).type).toBe('rumor');
  expect(() => decodeCourse(text(longest + 1))).toThrow(Deadly);
});

test('decoding undoes encoding, and any bytes at all are read or die', () => {
  const bytes = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)) });
  const id = fc.integer({ min: 1, max: 0xffff_ffff });
  const packet = fc.oneof(
    fc.record({ type: fc.constant('rumor' as const), rumor: fc.record({ origin: bytes, id, text: bytes }) }),
    fc.record({ type: fc.constant('status' as const), want: fc.array(fc.record({ origin: bytes, nextId: id })) }),
    fc.record({ type: fc.constant('simple' as const), name: bytes, relay: bytes, contents: bytes }),
  );
  fc.assert(
    fc.property(packet, (sent) => {
      expect(decodeCourse(encodeCourse(sent))).toEqual(sent);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (datagram) => {
      try {
        decodeCourse(datagram);
      } catch (error) {
        expect(error).toBeInstanceOf(Deadly);
      }
    }),
    { numRuns: 1_000 },
  );
});
