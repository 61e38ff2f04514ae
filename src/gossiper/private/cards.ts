/**
 * Keys by private message, for where rumors lost them: a course peer that relays an ID 1 drops its key (docs/protocol.md §11).
 *
 * 1. A card proves itself: the origin's tag is of its public key and incarnation, and that key signed the seal key.
 * 2. Who needs a card sends their own, as the other will need it too; it is answered, ANSWERS_PER_SECOND in all.
 * 3. MAX_CARDS are remembered, in memory; the oldest goes. Who is asked again answers again.
 */
import type { Core } from '../core.ts';
import { INCARNATION_BYTES, owns } from '../identity.ts';
import { CARD_ANSWERS_BURST, CARD_ANSWERS_PER_SECOND, MAX_CARDS } from '../limits.ts';
import { bytesOf, type Origin } from '../names.ts';
import type { Birth, Private } from '../packet.ts';
import { take } from '../rate.ts';
import { sendOnItsWay } from '../routing/forward.ts';
import { fromBase64, toBase64 } from './base64.ts';

const ASK = '[Peerster: my key, yours please] ';
const ANSWER = '[Peerster: my key] ';
const CONTEXT = bytesOf('peerster-card-1');
const KEY_BYTES = 32;
const CLAIM_BYTES = KEY_BYTES + INCARNATION_BYTES + KEY_BYTES;
const CARD_BYTES = CLAIM_BYTES + 64;

export const isCard = (text: string): boolean => text.startsWith(ASK) || text.startsWith(ANSWER);

/** The keys of an origin, from its ID 1 or its card. */
export const birthOf = (core: Core, origin: Origin): Birth | undefined =>
  core.holdings.birth(origin) ?? core.cards.get(origin);

/** False: there is no way to `destination` now. */
export const askForCard = (core: Core, own: Origin, destination: Origin, attempt: number): boolean =>
  sendCard(core, own, destination, ASK, attempt);

/** True: we have learnt a key. False also where it was right, and nothing new. */
export function receiveCard(core: Core, { origin, destination, text }: Private): boolean {
  const isAsked = text.startsWith(ASK);
  if (!isAsked && birthOf(core, origin) !== undefined) return false;
  const birth = readCard(core, origin, text.slice((isAsked ? ASK : ANSWER).length));
  if (birth === undefined) {
    core.counters.mailForged += 1;
    return false;
  }
  const isNew = birthOf(core, origin) === undefined;
  if (isNew) remember(core, origin, birth);
  if (isAsked && take(core.cardAnswers, CARD_ANSWERS_PER_SECOND, CARD_ANSWERS_BURST, core.now.monotonic))
    sendCard(core, destination, origin, ANSWER, 0);
  return isNew;
}

/** Someone wrote to us whose key we lack: their message comes again. */
export function wantCard(core: Core, own: Origin, origin: Origin): void {
  if (take(core.cardAnswers, CARD_ANSWERS_PER_SECOND, CARD_ANSWERS_BURST, core.now.monotonic))
    askForCard(core, own, origin, 0);
}

function sendCard(core: Core, own: Origin, destination: Origin, prefix: string, attempt: number): boolean {
  const birth = own === core.identity.origin ? core.identity.birth : core.holdings.birth(own);
  if (birth === undefined) return false;
  const claim = claimOf(birth);
  const signature = core.ports.crypto.sign(joined(CONTEXT, claim));
  const text = prefix + toBase64(joined(claim, signature));
  return sendOnItsWay(core, { type: 'private', origin: own, destination, id: 0, text, hopLimit: 0 }, attempt);
}

/** Invariant 1. */
function readCard(core: Core, origin: Origin, text: string): Birth | undefined {
  const bytes = fromBase64(text);
  if (bytes === undefined || bytes.length !== CARD_BYTES) return undefined;
  const birth: Birth = {
    publicKey: bytes.slice(0, KEY_BYTES),
    incarnation: bytes.slice(KEY_BYTES, KEY_BYTES + INCARNATION_BYTES),
    sealKey: bytes.slice(KEY_BYTES + INCARNATION_BYTES, CLAIM_BYTES),
  };
  const { crypto } = core.ports;
  const isRight =
    owns(birth, origin, crypto) &&
    crypto.verify(birth.publicKey, joined(CONTEXT, claimOf(birth)), bytes.subarray(CLAIM_BYTES));
  return isRight ? birth : undefined;
}

function remember(core: Core, origin: Origin, birth: Birth): void {
  core.cards.set(origin, birth);
  if (core.cards.size <= MAX_CARDS) return;
  for (const oldest of core.cards.keys()) {
    core.cards.delete(oldest);
    return;
  }
}

function claimOf({ publicKey, incarnation, sealKey }: Birth): Uint8Array {
  const bytes = new Uint8Array(CLAIM_BYTES);
  bytes.set(publicKey);
  bytes.set(incarnation, KEY_BYTES);
  bytes.set(sealKey, KEY_BYTES + INCARNATION_BYTES);
  return bytes;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
