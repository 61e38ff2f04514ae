import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as any from '../../tests/wire/arbitraryPackets.ts';
import { bytesField, concat, textField, toHex, uintField, walk } from '../../tests/wire/rawFields.ts';
import type { RumorMessage } from '../gossiper/packet.ts';
import { decodeOrWhy, encodePacket } from './index.ts';

const head = concat(textField(1, 'A'), uintField(2, 7), textField(3, 'hi'));

function read(...fields: readonly Uint8Array[]): RumorMessage {
  const packet = decodeOrWhy(bytesField(2, concat(...fields)));
  if (typeof packet === 'string' || packet.message.type !== 'rumor') throw new Error('no rumor');
  return packet.message;
}

describe('extensions', () => {
  test('16–31 come back byte for byte, wherever they stood and whatever stood between them', () => {
    fc.assert(
      fc.property(
        any.extensionFields,
        fc.array(any.foreignField),
        fc.infiniteStream(fc.nat({ max: 3 })),
        (extensions, foreign, dice) => {
          const all = [...walk(head).map(({ whole }) => whole), ...foreign];
          const mixed: Uint8Array[] = [];
          for (const { whole } of walk(extensions)) {
            for (let count = Number(dice.next().value); count > 0 && all.length > 0; count--) mixed.push(all.shift()!);
            mixed.push(whole);
          }
          const { rumor } = read(...mixed, ...all);
          expect(toHex(rumor.extensions)).toBe(toHex(extensions));
          const again = walk(walk(encodePacket({ message: { type: 'rumor', rumor } }))[0]!.payload);
          expect(toHex(concat(...again.slice(3).map(({ whole }) => whole)))).toBe(toHex(extensions));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('32–47 and every other unknown field are not kept; 32 is the hop count', () => {
    for (let field = 4; field < 64; field++) {
      const { rumor, hops } = read(head, uintField(field, 3));
      expect(rumor.extensions.length > 0).toBe(field >= 16 && field <= 31);
      expect(hops).toBe(field === 32 ? 3 : undefined);
    }
  });

  test('out of order they are refused; one that repeats is not', () => {
    const refused = bytesField(2, concat(head, uintField(22, 1), uintField(21, 1)));
    expect(decodeOrWhy(refused)).toBe('malformed');
    expect(decodeOrWhy(bytesField(2, concat(uintField(22, 1), head, uintField(40, 1), uintField(16, 1))))).toBe(
      'malformed',
    );
    const twice = concat(uintField(22, 1), uintField(22, 2));
    expect(read(head, twice).rumor.extensions).toEqual(twice);
  });

  test('a course peer’s rumor has none', () => {
    expect(read(head).rumor).toEqual({ origin: 'A', id: 7, text: 'hi', extensions: new Uint8Array(0) });
  });

  test('they share no memory with the datagram', () => {
    const bytes = Buffer.from(bytesField(2, concat(head, textField(22, 'mine'))));
    const packet = decodeOrWhy(bytes);
    bytes.fill(0);
    expect(packet).toMatchObject({ message: { rumor: { extensions: textField(22, 'mine') } } });
  });
});

test('the hop count is written last', () => {
  const message: RumorMessage = { ...read(head, textField(22, 'mine')), hops: 300 };
  expect(encodePacket({ message })).toEqual(bytesField(2, concat(head, textField(22, 'mine'), uintField(32, 300))));
});
