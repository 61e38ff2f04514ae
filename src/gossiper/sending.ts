/**
 * Everything that leaves goes through here.
 *
 * 1. Nothing goes to a blocked peer, and to a stranger only what its own datagrams paid for (peers.ts, invariant 2).
 * 2. Every status to a peer that may be ours says whose clock it is (hello); to a course peer it is as the course writes it.
 * 3. A rumor that leaves is in the peer's flight until it is acknowledged or given up.
 */
import type { Core } from './core.ts';
import { MAX_ORIGIN_BYTES } from './limits.ts';
import { byteLength, type Origin } from './names.ts';
import type { Message, Rumor, Status, Want } from './packet.ts';
import { allowance, isStranger, type Peer } from './peers.ts';
import { NO_RANGE } from './rumors/clock.ts';
import { courseSlice, ROOM, slices, wantBytes } from './rumors/statuses.ts';

export const PROTOCOL_VERSION = 1;
/** Group mark, hello without its origin, range, credit, nonces. */
const STATUS_BYTES = 80;
/** protocol.md §6: a course peer whose own list does not fit our status is told at most once a second. */
const CROWDED_STATUS_MS = 1_000;

export function send(core: Core, peer: Peer, message: Message, bytes: number): boolean {
  if (bytes > allowance(peer)) return false;
  peer.sentBytes += bytes;
  core.counters.sent += 1;
  core.counters.sentBytes += bytes;
  const { group } = core.config;
  core.emit({ kind: 'send', to: peer.address, packet: group === undefined ? { message } : { group, message } });
  return true;
}

type StatusFields = Omit<Status, 'type' | 'hello'>;

export function sendStatus(core: Core, peer: Peer, fields: StatusFields): boolean {
  let bytes = STATUS_BYTES + byteLength(core.identity.origin);
  for (const { origin } of fields.want) bytes += wantBytes(origin);
  if (fields.range?.to !== undefined) bytes += byteLength(fields.range.from) + byteLength(fields.range.to);
  const sent = send(core, peer, { type: 'status', ...fields, ...(peer.kind === 'course' ? {} : hello(core)) }, bytes);
  if (sent) {
    peer.owedStatus = false;
    peer.lastStatusSent = core.now.monotonic;
    if (fields.ping !== undefined) {
      peer.ping = { nonce: fields.ping, sentAt: core.now.monotonic };
      peer.lastPinged = core.now.monotonic;
    }
  }
  return sent;
}

function hello(core: Core): Pick<Status, 'hello'> {
  core.clockSeq += 1;
  const { instance } = core.config;
  const { origin } = core.identity;
  return { hello: { version: PROTOCOL_VERSION, origin, instance, capabilities: 0, clockSeq: core.clockSeq } };
}

/** All that we hold, as far as it fits; with a ping where one is due. */
export function sendWholeStatus(core: Core, peer: Peer, extra: Pick<StatusFields, 'ping' | 'pong'> = {}): void {
  const { origins, clock } = core.holdings;
  if (peer.kind === 'ours') {
    const parts = slices(origins, clock);
    const sent = parts.filter((slice, i) => sendStatus(core, peer, { ...slice, ...(i === 0 ? extra : {}) }));
    peer.toldAll = sent.length === parts.length;
    return;
  }
  const { want, fits } = courseSlice(origins, clock, peer.clock, statusRoom(core, peer));
  // It may be ours, which must not take an origin that did not fit for one that we lack.
  const to = peer.kind === 'course' ? undefined : firstUnsaid(origins, want);
  // A course peer takes that for one that we lack, and sends it: not in a loop.
  if ((!fits || to !== undefined) && core.now.monotonic - peer.lastStatusSent < CROWDED_STATUS_MS) return;
  if (peer.kind === 'course') sendStatus(core, peer, { want });
  else {
    const range = to === undefined ? {} : { range: { from: '', to } };
    peer.toldAll = sendStatus(core, peer, { want, ...range, ...extra }) && to === undefined;
  }
}

function firstUnsaid(sorted: readonly Origin[], want: readonly Want[]): Origin | undefined {
  if (want.length === sorted.length) return undefined;
  const said = new Set(want.map(({ origin }) => origin));
  return sorted.find((origin) => !said.has(origin));
}

/** So that the first status to a stranger is within what it may be sent, with room for a rumor. */
const STRANGER_STATUS_ROOM = 800;

/** Bytes of Want entries that may be sent to it at once. */
function statusRoom(core: Core, peer: Peer): number {
  if (!isStranger(peer)) return ROOM;
  const rest = allowance(peer) - STATUS_BYTES - byteLength(core.identity.origin) - MAX_ORIGIN_BYTES;
  return Math.min(peer.kind === 'course' ? ROOM : STRANGER_STATUS_ROOM, rest);
}

/** The course's answer to a rumor; to someone who may be ours an introduction as well, once. */
export function answerRumor(core: Core, peer: Peer): void {
  if (peer.ping === undefined && !peer.validated) greet(core, peer);
  else sendWholeStatus(core, peer);
}

/** A status with a ping: introduces us, and shows whether the address is real and how far away. */
export function greet(core: Core, peer: Peer): void {
  if (core.config.mode === 'simple') return;
  if (peer.kind === 'ours' && isStranger(peer)) {
    ping(core, peer); // what we hold follows when it has answered
    return;
  }
  sendWholeStatus(core, peer, peer.kind === 'course' ? {} : { ping: newNonce(core) });
}

export function ping(core: Core, peer: Peer): void {
  sendStatus(core, peer, { want: [], range: NO_RANGE, ping: newNonce(core) });
}

function newNonce(core: Core): number {
  let nonce = 1;
  for (const byte of core.ports.random.bytes(6)) nonce = nonce * 256 + byte;
  return nonce;
}

/** One rumor to one peer. False: it was not sent, and nothing changed. */
export function sendRumor(
  core: Core,
  peer: Peer,
  rumor: Rumor,
  how: { readonly hops?: number; readonly pulled?: boolean } = {},
): boolean {
  if (isStranger(peer) && peer.rumorAllowance < 1) return false;
  const bytes = core.ports.codec.rumorDatagram(rumor);
  const withHops = peer.kind !== 'ours' || how.hops === undefined ? {} : { hops: how.hops };
  if (!send(core, peer, { type: 'rumor', rumor, ...withHops }, bytes)) return false;
  if (isStranger(peer)) peer.rumorAllowance -= 1;
  const now = core.now.monotonic;
  const again = peer.flight.get(rumor.origin, rumor.id);
  if (again === undefined) peer.flight.add(rumor.origin, rumor.id, bytes, how.pulled ?? false, now);
  else {
    again.sentAt = now;
    again.tries += 1;
    peer.answers.lost(now);
    core.counters.retransmitted += 1;
  }
  core.reach.sent(rumor.origin, rumor.id);
  if (rumor.id >= sentNext(peer, rumor.origin)) peer.sentNext.set(rumor.origin, rumor.id + 1);
  core.armBy('retry', timeoutOf(core, peer, how.pulled ?? false));
  return true;
}

/** ms until a rumor in flight to it counts as lost. */
export const timeoutOf = (core: Core, peer: Peer, pulled: boolean): number =>
  pulled ? peer.flight.pullTimeout : core.policy.timeout(peer.flight.roundTrip, peer.kind);

/** The next ID of this origin that this peer neither holds nor is being sent. */
export function sentNext(peer: Peer, origin: Origin): number {
  return Math.max(peer.sentNext.get(origin) ?? 1, peer.clock.get(origin) ?? 1);
}
