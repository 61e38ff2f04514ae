import * as fc from 'fast-check';
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as any from '../../tests/wire/arbitraryPackets.ts';
import { bytesField, concat, fromHex, toHex, uintField, walk } from '../../tests/wire/rawFields.ts';
import { MAX_EXTENSION_BYTES } from '../gossiper/limits.ts';
import { bytesOf, parseGroupMark, parseOrigin } from '../gossiper/names.ts';
import type { Claims, Rumor } from '../gossiper/packet.ts';
import { decodePacket, encodePacket, rumorCodec } from './index.ts';

const group = parseGroupMark('0123456789abcdef')!;
const origin = parseOrigin('Alex~mfrggzdfmztwq2lk')!;
const saidAt = fc.maxSafeNat();
const signature = any.octets(64);
const birth = fc.record({ publicKey: any.octets(32), incarnation: any.octets(8), sealKey: any.octets(32) });
const first: fc.Arbitrary<Claims> = fc.record({ saidAt, signature, birth });
const later: fc.Arbitrary<Claims> = fc.record({ saidAt, signature, prev: any.octets(16) });
const content = fc.record({ origin: any.origin, text: any.wireText(500) });
const laterId = fc.integer({ min: 2, max: 2 ** 32 - 1 });

describe('claims', () => {
  test('claims(extensions(c)) is c, at ID 1 and later, also after the wire', () => {
    const either = fc.oneof(fc.tuple(fc.constant(1), first), fc.tuple(laterId, later));
    fc.assert(
      fc.property(either, content, ([id, claims], { text, origin: name }) => {
        const rumor: Rumor = { origin: name, id, text, extensions: rumorCodec.extensions(claims) };
        expect(rumorCodec.claims(rumor)).toEqual(claims);
        const packet = decodePacket(encodePacket({ group, message: { type: 'rumor', rumor } }));
        expect(packet?.message).toEqual({ type: 'rumor', rumor });
        expect(rumor.extensions.length).toBeLessThan(MAX_EXTENSION_BYTES / 2);
        const fields = walk(rumor.extensions).map(({ field }) => field);
        expect(fields).toEqual(id === 1 ? [16, 17, 18, 19, 20] : [16, 18, 21]);
      }),
    );
  });

  const said = uintField(16, 5);
  const key = bytesField(17, new Uint8Array(32));
  const signed = bytesField(18, new Uint8Array(64));
  const born = bytesField(19, new Uint8Array(8));
  const seal = bytesField(20, new Uint8Array(32));
  const prev = bytesField(21, new Uint8Array(16));
  const claimsOf = (id: number, ...fields: readonly Uint8Array[]): Claims | undefined =>
    rumorCodec.claims({ origin, id, text: 'hi', extensions: concat(...fields) });

  test('are there when whole', () => {
    expect(claimsOf(1, said, key, signed, born, seal)).toBeDefined();
    expect(claimsOf(2, said, signed, prev)).toBeDefined();
    expect(claimsOf(2, said, signed, prev, bytesField(22, bytesOf('later')), uintField(31, 1))).toBeDefined();
  });

  test.each<[string, number, readonly Uint8Array[]]>([
    ['none', 2, []],
    ['no saidAt', 2, [signed, prev]],
    ['no signature', 2, [said, prev]],
    ['no prev at ID 2', 2, [said, signed]],
    ['birth at ID 2', 2, [said, key, signed, born, seal, prev]],
    ['a key at ID 2', 2, [said, key, signed, prev]],
    ['an incarnation at ID 2', 2, [said, signed, born, prev]],
    ['a seal key at ID 2', 2, [said, signed, seal, prev]],
    ['prev at ID 1', 1, [said, key, signed, born, seal, prev]],
    ['no birth at ID 1', 1, [said, signed]],
    ['no key at ID 1', 1, [said, signed, born, seal]],
    ['no incarnation at ID 1', 1, [said, key, signed, seal]],
    ['no seal key at ID 1', 1, [said, key, signed, born]],
    ['two times', 2, [said, said, signed, prev]],
    ['two signatures', 2, [said, signed, signed, prev]],
    ['a signature of 63 bytes', 2, [said, bytesField(18, new Uint8Array(63)), prev]],
    ['a prev of 17 bytes', 2, [said, signed, bytesField(21, new Uint8Array(17))]],
    ['a time above 2^53', 2, [uintField(16, 2n ** 53n), signed, prev]],
    ['a time as bytes', 2, [bytesField(16, new Uint8Array(1)), signed, prev]],
    ['a signature as a number', 2, [said, uintField(18, 1), prev]],
    ['bytes that are no fields', 2, [said, signed, prev, Uint8Array.of(0xff)]],
  ])('are absent: %s', (_, id, fields) => {
    expect(claimsOf(id, ...fields)).toBeUndefined();
  });
});

describe('signedBytes', () => {
  const contextAndGroup = concat(bytesOf('peerster-rumor-1'), fromHex(group));

  test('context, group, fields 1–3, and the extensions byte for byte without 18', () => {
    fc.assert(
      fc.property(any.rumor, (rumor) => {
        const [{ payload } = { payload: new Uint8Array(0) }] = walk(
          encodePacket({ message: { type: 'rumor', rumor } }),
        );
        const fields = walk(payload).filter(({ field }) => field !== 18);
        const expected = concat(contextAndGroup, ...fields.map(({ whole }) => whole));
        expect(toHex(rumorCodec.signedBytes(group, rumor))).toBe(toHex(expected));
      }),
      { numRuns: 300 },
    );
  });

  test('are the same before signing and after, and say what protocol.md says', () => {
    const claims: Claims = { saidAt: 1_000, signature: new Uint8Array(0), prev: new Uint8Array(16).fill(0xaa) };
    const unsigned: Rumor = { origin: parseOrigin('A')!, id: 2, text: 'hi', extensions: rumorCodec.extensions(claims) };
    const bytes = rumorCodec.signedBytes(group, unsigned);
    expect(toHex(bytes)).toBe(
      // "peerster-rumor-1", group; 1 "A", 2 2, 3 "hi"; 16 1000, 21 sixteen times aa
      `${toHex(bytesOf('peerster-rumor-1'))}0123456789abcdef0a014110021a0268698001e807aa0110${'aa'.repeat(16)}`,
    );
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const signed = {
      ...unsigned,
      extensions: rumorCodec.extensions({ ...claims, signature: sign(null, bytes, privateKey) }),
    };
    expect(rumorCodec.claims(unsigned)).toBeUndefined();
    expect(rumorCodec.signedBytes(group, signed)).toEqual(bytes);
    expect(verify(null, rumorCodec.signedBytes(group, signed), publicKey, rumorCodec.claims(signed)!.signature)).toBe(
      true,
    );
  });

  test('differ with group, origin, ID, text and every extension', () => {
    fc.assert(
      fc.property(any.rumor, any.rumor, any.group, any.group, (left, right, here, there) => {
        const alike =
          here === there &&
          left.origin === right.origin &&
          left.id === right.id &&
          left.text === right.text &&
          toHex(withoutSignature(left)) === toHex(withoutSignature(right));
        expect(toHex(rumorCodec.signedBytes(here, left)) === toHex(rumorCodec.signedBytes(there, right))).toBe(alike);
      }),
    );
  });
});

const withoutSignature = ({ extensions }: Rumor): Uint8Array =>
  concat(
    ...walk(extensions)
      .filter(({ field }) => field !== 18)
      .map(({ whole }) => whole),
  );

test('rumorDatagram is the size of the datagram with a mark and a hop count', () => {
  fc.assert(
    fc.property(any.rumor, fc.integer({ min: 0, max: 127 }), (rumor, hops) => {
      expect(rumorCodec.rumorDatagram(rumor)).toBe(
        encodePacket({ group, message: { type: 'rumor', rumor, hops } }).length,
      );
    }),
    { numRuns: 300 },
  );
});
