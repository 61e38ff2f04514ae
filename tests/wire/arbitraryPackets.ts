/** Random packets for the codec's laws: every kind, every optional field, and names that are not UTF-8. */
import * as fc from 'fast-check';
import { MAX_ID, MAX_INTRODUCED, MAX_ORIGIN_BYTES } from '../../src/gossiper/limits.ts';
import {
  type Origin,
  bytesOf,
  parseAddress,
  parseGroupMark,
  parseInstance,
  parseOrigin,
} from '../../src/gossiper/names.ts';
import type {
  ClientMessage,
  ControlMessage,
  Message,
  Packet,
  Rumor,
  RumorMessage,
  Status,
} from '../../src/gossiper/packet.ts';
import { textOf } from '../../src/wire/text.ts';
import { concat, varint } from './rawFields.ts';

/** The same with fewer keys: an optional one is there or absent, never undefined. */
const model = fc.record;

export const octets = (size: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: size, maxLength: size });

/** Strings of at most `bytes` bytes in surrogateescape form: words, any Unicode, any bytes. */
export const wireText = (bytes: number, least = 0): fc.Arbitrary<string> =>
  fc
    .oneof(
      {
        weight: 3,
        arbitrary: fc.string({ maxLength: Math.min(bytes, 40) }).map((text) => new TextEncoder().encode(text)),
      },
      {
        weight: 2,
        arbitrary: fc
          .string({ unit: 'binary', maxLength: Math.min(Math.floor(bytes / 4), 60) })
          .map((text) => new TextEncoder().encode(text)),
      },
      { weight: 2, arbitrary: fc.uint8Array({ maxLength: Math.min(bytes, 80) }) },
      { weight: 1, arbitrary: fc.uint8Array({ minLength: Math.min(bytes, 100), maxLength: Math.min(bytes, 600) }) },
    )
    .map((encoded) => textOf(encoded.slice(0, bytes)))
    .filter((text) => text.length >= least);

export const origin: fc.Arbitrary<Origin> = wireText(MAX_ORIGIN_BYTES, 1).map((text) => parseOrigin(text)!);
export const uint32 = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: MAX_ID }));
export const rumorId = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: MAX_ID }));
const safe = fc.oneof(uint32, fc.maxSafeNat());
const nonce = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const hex16 = octets(8).map((bytes) => Buffer.from(bytes).toString('hex'));
export const group = hex16.map((hex) => parseGroupMark(hex)!);
const instance = hex16.map((hex) => parseInstance(hex)!);

/** One field as a stranger might write it: any wire type, and a tag that is longer than it need be. */
const anyField = (numbers: fc.Arbitrary<number>): fc.Arbitrary<{ field: number; whole: Uint8Array }> =>
  fc
    .tuple(
      numbers,
      fc.constantFrom(0, 1, 2, 5),
      fc.uint8Array({ maxLength: 40 }),
      fc.bigInt(0n, 2n ** 64n - 1n),
      fc.boolean(),
    )
    .map(([field, wire, bytes, value, padded]) => {
      const tag = varint(field * 8 + wire);
      const longTag = Uint8Array.from([...tag.subarray(0, -1), tag.at(-1)! | 0x80, 0]);
      const body =
        wire === 0
          ? varint(value)
          : wire === 2
            ? concat(varint(bytes.length), bytes)
            : concat(bytes, new Uint8Array(8)).slice(0, wire === 1 ? 8 : 4);
      return { field, whole: concat(padded ? longTag : tag, body) };
    });

/** Fields 16–31, ascending, at most 512 bytes. */
export const extensionFields = fc
  .array(anyField(fc.integer({ min: 16, max: 31 })), { maxLength: 8 })
  .map((fields) => fields.toSorted((a, b) => a.field - b.field))
  .map((fields) => concat(...fields.map(({ whole }) => whole)))
  .filter((bytes) => bytes.length <= 512);

/** Fields that nothing of ours reads: 4–15 and 33 and up. */
export const foreignField = anyField(
  fc.oneof(fc.integer({ min: 33, max: 60 }), fc.integer({ min: 100, max: 536_870_911 })),
).map(({ whole }) => whole);

export const rumor: fc.Arbitrary<Rumor> = model({
  origin,
  id: rumorId,
  text: wireText(8_000),
  extensions: extensionFields,
});

export const rumorMessage: fc.Arbitrary<RumorMessage> = model(
  { type: fc.constant('rumor' as const), rumor, hops: uint32 },
  { requiredKeys: ['type', 'rumor'] },
);

const hello = model({ version: safe, origin, instance, capabilities: safe, clockSeq: safe });
const range = model({ from: wireText(255), to: wireText(255) }, { requiredKeys: ['from'] });

export const status: fc.Arbitrary<Status> = model(
  {
    type: fc.constant('status' as const),
    want: fc.array(model({ origin, nextId: rumorId })),
    route: wireText(255),
    hello,
    range,
    credit: safe,
    ping: nonce,
    pong: nonce,
    link: fc.constantFrom('eager' as const, 'lazy' as const),
  },
  { requiredKeys: ['type', 'want'] },
);

const routed = { origin, destination: origin, hopLimit: uint32 };
const searchResult = model({
  fileName: wireText(1_020),
  metafileHash: octets(32),
  chunkMap: fc.array(safe),
  chunkCount: safe,
});

const address = fc
  .tuple(fc.nat(255), fc.integer({ min: 1, max: 65_535 }))
  .map(([byte, port]) => parseAddress(byte < 200 ? `10.0.0.${byte}:${port}` : `[fe80::${byte}]:${port}`)!);
const control: fc.Arbitrary<ControlMessage> = fc.oneof(
  model({ kind: fc.constant('peers' as const), addresses: fc.array(address, { maxLength: MAX_INTRODUCED }) }),
  model({ kind: fc.constant('tryMe' as const), nonce }),
  model({ kind: fc.constant('tried' as const), nonce, seen: address, probed: fc.boolean() }),
  model({ kind: fc.constant('probe' as const), nonce }),
  // Of a later version: a kind that does not exist yet.
  model({
    kind: fc.constant('unknown' as const),
    body: fc.uint8Array().map((rest) => concat(varint(99 * 8 + 2), rest)),
  }),
);

export const message: fc.Arbitrary<Message> = fc.oneof(
  model({
    type: fc.constant('simple' as const),
    originalName: wireText(255),
    relayPeerAddr: wireText(255),
    contents: wireText(8_000),
  }),
  { weight: 3, arbitrary: rumorMessage },
  { weight: 3, arbitrary: status },
  model({ type: fc.constant('private' as const), ...routed, id: uint32, text: wireText(8_000) }),
  model({ type: fc.constant('dataRequest' as const), ...routed, hash: octets(32) }),
  model({
    type: fc.constant('dataReply' as const),
    ...routed,
    hash: octets(32),
    data: fc.uint8Array({ maxLength: 8_192 }),
  }),
  model({ type: fc.constant('searchRequest' as const), origin, budget: safe, keywords: fc.array(wireText(255)) }),
  model({ type: fc.constant('searchReply' as const), ...routed, results: fc.array(searchResult, { maxLength: 5 }) }),
  model({ type: fc.constant('control' as const), control }),
);

export const packet: fc.Arbitrary<Packet> = model({ group, message }, { requiredKeys: ['message'] });

const filled = wireText(400, 1);
// Through bytes again: without the comma, two bytes may have become one letter.
const keyword = filled.map((text) => textOf(bytesOf(text.replaceAll(',', '')))).filter((text) => text !== '');

export const clientMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  model({ type: fc.constant('text' as const), text: filled }),
  model({ type: fc.constant('private' as const), text: filled, destination: filled }),
  model({ type: fc.constant('share' as const), file: filled }),
  model(
    { type: fc.constant('download' as const), file: filled, hash: octets(32), destination: filled },
    { requiredKeys: ['type', 'file', 'hash'] },
  ),
  model(
    {
      type: fc.constant('search' as const),
      keywords: fc.array(keyword, { minLength: 1, maxLength: 64 }),
      budget: nonce,
    },
    { requiredKeys: ['type', 'keywords'] },
  ),
);
