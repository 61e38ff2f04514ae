import { describe, expect, test } from 'vitest';
import type { ClientMessage } from '../gossiper/packet.ts';
import { decodeGo, encodeGo } from '../../tests/wire/goCodec.ts';
import { goFields } from '../../tests/wire/goFields.ts';
import { fromHex, toHex } from '../../tests/wire/rawFields.ts';
import { clientVectors, packetVectors, vectors } from '../../tests/wire/vectors.ts';
import { asSeedOrder, decodeClientMessage, decodeOrWhy, encodeClientMessage, encodePacket } from './index.ts';
import type { Message, Packet } from '../gossiper/packet.ts';

const ofOneYear = ['TLCMessage', 'Ack', 'TxPublish', 'BlockPublish'];
const read = (bytes: Uint8Array): Packet => {
  const packet = decodeOrWhy(bytes);
  if (typeof packet === 'string') throw new Error(packet);
  return packet;
};

test('all 82 captured datagrams are here', () => {
  expect([vectors.length, packetVectors.length + clientVectors.length]).toEqual([82, 82]);
});

describe('every vector decodes to its fields and re-encodes to the same bytes', () => {
  test.each(vectors)('$name as $message', ({ schema, bytes, decoded, hex }) => {
    const fields = decodeGo(schema, bytes);
    expect(fields).toEqual(decoded);
    expect(toHex(encodeGo(schema, fields))).toBe(hex);
    expect(toHex(encodeGo(schema, decoded))).toBe(hex);
  });
});

describe('every packet that we understand, by the product itself', () => {
  const understood = packetVectors.filter(({ kind }) => !ofOneYear.includes(kind));
  test.each(understood)('$name', ({ name, bytes, decoded, hex }) => {
    const packet = read(bytes);
    const message = name === 'seed/private' ? inSeedOrder(packet.message) : packet.message;
    expect(goFields(message)).toEqual(decoded);
    expect(toHex(encodePacket({ message }))).toBe(hex);
    expect(toHex(encodePacket(packet))).toBe(hex);
  });

  test.each(understood)('$name with padding of zeros', ({ bytes }) => {
    for (const zeros of [1, 2, 7, 64]) {
      expect(decodeOrWhy(new Uint8Array([...bytes, ...new Uint8Array(zeros)]))).toEqual(decodeOrWhy(bytes));
    }
  });

  test.each(packetVectors.filter(({ kind }) => ofOneYear.includes(kind)))(
    '$name is ignored, for that reason',
    ({ bytes }) => {
      expect(decodeOrWhy(bytes)).toBe('ignoredKind');
    },
  );
});

function inSeedOrder(message: Message): Message {
  const swapped = message.type === 'private' ? asSeedOrder(message) : undefined;
  if (swapped === undefined) throw new Error('no private message in the seed’s order');
  return swapped;
}

describe('what every client means', () => {
  const hash = fromHex('0d733d58e17d4295d7e505a00879f0b2c007b29123b742acdfe29617affa991d');
  const small = fromHex('570b6b79e7c5824ba1282de91a1093a584444ba12ec22bfe8cd0cabf6368d228');
  const meanings: Readonly<Record<string, ClientMessage>> = {
    msg: { type: 'text', text: 'Weather_is_clear' },
    private: { type: 'private', text: 'Night_is_falling', destination: 'C' },
    index_file: { type: 'share', file: 'test.txt' },
    download: { type: 'download', file: 'dl.txt', hash, destination: 'A' },
    download_nodest: { type: 'download', file: 'dl2.txt', hash: small },
    search: { type: 'search', keywords: ['test'] },
    search_budget: { type: 'search', keywords: ['te', 'st'], budget: 5 },
    'client-variant/go-2019-d/search_budget': { type: 'search', keywords: ['test'], budget: 2 },
    'seed/client_0': { type: 'text', text: 'Weather_is_clear' },
    'seed/client_1': { type: 'text', text: 'Weather_is_clear' },
    'seed/client_2': { type: 'text', text: 'Winter_is_coming' },
    'seed/client_3': { type: 'private', text: 'Night_is_falling', destination: 'C' },
    'seed/client_4': { type: 'private', text: 'Go_to_bed', destination: 'A' },
    'seed/client_5': { type: 'share', file: 'test.txt' },
    'seed/client_6': { type: 'share', file: 'small_test.txt' },
    'seed/client_7': { type: 'share', file: 'other_test.txt' },
    'seed/client_8': { type: 'download', file: 'dl.txt', hash, destination: 'A' },
    'seed/client_9': { type: 'search', keywords: ['test'] },
    'seed/client_10': { type: 'search', keywords: ['te', 'st'], budget: 5 },
    'seed/client_11': { type: 'download', file: 'dl2.txt', hash: small },
  };

  test.each(clientVectors)('$name', ({ name, bytes }) => {
    const last = name.replace(/^.*\//, '').replace(/ .*$/, '');
    const meaning = meanings[name] ?? meanings[last];
    expect(meaning).toBeDefined();
    expect(decodeClientMessage(bytes)).toEqual(meaning);
    expect(decodeClientMessage(encodeClientMessage(meaning!))).toEqual(meaning);
  });

  // Two captured forms are longer than need be: an empty destination, a budget of 0.
  const spare = ['client2019/download_nodest (canonical, go-2019-a)', 'client2019/search (canonical, go-2019-a)'];
  const canonical = clientVectors.filter(({ name, message }) => message === 'Message' && !spare.includes(name));
  test.each(canonical)('$name is how ours writes it', ({ bytes, hex }) => {
    expect(toHex(encodeClientMessage(decodeClientMessage(bytes)!))).toBe(hex);
  });
});
