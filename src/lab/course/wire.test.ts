import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientVectors, packetVectors } from '../../../tests/wire/vectors.ts';
import { decodeCommand, encodeCommand, type CourseCommand } from './clientMessage.ts';
import { Deadly } from './fields.ts';
import { decodeCourse, encodeCourse, type CoursePacket } from './wire.ts';

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
  expect(Buffer.from(encodeCourse(packet)).toString('hex')).toBe(bytes);
});

const isYearly = ({ kind }: { kind: string }): boolean => /Publish|TLC|Ack/.test(kind);
const ofPeers = packetVectors.filter((vector) => !isYearly(vector) && !vector.name.startsWith('seed'));

test('reads every datagram that was captured between Go peers, and writes the same bytes', () => {
  expect(new Set(ofPeers.map(({ kind }) => kind)).size).toBe(8);
  for (const { bytes } of ofPeers) expect(Buffer.from(encodeCourse(decodeCourse(bytes)))).toEqual(Buffer.from(bytes));
});

test('dies of those that mean something else each year', () => {
  const yearly = packetVectors.filter(isYearly);
  expect(yearly.length).toBeGreaterThan(5);
  for (const { bytes } of yearly) expect(() => decodeCourse(bytes)).toThrow(Deadly);
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
  ['a DataReply without a hash', '32080a014112014318092200'],
  ['a HashValue of 2 bytes', '2a0c0a01431201411809220201ff'],
  ['field 9', '4a00'],
  ['field 10', '5200'],
  ['a group mark alone', '8201080000000000000000'],
  ['two messages', '12070a014110011a001a00'],
])('dies of %s', (_what, bytes) => {
  expect(() => decodeCourse(hex(bytes))).toThrow(Deadly);
});

test('reads every message of a client that was captured, but those with empty optional fields', () => {
  const readable = clientVectors.filter(({ name }) => /go-2019-[ab]/.test(name));
  expect(readable.length).toBeGreaterThanOrEqual(12);
  for (const { bytes, decoded } of readable) {
    const isEmpty = Object.entries(decoded).some(([field, value]) => field !== 'Text' && (value === '' || value === 0));
    if (isEmpty) continue;
    const command = decodeCommand(bytes);
    expect(decodeCommand(encodeCommand(command))).toEqual(command);
  }
  expect(() => decodeCommand(hex('0a0012001a08746573742e747874'))).toThrow(Deadly);
});

test.each<[string, CourseCommand]>([
  ['0a0161', { type: 'text', text: 'a' }],
  ['0a0161120143', { type: 'private', text: 'a', destination: 'C' }],
  ['0a001a08746573742e747874', { type: 'share', file: 'test.txt' }],
  [
    `0a001201411a06646c2e7478742220${'0d'.repeat(32)}`,
    { type: 'download', file: 'dl.txt', root: '0d'.repeat(32), destination: 'A' },
  ],
  ['0a002a0574652c73743005', { type: 'search', keywords: ['te', 'st'], budget: 5 }],
  ['0a002a0474657374', { type: 'search', keywords: ['test'], budget: undefined }],
])('reads and writes the client message %s', (bytes, command) => {
  expect(decodeCommand(hex(bytes))).toEqual(command);
  expect(Buffer.from(encodeCommand(command)).toString('hex')).toBe(bytes);
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
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((raw) => Buffer.from(raw).toString('hex'));
  const way = { origin: bytes, destination: bytes, hopLimit: fc.nat(20) };
  const result = fc.record({ name: bytes, root: hash, chunks: fc.array(id), chunkCount: id });
  const packet = fc.oneof(
    fc.record({ type: fc.constant('rumor' as const), rumor: fc.record({ origin: bytes, id, text: bytes }) }),
    fc.record({ type: fc.constant('status' as const), want: fc.array(fc.record({ origin: bytes, nextId: id })) }),
    fc.record({ type: fc.constant('simple' as const), name: bytes, relay: bytes, contents: bytes }),
    fc.record({ type: fc.constant('private' as const), ...way, id, text: bytes }),
    fc.record({ type: fc.constant('dataRequest' as const), ...way, hash }),
    fc.record({ type: fc.constant('dataReply' as const), ...way, hash, data: fc.uint8Array({ maxLength: 8_192 }) }),
    fc.record({ type: fc.constant('searchRequest' as const), origin: bytes, budget: id, keywords: fc.array(bytes) }),
    fc.record({ type: fc.constant('searchReply' as const), ...way, results: fc.array(result) }),
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
