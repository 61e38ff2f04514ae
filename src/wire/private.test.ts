import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as any from '../../tests/wire/arbitraryPackets.ts';
import { bytesField, concat, textField, uintField } from '../../tests/wire/rawFields.ts';
import type { Private } from '../gossiper/packet.ts';
import { asSeedOrder, decodeOrWhy, encodePacket } from './index.ts';

const datagram = (third: string, fourth: string): Uint8Array =>
  bytesField(4, concat(textField(1, 'A'), uintField(2, 1), textField(3, third), textField(4, fourth), uintField(5, 9)));

function read(bytes: Uint8Array): Private | undefined {
  const packet = decodeOrWhy(bytes);
  return typeof packet !== 'string' && packet.message.type === 'private' ? packet.message : undefined;
}

describe('the seed’s order', () => {
  test('is read on request: the same bytes, Destination at 3 and Text at 4', () => {
    const usual = read(datagram('C', 'Night'));
    expect(usual).toEqual({ type: 'private', origin: 'A', id: 1, text: 'C', destination: 'Night', hopLimit: 9 });
    const seeds = asSeedOrder(usual!);
    expect(seeds).toEqual({ ...usual, text: 'Night', destination: 'C', seedOrder: true });
    expect(encodePacket({ message: seeds! })).toEqual(datagram('C', 'Night'));
    expect(asSeedOrder(seeds!)).toBeUndefined();
  });

  test('is read at once where field 4 can be no name', () => {
    for (const text of ['', 'x'.repeat(256)]) {
      expect(read(datagram('C', text))).toMatchObject({ text, destination: 'C', seedOrder: true });
    }
  });

  test('is no order where field 3 can be no name', () => {
    for (const text of ['', 'x'.repeat(256)]) {
      expect(asSeedOrder(read(datagram(text, 'C'))!)).toBeUndefined();
      expect(decodeOrWhy(datagram(text, ''))).toBe('malformed');
    }
  });

  test('either order encodes to what was read', () => {
    const head = { origin: any.origin, id: any.uint32, hopLimit: any.uint32, destination: any.origin };
    const message = fc.record({ type: fc.constant('private' as const), ...head, text: any.wireText(8_000) });
    fc.assert(
      fc.property(message, fc.boolean(), (usual, swap) => {
        const sent: Private = swap ? { ...usual, seedOrder: true } : usual;
        const bytes = encodePacket({ message: sent });
        const received = read(bytes)!;
        expect(encodePacket({ message: received })).toEqual(bytes);
        const understood = swap && received.seedOrder !== true ? asSeedOrder(received) : received;
        expect(understood).toEqual(sent);
      }),
    );
  });
});
