/**
 * Private messages that are written here (docs/protocol.md §11).
 *
 * 1. To one of ours: numbered, sealed, sent until the receiver proves that it opened it, or for GIVE_UP_MS. Numbers are never used
 *    twice, as an incarnation isn't. Earlier incarnations' messages go on under the name that they were numbered under.
 * 2. To a course peer: sent once, in clear, as soon as there is a way.
 * 3. To ourselves: kept.
 * 4. Nothing in clear ever goes to a name with a tag from somebody with a key: it waits until the key is known (cards.ts).
 */
import type { Core } from '../core.ts';
import { splitOrigin } from '../identity.ts';
import { MAX_OUTBOX, MAX_OUTBOX_EACH } from '../limits.ts';
import type { Origin } from '../names.ts';
import type { Private } from '../packet.ts';
import { isOwn, sendOnItsWay } from '../routing/forward.ts';
import { askForCard, birthOf } from './cards.ts';
import { isReceipt, RECEIPT_BYTES, sealLetter } from './letter.ts';
import type { Delivery, Mail } from './mail.ts';
import type { Correspondence, Pending } from './outbox.ts';
import { retryAfter } from './outbox.ts';

/** A week: longer than a long weekend without the other's computer. */
export const GIVE_UP_MS = 7 * 24 * 3_600_000;
/** And tried in this run for that long: the clock may have been set, and who comes back may find the other there. */
const TRIED_MS = 600_000;
/** How often a way is looked for where none was found and none was told of. */
export const LOOK_AGAIN_MS = 2_000;

/** Why a message to this origin can't be taken; `yes`: it can. */
export type MayWrite = 'yes' | 'simple' | 'blocked' | 'unknown' | 'full';

export function mayWrite(core: Core, to: Origin): MayWrite {
  if (core.config.mode === 'simple') return 'simple';
  if (isOwn(core, to)) return 'yes';
  if (core.rules.get(to) === 'block') return 'blocked';
  const isKnown = core.holdings.next(to) > 1 || core.routes.has(to);
  // A bare course name writes as the course does: to whatever name it is told.
  if (core.identity.birth !== undefined && !isKnown) return 'unknown';
  return core.outbox.size >= MAX_OUTBOX || core.outbox.sizeTo(to) >= MAX_OUTBOX_EACH ? 'full' : 'yes';
}

/** At the start: what the run before left unfinished. */
export function resumeMail(core: Core): void {
  for (const mail of core.ports.mail.unfinished())
    core.outbox.add(mail, mail.receipt !== undefined, core.now.monotonic);
  if (core.outbox.size > 0) core.armBy('mail', 0);
}

/** The host asked `mayWrite`. Always yields a `mail` effect. */
export function writeMail(core: Core, text: string, to: Origin): void {
  core.trace({ type: 'said', text, destination: to });
  core.tracePeers();
  const { identity, ports, now } = core;
  const { origin } = identity;
  const before = lastOf(core, origin, to);
  const shownAt = Math.max(now.wall, before.shownAt);
  const isSealed = identity.birth !== undefined && splitOrigin(to).tag !== '' && !isOwn(core, to);
  const mail: Mail = {
    origin,
    destination: to,
    number: before.number + 1,
    text,
    trust: identity.birth === undefined ? 'unverified' : 'verified',
    delivery: isOwn(core, to) ? 'delivered' : 'waiting',
    ...(isSealed ? { receipt: ports.random.bytes(RECEIPT_BYTES) } : {}),
    saidAt: now.wall,
    arrivedAt: now.wall,
    shownAt,
  };
  core.lastMail.set(`${origin}\n${to}`, { number: mail.number, shownAt });
  core.emit({ kind: 'mail', mail });
  if (mail.delivery === 'delivered') return;
  const { line } = core.outbox.add(mail, isSealed, now.monotonic);
  serve(core, line);
}

/** Of what is numbered and waits, all that is due; and when to look again. */
export function sendMail(core: Core): void {
  for (const line of core.outbox.all()) serve(core, line);
}

/** The destination lives, or there may be a new way to it: at once, not when its turn comes. */
export function hurryTo(core: Core, destination: Origin): void {
  if (core.outbox.size === 0) return;
  for (const line of core.outbox.to(destination)) if (line.hurry(core.now.monotonic, true)) core.armBy('mail', 0);
}

/** A neighbour is there again: it may be the way to anybody. */
export function hurryAll(core: Core): void {
  if (core.outbox.size === 0) return;
  for (const line of core.outbox.all()) if (line.hurry(core.now.monotonic, false)) core.armBy('mail', 0);
}

/** The receiver shows what only its owner's key could have told it, for this number and all before it. */
export function receiveReceipt(core: Core, { origin, destination, id, text }: Private): void {
  const line = core.outbox.find(destination, origin);
  const pending = line?.pending.get(id);
  if (line === undefined || pending?.mail.receipt === undefined || !isReceipt(text, pending.mail.receipt)) return;
  if (pending.attempts === 1) {
    const measured = core.now.monotonic - pending.lastSent;
    line.roundTrip = line.roundTrip === undefined ? measured : 0.8 * line.roundTrip + 0.2 * measured;
  }
  // Taken in order, so all before it are there too (receive.ts, invariant 1).
  for (const earlier of line.pending.values())
    if (earlier.isSealed && earlier.mail.number <= id) finish(core, line, earlier, 'delivered');
  line.hurry(core.now.monotonic, true); // somebody is there
  serve(core, line);
}

function serve(core: Core, line: Correspondence): void {
  const now = core.now.monotonic;
  for (const pending of line.pending.values())
    if (core.now.wall - pending.mail.arrivedAt > GIVE_UP_MS && now - pending.waitsSince > TRIED_MS)
      finish(core, line, pending, 'failed');
  for (const pending of line.window()) if (pending.due <= now) tryOnce(core, line, pending);
  let next = Infinity;
  for (const { due } of line.window()) next = Math.min(next, due);
  if (next < Infinity) core.armBy('mail', Math.max(1, next - now));
}

function tryOnce(core: Core, line: Correspondence, pending: Pending): void {
  const { origin, destination } = line;
  const now = core.now.monotonic;
  if (core.rules.get(destination) === 'block') {
    pending.due = now + LOOK_AGAIN_MS;
    return;
  }
  const wire = wireForm(core, line, pending);
  const isSent =
    wire === undefined
      ? askForCard(core, origin, destination, pending.attempts)
      : sendOnItsWay(core, { type: 'private', origin, destination, hopLimit: 0, ...wire }, pending.attempts);
  if (!isSent) {
    pending.due = now + LOOK_AGAIN_MS;
    return;
  }
  if (!pending.isSealed) {
    finish(core, line, pending, 'unconfirmed');
    return;
  }
  line.unanswered += 1;
  pending.attempts += 1;
  pending.lastSent = now;
  pending.due = now + retryAfter(pending.attempts, line.roundTrip);
  if (pending.isOnItsWay || wire === undefined) return;
  pending.isOnItsWay = true;
  tell(core, pending.mail, 'sent');
}

/** Undefined: its receiver's key is not known. */
function wireForm(core: Core, line: Correspondence, pending: Pending): Pick<Private, 'id' | 'text'> | undefined {
  const { mail, isSealed } = pending;
  if (!isSealed) return { id: 0, text: mail.text };
  const recipient = birthOf(core, mail.destination);
  if (recipient === undefined || mail.receipt === undefined) return undefined;
  const { base } = line;
  if (pending.text?.base !== base) {
    const { origin, destination, number, saidAt = mail.arrivedAt, receipt, text } = mail;
    const letter = { base, saidAt: Math.trunc(saidAt), receipt, text };
    const address = { group: core.chain.group, origin, destination, number };
    pending.text = { base, sealed: sealLetter(address, letter, recipient, core.ports.crypto) };
  }
  return { id: mail.number, text: pending.text.sealed };
}

function finish(core: Core, line: Correspondence, { mail }: Pending, delivery: Delivery): void {
  core.outbox.remove(line, mail.number);
  tell(core, mail, delivery);
}

function tell(core: Core, { origin, destination, number }: Mail, delivery: Delivery): void {
  core.emit({ kind: 'delivery', origin, destination, number, delivery });
}

/** So many are remembered; the others are looked up. */
const MAX_REMEMBERED = 4_096;

/** The last message from one to the other, this input's included. */
export function lastOf(core: Core, origin: Origin, destination: Origin): { number: number; shownAt: number } {
  const key = `${origin}\n${destination}`;
  const known = core.lastMail.get(key);
  if (known !== undefined) return known;
  if (core.lastMail.size >= MAX_REMEMBERED) core.lastMail.clear(); // what was kept is in the log by now
  const { number, shownAt } = core.ports.mail.last(origin, destination);
  const last = { number, shownAt };
  core.lastMail.set(key, last);
  return last;
}
