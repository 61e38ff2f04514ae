/**
 * What is inside a private message between ours (docs/protocol.md §11).
 *
 * 1. Sealed to the recipient's key: `signature(64) ‖ version(1) ‖ base(4) ‖ saidAt(8) ‖ receipt(16) ‖ text`.
 * 2. The signature is the sender's, over the address and what follows the signature. The address (context, group, both
 *    origins, number) is also what the seal is bound to: a letter can't be sent on under another name, number or group.
 * 3. `base` is the lowest number that the sender still tries to deliver: nothing below it will come any more.
 * 4. `receipt` is chance that only who opens the letter learns. Sent back in clear it proves that.
 */
import { bytesOf, type GroupMark, type Origin } from '../names.ts';
import type { Birth } from '../packet.ts';
import type { Crypto } from '../ports.ts';
import { fromBase64, toBase64 } from './base64.ts';

/** What someone reads who can't open it. */
export const SEALED = '[Peerster: sealed message] ';
export const RECEIPT = '[Peerster: received] ';
export const RECEIPT_BYTES = 16;

const CONTEXT = bytesOf('peerster-private-1');
const VERSION = 1;
const SIGNATURE_BYTES = 64;
const HEAD_BYTES = 1 + 4 + 8 + RECEIPT_BYTES;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export interface LetterAddress {
  readonly group: GroupMark;
  readonly origin: Origin;
  readonly destination: Origin;
  readonly number: number;
}

export interface Letter {
  readonly base: number;
  /** ms since 1970. */
  readonly saidAt: number;
  readonly receipt: Uint8Array;
  readonly text: string;
}

/** The Text of the private message that carries it. */
export function sealLetter(address: LetterAddress, letter: Letter, recipient: Birth, crypto: Crypto): string {
  const bound = bytesOfAddress(address);
  const text = bytesOf(letter.text);
  const inside = new Uint8Array(SIGNATURE_BYTES + HEAD_BYTES + text.length);
  const view = new DataView(inside.buffer, SIGNATURE_BYTES);
  view.setUint8(0, VERSION);
  view.setUint32(1, letter.base);
  view.setFloat64(5, letter.saidAt);
  inside.set(letter.receipt, SIGNATURE_BYTES + 13);
  inside.set(text, SIGNATURE_BYTES + HEAD_BYTES);
  inside.set(crypto.sign(joined(bound, inside.subarray(SIGNATURE_BYTES))));
  return SEALED + toBase64(crypto.seal(recipient.sealKey, inside, bound));
}

/** Undefined: not for us, not from the owner of `sender`, or not in this form. */
export function openLetter(address: LetterAddress, text: string, sender: Birth, crypto: Crypto): Letter | undefined {
  const sealed = fromBase64(text.slice(SEALED.length));
  const bound = bytesOfAddress(address);
  const inside = sealed === undefined ? undefined : crypto.open(sealed, bound);
  if (inside === undefined || inside.length < SIGNATURE_BYTES + HEAD_BYTES) return undefined;
  const body = inside.subarray(SIGNATURE_BYTES);
  if (!crypto.verify(sender.publicKey, joined(bound, body), inside.subarray(0, SIGNATURE_BYTES))) return undefined;
  const view = new DataView(body.buffer, body.byteOffset);
  const [base, saidAt] = [view.getUint32(1), view.getFloat64(5)];
  if (view.getUint8(0) !== VERSION || base === 0 || base > address.number || !Number.isSafeInteger(saidAt))
    return undefined;
  const said = decoded(body.subarray(HEAD_BYTES));
  return said === undefined || said === ''
    ? undefined
    : { base, saidAt, receipt: body.slice(13, HEAD_BYTES), text: said };
}

export const receiptText = (receipt: Uint8Array): string => RECEIPT + toBase64(receipt);
export const isReceipt = (text: string, receipt: Uint8Array): boolean => text === receiptText(receipt);

function bytesOfAddress({ group, origin, destination, number }: LetterAddress): Uint8Array {
  const [from, to, mark] = [bytesOf(origin), bytesOf(destination), bytesOf(group)];
  const bytes = new Uint8Array(CONTEXT.length + mark.length + from.length + to.length + 6);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (part: Uint8Array): void => {
    bytes.set(part, at);
    at += part.length;
  };
  put(CONTEXT);
  put(mark);
  for (const name of [from, to]) {
    view.setUint8(at++, name.length); // at most 255: where one name ends counts
    put(name);
  }
  view.setUint32(at, number);
  return bytes;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
