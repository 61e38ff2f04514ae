/**
 * Who holds what, also where we don't hear it ourselves: each peer of ours says from time to time what it holds, signed,
 * and the others pass that on.
 *
 * 1. Never more than was reported: a digest counts only with the right signature of its origin's key, and what it says is
 *    kept with the moment at which it was said. Whoever lost its log is another origin from then on (identity).
 * 2. A digest goes out when the clock changed, at most once in DIGEST_MS, and once in 10 to 30 s without a change while
 *    somebody is there. It says what changed most lately, then in turn what it says seldom.
 * 3. What is newer than what was known is passed on to a few peers at random (a push epidemic), at a rate that falls with
 *    the size of the group: n peers that each tell n others of themselves must not cost more than their rumors.
 * 4. It names up to MAX_DIGEST_LINKS peers that its origin reaches itself, those that it pushes to first: the picture of the
 *    network beyond our own links is made of these. The latest digest of an origin says all that is known of its links.
 * 5. At most MAX_REPORTERS origins are remembered with MAX_REPORTED entries each, and digests of as many wait to be passed
 *    on; the longest unheard makes room. Wrong signatures cost their sender's budget (rumors/bounds.ts).
 */
import type { Core } from './core.ts';
import { owns } from './identity.ts';
import { MAX_DIGEST_ENTRIES, MAX_DIGEST_LINKS, MAX_REPORTED, MAX_REPORTERS } from './limits.ts';
import { byteLength, type Origin } from './names.ts';
import type { Digest, DigestLink, Want } from './packet.ts';
import { isStranger, type Peer } from './peers.ts';
import { fullBucket, take } from './rate.ts';
import { mayForge, payForForgery } from './rumors/bounds.ts';
import { sample } from './rumors/spread.ts';
import { send } from './sending.ts';

const DIGEST_MS = 2_000;
/** Without a change: seldom in a crowd, often where a lost one leaves a hole for long. */
const renewMs = (known: number): number => Math.min(30_000, Math.max(10_000, 2_000 * known));
/** To so many each digest goes from one peer; the next ones of its origin go to others. */
const TARGETS = 4;
/** Digests a second, and at once after a quiet time. */
const digestRate = (known: number): number => Math.min(4, Math.max(1 / 4, 8 / known));
const BURST = 4;
/** Group mark, origin's tag, time, signature. */
const OVERHEAD_BYTES = 155;

export interface Report {
  /** The reporter's clock when it said so. */
  at: number;
  /** When something was heard of it last: wall clock here, ms since 1970. Of each origin, when it said so: never later than that. */
  heardAt: number;
  readonly next: Map<Origin, { readonly nextId: number; readonly saidAt: number }>;
  links: readonly DigestLink[];
}

/** What is known of who holds what, and what was said of ourselves. */
export class Digests {
  readonly reports = new Map<Origin, Report>();
  /** Next IDs as they were said last, in the order of that. */
  readonly said = new Map<Origin, number>();
  saidAt = -Infinity;
  at = 0;
  /** The latest of each origin that is still to be passed on, and to whom. */
  readonly waiting = new Map<Origin, { readonly digest: Digest; readonly to: Peer[] }>();
  readonly bucket = fullBucket(BURST, 0);
}

/** Every second (upkeep.ts): ours, where it is due, and what waits of others'. */
export function tellDigests(core: Core): void {
  sayDigest(core);
  sendWaiting(core);
}

/** Invariant 2. */
function sayDigest(core: Core): void {
  const { digests, holdings, identity, ports } = core;
  // Who has said nothing is nobody yet: a profile without a name gets another origin with it (announceRoute.ts).
  if (identity.birth === undefined || holdings.next(identity.origin) === 1) return;
  const since = core.now.monotonic - digests.saidAt;
  const changed =
    since < DIGEST_MS ? [] : holdings.origins.filter((origin) => digests.said.get(origin) !== holdings.next(origin));
  if ((changed.length === 0 && since < renewMs(core.known)) || holdings.origins.length === 0) return;
  if (targetsOf(core, undefined).length === 0) return;
  const turn = [...digests.said.keys()].filter((origin) => digests.said.get(origin) === holdings.next(origin));
  const ownLinks = digestLinks(core);
  const listed = [...changed, ...turn].slice(0, MAX_DIGEST_ENTRIES - ownLinks.length);
  for (const origin of listed) {
    digests.said.delete(origin); // to the end of the turn
    digests.said.set(origin, holdings.next(origin));
  }
  const holds = listed.map((origin): Want => ({ origin, nextId: holdings.next(origin) }));
  digests.saidAt = core.now.monotonic;
  digests.at = Math.max(digests.at + 1, Math.round(core.now.wall));
  const { publicKey, incarnation } = identity.birth;
  const withLinks = ownLinks.length === 0 ? {} : { links: ownLinks };
  const said = { origin: identity.origin, at: digests.at, holds, ...withLinks, publicKey, incarnation };
  const signature = ports.crypto.sign(ports.codec.signedDigest(core.chain.group, said));
  spread(core, { ...said, signature }, undefined);
}

export function receiveDigest(core: Core, from: Peer, digest: Digest): void {
  const { origin, at, holds } = digest;
  if (from.kind !== 'ours' || isStranger(from) || origin === core.identity.origin) return;
  const known = core.digests.reports.get(origin);
  if (known !== undefined && at <= known.at) return;
  if (!mayForge(core, from)) return;
  core.counters.verifications += 1;
  const signed = core.ports.codec.signedDigest(core.chain.group, digest);
  if (
    !owns(digest, origin, core.ports.crypto) ||
    !core.ports.crypto.verify(digest.publicKey, signed, digest.signature)
  ) {
    core.counters.forged += 1;
    payForForgery(core, from);
    return;
  }
  const report: Report = known ?? { at, heardAt: 0, next: new Map(), links: [] };
  report.at = at;
  report.heardAt = core.now.wall;
  report.links = digest.links ?? [];
  for (const { origin: held, nextId } of holds) note(report, core.holdings.known(held) ?? held, nextId);
  core.digests.reports.delete(origin); // to the end: the first is the longest unheard
  core.digests.reports.set(core.holdings.known(origin) ?? origin, report);
  for (const [oldest] of core.digests.reports) {
    if (core.digests.reports.size <= MAX_REPORTERS) break;
    core.digests.reports.delete(oldest);
  }
  spread(core, digest, from);
}

/** Also where it is less than before: whoever restored an older log without noticing holds less. */
function note({ next, at, heardAt }: Report, origin: Origin, nextId: number): void {
  if (next.has(origin) || next.size < MAX_REPORTED) next.set(origin, { nextId, saidAt: Math.min(at, heardAt) });
}

/** Invariant 4. */
function digestLinks(core: Core): DigestLink[] {
  const found = new Map<Origin, DigestLink>();
  for (const { kind, state, validated, origin, link, roundTrip } of core.peers.all()) {
    if (kind !== 'ours' || state !== 'reachable' || !validated || origin === undefined || found.has(origin)) continue;
    const measured = roundTrip === undefined ? {} : { roundTrip: Math.max(1, Math.round(roundTrip)) };
    found.set(origin, { origin, isEager: link === 'eager', ...measured });
  }
  return [...found.values()].toSorted((a, b) => Number(b.isEager) - Number(a.isEager)).slice(0, MAX_DIGEST_LINKS);
}

/** Invariant 3. */
function spread(core: Core, digest: Digest, from: Peer | undefined): void {
  const to = sample(targetsOf(core, from), TARGETS, core.ports.random);
  const { waiting } = core.digests;
  waiting.delete(digest.origin);
  if (to.length > 0) waiting.set(digest.origin, { digest, to });
  for (const oldest of waiting.keys()) {
    if (waiting.size <= MAX_REPORTERS) break;
    waiting.delete(oldest);
  }
}

/** One of each origin in turn, as far as the rate allows. */
function sendWaiting(core: Core): void {
  const { waiting, bucket } = core.digests;
  for (const [origin, { digest, to }] of waiting) {
    if (!take(bucket, digestRate(core.known), BURST, core.now.monotonic)) return;
    const peer = to.pop();
    waiting.delete(origin);
    if (to.length > 0) waiting.set(origin, { digest, to }); // to the end of the turn
    if (peer !== undefined && core.peers.get(peer.address) === peer) sendDigest(core, peer, digest);
  }
}

const targetsOf = (core: Core, from: Peer | undefined): Peer[] =>
  [...core.peers.all()].filter(
    (peer) =>
      peer !== from && peer.kind === 'ours' && peer.state === 'reachable' && peer.rule !== 'block' && !isStranger(peer),
  );

function sendDigest(core: Core, peer: Peer, digest: Digest): void {
  let bytes = OVERHEAD_BYTES + byteLength(digest.origin);
  for (const { origin } of digest.holds) bytes += byteLength(origin) + 9;
  for (const { origin } of digest.links ?? []) bytes += byteLength(origin) + 14;
  send(core, peer, { type: 'control', control: { kind: 'digest', digest } }, bytes);
}
