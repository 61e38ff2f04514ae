/** Any bytes at all: a packet or nothing, never a throw, and no more work than the bytes' number. */
import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import * as any from '../../tests/wire/arbitraryPackets.ts';
import { bytesField, concat, textField, uintField, varint } from '../../tests/wire/rawFields.ts';
import { vectors } from '../../tests/wire/vectors.ts';
import { decodeClientMessage, decodeOrWhy, encodeClientMessage, encodePacket, rumorCodec } from './index.ts';
import { Reader } from './reader.ts';

/** All that a datagram can set off here; what was decoded must be writable again, and read back alike. */
function survive(bytes: Uint8Array): void {
  const packet = decodeOrWhy(bytes);
  if (typeof packet !== 'string') {
    const again = encodePacket(packet);
    expect(decodeOrWhy(again)).toEqual(packet);
    if (packet.message.type === 'rumor') rumorCodec.claims(packet.message.rumor);
  }
  const message = decodeClientMessage(bytes);
  if (message !== undefined) expect(decodeClientMessage(encodeClientMessage(message))).toEqual(message);
}

const mutation = fc.record({
  bytes: fc.constantFrom(...vectors.map(({ bytes }) => bytes.subarray(0, 600))),
  changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
  cut: fc.nat(),
  inserted: fc.tuple(fc.nat(), fc.uint8Array({ maxLength: 12 })),
});

describe('never a throw', () => {
  test('random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), survive), { numRuns: 3_000 });
  });

  test('random fields', () => {
    const field = fc.tuple(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 7 }),
      fc.uint8Array({ maxLength: 20 }),
    );
    const fields = fc
      .array(field, { maxLength: 6 })
      .map((list) =>
        concat(
          ...list.map(([number, wire, body]) =>
            concat(varint(number * 8 + wire), wire === 2 ? varint(body.length) : body, body),
          ),
        ),
      );
    const outer = fc.tuple(fc.integer({ min: 1, max: 8 }), fields).map(([number, body]) => bytesField(number, body));
    fc.assert(fc.property(fc.oneof(fields, outer), survive), { numRuns: 3_000 });
  });

  test('captured datagrams with bytes changed, put in and cut off', () => {
    fc.assert(
      fc.property(mutation, ({ bytes, changes, cut, inserted: [place, more] }) => {
        const changed = Uint8Array.from(bytes);
        for (const [at, byte] of changes) changed[at % changed.length] = byte;
        const split = place % (changed.length + 1);
        const longer = concat(changed.subarray(0, split), more, changed.subarray(split));
        survive(changed);
        survive(longer);
        survive(longer.subarray(0, cut % (longer.length + 1)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('every cut of every captured datagram', () => {
    for (const { bytes } of vectors) {
      for (let size = 0; size < Math.min(bytes.length, 400); size++) survive(bytes.subarray(0, size));
    }
  });

  test('our own packets with one bit turned', () => {
    fc.assert(
      fc.property(any.packet, fc.nat(), fc.nat({ max: 7 }), (packet, place, bit) => {
        const bytes = encodePacket(packet);
        const at = place % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
        survive(bytes);
      }),
      { numRuns: 1_000 },
    );
  });

  test('extensions that did not come from the wire', () => {
    fc.assert(
      fc.property(any.rumor, fc.uint8Array({ maxLength: 100 }), any.group, (rumor, extensions, group) => {
        rumorCodec.claims({ ...rumor, extensions });
        rumorCodec.signedBytes(group, { ...rumor, extensions });
      }),
    );
  });
});

describe('linear time, counted', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Fields visited and bytes copied or made into text: all the work there is besides reading each byte. */
  function work(bytes: Uint8Array): number {
    const copied = vi.spyOn(Reader.prototype, 'copy');
    const text = vi.spyOn(Reader.prototype, 'string');
    const visited = vi.spyOn(Reader.prototype, 'next');
    decodeOrWhy(bytes);
    decodeClientMessage(bytes);
    const octets = copied.mock.results.reduce(
      (sum, { value }) => sum + (value instanceof Uint8Array ? value.length : 0),
      0,
    );
    const letters = text.mock.results.reduce(
      (sum, { value }) => sum + (typeof value === 'string' ? value.length : 0),
      0,
    );
    const fields = visited.mock.calls.length;
    vi.restoreAllMocks();
    return octets + letters + fields;
  }

  const repeated = (head: Uint8Array, unit: Uint8Array, size: number): Uint8Array => {
    const count = Math.floor((size - head.length) / unit.length);
    return concat(head, ...Array.from({ length: count }, () => unit));
  };
  const name = textField(1, 'A');

  test.each<[string, (size: number) => Uint8Array]>([
    ['zeros', (size) => new Uint8Array(size)],
    ['zeros, then a one', (size) => concat(new Uint8Array(size - 1), Uint8Array.of(1))],
    ['0xff', (size) => new Uint8Array(size).fill(0xff)],
    ['empty Statuses', (size) => repeated(new Uint8Array(0), bytesField(3, new Uint8Array(0)), size)],
    ['unknown fields', (size) => repeated(new Uint8Array(0), uintField(11, 0), size)],
    [
      'zeros after zeros in unknown fields',
      (size) => repeated(new Uint8Array(0), bytesField(50, new Uint8Array(20)), size),
    ],
    ['bad Want entries', (size) => bytesField(3, repeated(name, bytesField(1, new Uint8Array(0)), size))],
    [
      'long names in Want',
      (size) => bytesField(3, repeated(new Uint8Array(0), bytesField(1, textField(1, 'x'.repeat(1_000))), size)),
    ],
    ['names that come again', (size) => bytesField(2, repeated(name, textField(1, 'x'.repeat(200)), size))],
    ['texts that come again', (size) => bytesField(2, repeated(name, textField(3, 'x'.repeat(200)), size))],
    ['extensions in pieces', (size) => bytesField(2, repeated(name, concat(uintField(16, 1), uintField(40, 1)), size))],
    ['empty keywords', (size) => bytesField(7, repeated(name, textField(3, ''), size))],
    ['chunk maps in pieces', (size) => bytesField(8, bytesField(4, repeated(name, uintField(3, 1), size)))],
    ['client keywords of commas', (size) => repeated(name, textField(5, ','.repeat(100)), size)],
    ['invalid UTF-8', (size) => bytesField(1, bytesField(3, new Uint8Array(Math.min(size, 8_000)).fill(0xfe)))],
  ])('%s', (_, datagram) => {
    for (const size of [4_000, 8_000, 16_000, 32_000, 64_000]) {
      const bytes = datagram(size);
      // A rumor's extensions in pieces are joined again and again, but they end at 512 bytes: at most 256 joins.
      expect(work(bytes)).toBeLessThanOrEqual(4 * bytes.length + 1_000);
    }
  });
});
