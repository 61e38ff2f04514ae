import { describe, expect, it } from 'vitest';
import { author, LOBBY } from '../../../tests/gossiper/authors.ts';
import { encodePacket } from '../../wire/index.ts';
import { MAX_DATAGRAM_SENT, MAX_ORIGIN_BYTES, MAX_PRIVATE_FIELD_BYTES, MAX_PRIVATE_TEXT_BYTES } from '../limits.ts';
import { parseOrigin, parseGroupMark } from '../names.ts';
import { isReceipt, openLetter, receiptText, SEALED, sealLetter, type Letter } from './letter.ts';

const [alex, bea, eve] = [author('Alex'), author('Bea'), author('Eve')];
const address = { group: LOBBY, origin: alex.identity.origin, destination: bea.identity.origin, number: 7 };
const letter: Letter = { base: 3, saidAt: 1_790_000_000_000, receipt: new Uint8Array(16).fill(9), text: 'hé 🙂' };
const sealed = sealLetter(address, letter, bea.identity.birth!, alex.crypto);
const opened = (more: Partial<typeof address> = {}, text = sealed, from = alex, by = bea) =>
  openLetter({ ...address, ...more }, text, from.identity.birth!, by.crypto);

describe('a sealed letter', () => {
  it('is opened by its receiver, and says by its prefix what it is', () => {
    expect(sealed.startsWith(SEALED)).toBe(true);
    expect(opened()).toEqual(letter);
  });

  it.each([
    ['another receiver', () => opened({}, sealed, alex, eve)],
    ['another sender’s key', () => opened({}, sealed, eve)],
    ['another number', () => opened({ number: 8 })],
    ['another sender’s name', () => opened({ origin: eve.identity.origin })],
    ['another destination', () => opened({ destination: eve.identity.origin })],
    ['another group', () => opened({ group: parseGroupMark('ffffffffffffffff')! })],
    [
      'a changed letter',
      () => opened({}, `${sealed.slice(0, 90)}${sealed[90] === 'A' ? 'B' : 'A'}${sealed.slice(91)}`),
    ],
    ['no letter', () => opened({}, SEALED)],
    ['nonsense', () => opened({}, `${SEALED}€€`)],
  ])('is nothing with %s', (_what, open) => expect(open()).toBeUndefined());

  it('that someone sealed in our name is nothing: the signature is inside', () => {
    const forged = sealLetter(address, letter, bea.identity.birth!, eve.crypto);
    expect(opened({}, forged)).toBeUndefined();
  });

  it('whose base is above its number is nothing', () => {
    expect(opened({}, sealLetter(address, { ...letter, base: 8 }, bea.identity.birth!, alex.crypto))).toBeUndefined();
  });

  it('looks different each time', () =>
    expect(sealLetter(address, letter, bea.identity.birth!, alex.crypto)).not.toBe(sealed));

  it('of the longest text between the longest names fits a datagram', () => {
    const long = parseOrigin('o'.repeat(MAX_ORIGIN_BYTES))!;
    const text = 'x'.repeat(MAX_PRIVATE_TEXT_BYTES);
    const names = { origin: long, destination: long, number: 0xffff_ffff };
    const wire = sealLetter({ group: LOBBY, ...names }, { ...letter, text }, bea.identity.birth!, alex.crypto);
    expect(wire.length).toBeLessThanOrEqual(MAX_PRIVATE_FIELD_BYTES);
    const { origin, destination, number: id } = names;
    const message = { type: 'private', origin, destination, id, text: wire, hopLimit: 9 } as const;
    expect(encodePacket({ group: LOBBY, message }).length).toBeLessThanOrEqual(MAX_DATAGRAM_SENT);
  });
});

it('a receipt is that of one letter', () => {
  expect(isReceipt(receiptText(letter.receipt), letter.receipt)).toBe(true);
  expect(isReceipt(receiptText(new Uint8Array(16)), letter.receipt)).toBe(false);
  expect(isReceipt('', letter.receipt)).toBe(false);
});
