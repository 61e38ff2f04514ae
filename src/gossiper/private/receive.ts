/**
 * Private messages that come here (docs/protocol.md §11).
 *
 * 1. What is sealed is taken once and in order: the next number of its sender is what the log says. What comes early waits in
 *    memory, at most MAX_EARLY of one sender and MAX_EARLY_IN_ALL, and is acknowledged only when it was taken.
 * 2. `base` of a letter says below what nothing will come any more: what is missing there is not waited for.
 * 3. A receipt leaves only after its message is on the disk (the `mail` effect comes first): so it stands for all numbers up to
 *    its own. To a copy the newest is the answer; to further ones also their own, as a sender that was restored doesn't know the
 *    newest.
 * 4. In clear only names without a tag are believed to be who they say, and shown as unverified.
 * 5. Each sender may fill MAIL_PER_HOUR of our disk; all that write in clear share CLEAR_MAIL_PER_HOUR.
 * 6. Opening costs half a millisecond. A copy of the newest, which is what an honest sender repeats, is answered from memory;
 *    whatever else was opened and not taken is paid for as a forgery, as anyone can send it again for ever.
 */
import type { Core } from '../core.ts';
import { splitOrigin } from '../identity.ts';
import {
  CLEAR_MAIL_BURST,
  CLEAR_MAIL_PER_HOUR,
  MAIL_BURST,
  MAIL_PER_HOUR,
  MAX_EARLY,
  MAX_EARLY_IN_ALL,
  MAX_SENDERS,
} from '../limits.ts';
import { parseOrigin, type Origin } from '../names.ts';
import type { Private } from '../packet.ts';
import type { Peer } from '../peers.ts';
import { fullBucket, take, type Bucket } from '../rate.ts';
import { COPY_MS, forward, isOwn, learnRoute, sendOnItsWay } from '../routing/forward.ts';
import { mayForge, payForForgery } from '../rumors/bounds.ts';
import { birthOf, isCard, receiveCard, wantCard } from './cards.ts';
import { openLetter, RECEIPT, receiptText, SEALED, type Letter } from './letter.ts';
import type { Mail } from './mail.ts';
import { hurryTo, lastOf, receiveReceipt } from './write.ts';

const HOUR_S = 3_600;

interface Early {
  readonly message: Private;
  readonly letter: Letter;
  readonly peer: Peer;
}

/** What is known of one who writes to us, beside what the log says. */
export interface Sender {
  readonly early: Map<number, Early>;
  /** What answers a copy, how many copies came since, and when it was sent last. */
  newest: { readonly message: Private; readonly letter: Letter } | undefined;
  copies: number;
  answeredAt: number;
  readonly quota: Bucket;
}

export function receivePrivate(core: Core, peer: Peer, message: Private): void {
  const mail = inItsOrder(core, message);
  if (isOwn(core, mail.origin) && !isOwn(core, mail.destination)) return; // ours, come back in a circle
  learnRoute(core, mail.origin, peer.address, { how: 'passed' });
  if (!isOwn(core, mail.destination)) forward(core, peer, mail);
  else if (core.rules.get(mail.origin) === 'block') core.counters.mailRefused += 1;
  else if (isCard(mail.text)) {
    if (!mayForge(core, peer)) return;
    if (receiveCard(core, mail)) hurryTo(core, mail.origin);
    else payForForgery(core, peer); // a right one that says nothing new can be sent again for ever
  } else if (mail.text.startsWith(RECEIPT)) receiveReceipt(core, mail);
  else if (mail.text.startsWith(SEALED)) receiveSealed(core, peer, mail);
  else receiveClear(core, peer, mail);
}

/** The first seed's Peerster writes Destination before Text; which it is shows in who is known (wire/private.ts). */
function inItsOrder(core: Core, message: Private): Private {
  const isKnown = (origin: Origin): boolean =>
    isOwn(core, origin) || core.holdings.next(origin) > 1 || core.routes.has(origin);
  const destination = parseOrigin(message.text);
  if (message.seedOrder === true || destination === undefined) return message;
  if (!isKnown(destination) || isKnown(message.destination)) return message;
  return { ...message, text: message.destination, destination, seedOrder: true };
}

function receiveClear(core: Core, peer: Peer, { origin, destination, text, hopLimit }: Private): void {
  const isClaimed = splitOrigin(origin).tag !== '' || birthOf(core, origin) !== undefined; // invariant 4
  const isFull = !take(core.clearMail, CLEAR_MAIL_PER_HOUR / HOUR_S, CLEAR_MAIL_BURST, core.now.monotonic);
  if (text === '' || isClaimed || isFull) {
    core.counters.mailRefused += 1;
    return;
  }
  core.trace({ type: 'private', origin, hopLimit, text });
  keep(core, { origin, destination, number: 0, text, trust: 'unverified', from: peer.address });
}

function receiveSealed(core: Core, peer: Peer, message: Private): void {
  const { origin, destination, id } = message;
  if (isAnswered(core, message)) return;
  const birth = birthOf(core, origin);
  if (birth === undefined || id === 0 || !mayForge(core, peer)) {
    core.counters.mailRefused += 1;
    if (birth === undefined) wantCard(core, destination, origin); // the next copy may find its key here
    return;
  }
  const address = { group: core.chain.group, origin, destination, number: id };
  const letter = openLetter(address, message.text, birth, core.ports.crypto);
  if (letter === undefined) {
    core.counters.mailForged += 1;
    payForForgery(core, peer);
    return;
  }
  learnRoute(core, origin, peer.address, { how: 'passed' });
  hurryTo(core, origin);
  const sender = senderOf(core, origin, destination);
  const next = Math.max(lastOf(core, origin, destination).number + 1, letter.base); // invariant 2
  if (id < lastOf(core, origin, destination).number + 1) {
    payForForgery(core, peer);
    if (core.now.monotonic - sender.answeredAt < COPY_MS) return;
    sender.copies += 1;
    const { newest } = sender;
    acknowledge(core, sender, newest ?? { message, letter });
    // Said after the newest it is another message under a used number, which was never taken.
    const isCopy = newest !== undefined && id < newest.message.id && letter.saidAt <= newest.letter.saidAt;
    if (isCopy && sender.copies > 1) acknowledge(core, sender, { message, letter });
    return;
  }
  if (id > next) {
    if (!wait(core, sender, { message, letter, peer }, next)) payForForgery(core, peer);
    return;
  }
  for (const number of sender.early.keys()) if (number <= id) forget(core, sender, number);
  let early: Early | undefined = { message, letter, peer };
  let number = id;
  for (; early !== undefined && accept(core, sender, early); early = sender.early.get(number)) {
    forget(core, sender, number);
    number += 1;
  }
  if (number === id) payForForgery(core, peer);
}

/** Invariant 6: what it says is known, and needs no opening. */
function isAnswered(core: Core, { origin, destination, id, text }: Private): boolean {
  const sender = core.senders.get(keyOf(origin, destination));
  if (sender === undefined) return false;
  const early = id > lastOf(core, origin, destination).number + 1 ? sender.early.get(id) : undefined;
  if (early !== undefined) return early.message.text === text;
  const { newest } = sender;
  if (newest?.message.id !== id || newest.message.text !== text) return false;
  if (core.now.monotonic - sender.answeredAt < COPY_MS) return true;
  sender.copies += 1;
  acknowledge(core, sender, newest);
  return true;
}

/** False: its sender's quota is used up; it comes again. */
function accept(core: Core, sender: Sender, { message, letter, peer }: Early): boolean {
  const { origin, destination, id, hopLimit } = message;
  if (!take(sender.quota, MAIL_PER_HOUR / HOUR_S, MAIL_BURST, core.now.monotonic)) {
    core.counters.mailRefused += 1;
    return false;
  }
  const { text, saidAt } = letter;
  core.trace({ type: 'private', origin, hopLimit, text });
  keep(core, { origin, destination, number: id, text, trust: 'verified', from: peer.address, saidAt });
  sender.newest = { message, letter };
  sender.copies = 0;
  acknowledge(core, sender, sender.newest);
  return true;
}

function keep(core: Core, what: Omit<Mail, 'arrivedAt' | 'shownAt'>): void {
  const { wall } = core.now;
  const before = lastOf(core, what.origin, what.destination);
  const shownAt = Math.max(wall, before.shownAt);
  core.lastMail.set(keyOf(what.origin, what.destination), { number: Math.max(before.number, what.number), shownAt });
  core.emit({ kind: 'mail', mail: { ...what, arrivedAt: wall, shownAt } });
}

/** From and to the names on the letter: it may have been written to an earlier incarnation of ours. */
function acknowledge(core: Core, sender: Sender, { message, letter }: Omit<Early, 'peer'>): void {
  const { origin, destination, id } = message;
  const text = receiptText(letter.receipt);
  const receipt = { type: 'private', origin: destination, destination: origin, id, text, hopLimit: 0 } as const;
  sender.answeredAt = core.now.monotonic;
  sendOnItsWay(core, receipt, sender.copies);
}

/** Invariant 1. False: there is no room for it. */
function wait(core: Core, sender: Sender, early: Early, next: number): boolean {
  const { id } = early.message;
  if (sender.early.has(id) || id >= next + MAX_EARLY || core.earlyMail >= MAX_EARLY_IN_ALL) return false;
  sender.early.set(id, early);
  core.earlyMail += 1;
  return true;
}

function forget(core: Core, sender: Sender, number: number): void {
  if (sender.early.delete(number)) core.earlyMail -= 1;
}

const keyOf = (origin: Origin, destination: Origin): string => `${origin}\n${destination}`;

function senderOf(core: Core, origin: Origin, destination: Origin): Sender {
  const key = keyOf(origin, destination);
  let sender = core.senders.get(key);
  if (sender === undefined) {
    sender = {
      early: new Map(),
      newest: undefined,
      copies: 0,
      answeredAt: -Infinity,
      quota: fullBucket(MAIL_BURST, core.now.monotonic),
    };
    if (core.senders.size >= MAX_SENDERS) forgetSender(core);
    core.senders.set(key, sender);
  }
  return sender;
}

/** The one that wrote first makes room; what it sent early comes again. */
function forgetSender(core: Core): void {
  for (const [oldest, sender] of core.senders) {
    core.earlyMail -= sender.early.size;
    core.senders.delete(oldest);
    return;
  }
}
