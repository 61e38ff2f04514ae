import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../gossiper/names.ts';
import * as any from '../../tests/wire/arbitraryPackets.ts';
import { bytesField, concat, fromHex, textField, uintField, walk } from '../../tests/wire/rawFields.ts';
import { decodeOrWhy, decodePacket, encodePacket } from './index.ts';

const rumorFields = concat(textField(1, 'A'), uintField(2, 7), textField(3, 'hi'));

describe('laws', () => {
  test('decode(encode(p)) is p', () => {
    fc.assert(
      fc.property(any.packet, (packet) => {
        expect(decodeOrWhy(encodePacket(packet))).toEqual(packet);
      }),
      { numRuns: 500 },
    );
  });

  test('decoding keeps what it read: encode(decode(b)) decodes to the same', () => {
    fc.assert(
      fc.property(any.packet, fc.array(any.foreignField, { maxLength: 3 }), (packet, foreign) => {
        const tolerated = decodePacket(concat(encodePacket(packet), ...foreign));
        expect(tolerated).toEqual(packet);
      }),
    );
  });

  test('what is written has ascending fields at every level, and ours come last', () => {
    fc.assert(
      fc.property(any.packet, (packet) => {
        const outer = walk(encodePacket(packet));
        expectAscending(outer.map(({ field }) => field));
        for (const { field, payload } of outer)
          if (field < 9) expectAscending(walk(payload).map((inner) => inner.field));
      }),
      { numRuns: 300 },
    );
  });

  test('the order of fields in a datagram means nothing, but that of the extensions', () => {
    fc.assert(
      fc.property(any.packet, fc.infiniteStream(fc.nat()), (packet, dice) => {
        const [message, ...rest] = walk(encodePacket(packet));
        if (message === undefined || message.field > 8) return;
        const inner = shuffled(walk(message.payload), dice);
        const again = bytesField(message.field, concat(...inner.map(({ whole }) => whole)));
        const decoded = decodeOrWhy(concat(...rest.map(({ whole }) => whole), again));
        expect(decoded).toEqual(packet);
      }),
    );
  });
});

/** Singular fields anywhere; repeated ones and extensions keep their order among each other. */
function shuffled<T extends { field: number }>(fields: readonly T[], dice: Iterator<number>): T[] {
  const keyed = fields.map((field) => ({ field, key: Number(dice.next().value) }));
  const order = keyed.toSorted((a, b) => a.key - b.key).map(({ field }) => field);
  const kept = (one: T): number => (one.field >= 16 && one.field < 32 ? 16 : one.field);
  const queues = new Map<number, T[]>();
  for (const one of fields) queues.set(kept(one), [...(queues.get(kept(one)) ?? []), one]);
  return order.map((one) => queues.get(kept(one))!.shift()!);
}

function expectAscending(fields: readonly number[]): void {
  expect(fields).toEqual(fields.toSorted((a, b) => a - b));
}

describe('the envelope', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['only zeros', '000000', 'empty'],
    ['only a mark', '8201080011223344556677', 'empty'],
    ['two messages', '1a001a00', 'malformed'],
    ['two kinds', '1a0012070a014110011a00', 'malformed'],
    ['a mark of 7 bytes', '1a00820107001122334455', 'malformed'],
    ['a message that is a number', '1801', 'malformed'],
    ['a truncated message', '12070a014110011a', 'malformed'],
    ['a length beyond the end', '1a05', 'malformed'],
    ['an unknown fixed32 cut short', '1a005d000000', 'malformed'],
    ['an unknown fixed64 beyond its message', '1a04990600008201080011223344556677', 'malformed'],
    ['zeros, then something', '1a0000001a00', 'malformed'],
    ['a group (wire type 3)', '1a00a303a403', 'malformed'],
    ['field 9', '4a00', 'ignoredKind'],
    ['field 10', '5200', 'ignoredKind'],
    ['an ID of 0', '12070a014110001a00', 'malformed'],
    ['no origin', '120410011a00', 'malformed'],
    ['an ID above uint32', '120c0a014110808080801010011a00', 'malformed'],
    ['a varint of eleven bytes', '120d10808080808080808080808001', 'malformed'],
    ['a varint above 64 bits', '3a0e0a014110ffffffffffffffffff02', 'malformed'],
  ])('%s', (_, hex, why) => {
    expect(decodeOrWhy(fromHex(hex))).toBe(why);
  });

  test('missing fields read as zero or empty', () => {
    expect(decodePacket(fromHex('0a00'))?.message).toEqual({
      type: 'simple',
      originalName: '',
      relayPeerAddr: '',
      contents: '',
    });
    expect(decodePacket(fromHex('12050a01411001'))?.message).toMatchObject({ rumor: { origin: 'A', id: 1, text: '' } });
    expect(decodePacket(fromHex('22060a0141220142'))?.message).toMatchObject({ id: 0, text: '', hopLimit: 0 });
    expect(decodePacket(fromHex('3a030a0141'))?.message).toMatchObject({ budget: 0, keywords: [] });
  });

  test('varints of ten bytes are read, and a budget above 2^53 is clamped', () => {
    expect(decodePacket(fromHex('12100a014110818080808080808080001a00'))?.message).toMatchObject({
      rumor: { id: 1 },
    });
    const most = decodePacket(fromHex('3a0e0a014110ffffffffffffffffff01'));
    expect(most?.message).toMatchObject({ budget: Number.MAX_SAFE_INTEGER });
  });

  test('a field that comes again counts as it came last', () => {
    expect(decodePacket(bytesField(2, concat(rumorFields, textField(3, 'ho'))))?.message).toMatchObject({
      rumor: { text: 'ho' },
    });
  });

  test('what was decoded shares no memory with the datagram', () => {
    const bytes = Buffer.from(
      encodePacket({ message: { type: 'control', control: { kind: 'unknown', body: bytesOf('body') } } }),
    );
    const packet = decodePacket(bytes);
    bytes.fill(0);
    expect(packet?.message).toEqual({ type: 'control', control: { kind: 'unknown', body: bytesOf('body') } });
  });
});
