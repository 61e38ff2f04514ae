/**
 * What happens without being asked: anti-entropy, pings, and forgetting.
 *
 * 1. Anti-entropy: every `antiEntropyMs` our status goes to one random peer; to one of ours with a ping.
 * 2. A link of ours that was silent for PING_AFTER_MS is pinged; UNANSWERED pings without an answer mean unreachable. A silent
 *    course peer in sync is healthy, and is judged by pushes only.
 * 3. The user's peers that were never heard, and ours that became unreachable, are tried again, a few at a time.
 */
import type { Core } from './core.ts';
import { tellDigests } from './digests.ts';
import { FORGET_SILENT_MS, introduceOnce, introduceOthers } from './introductions.ts';
import type { Address } from './names.ts';
import { isStranger, type Peer } from './peers.ts';
import { fanout, sample } from './rumors/spread.ts';
import { planPulls } from './rumors/pull.ts';
import { announceRoute } from './routing/announceRoute.ts';
import { sayRumor } from './say.ts';
import { greet, ping } from './sending.ts';

const TICK_MS = 1_000;
const PING_AFTER_MS = 15_000;
const PING_TIMEOUT_MS = 1_000;
const UNANSWERED = 3;
const TRY_AGAIN_MS = 5_000;
const TRIES_PER_TICK = 8;
/** Learned, unreachable, and silent for this long: forgotten. */
const FORGET_MS = 600_000;

export function start(core: Core): void {
  if (core.config.mode === 'simple') return;
  core.armBy('tick', TICK_MS);
  const { antiEntropyMs, routeRumorMs } = core;
  // A random first interval: peers that start together must not keep step.
  if (antiEntropyMs > 0) core.armBy('antiEntropy', antiEntropyMs * core.ports.random.float());
  if (routeRumorMs > 0) routeRumor(core);
  greetSome(core);
}

/** So many at once: a burst that no course peer drops. */
const GREETED = 64;

function greetSome(core: Core): void {
  for (const peer of sample([...core.peers.all()], GREETED, core.ports.random)) greet(core, peer);
}

/** What didn't change keeps its time: whoever sets one interval doesn't put off the other. */
export function setIntervals(
  core: Core,
  { antiEntropyMs, routeRumorMs }: { readonly antiEntropyMs: number; readonly routeRumorMs: number },
): void {
  if (core.config.mode === 'simple') return;
  if (antiEntropyMs !== core.antiEntropyMs) {
    core.antiEntropyMs = antiEntropyMs;
    core.disarm('antiEntropy');
    if (antiEntropyMs > 0) core.armBy('antiEntropy', antiEntropyMs * core.ports.random.float());
  }
  if (routeRumorMs !== core.routeRumorMs) {
    core.routeRumorMs = routeRumorMs;
    core.disarm('routeRumor');
    if (routeRumorMs > 0) routeRumor(core); // as at a start
  }
}

/** Others know us by where our datagrams come from: they hear from the new address at once. */
export function moved(core: Core, ownAddress: Address): void {
  core.ownAddress = ownAddress;
  if (core.peers.remove(ownAddress)) core.emit({ kind: 'peer', address: ownAddress });
  if (core.config.mode === 'rumors') greetSome(core);
}

export function routeRumor(core: Core): void {
  if (core.saysHeldBack === undefined) sayRumor(core, '');
  else core.saysHeldBack.push(''); // its ID may be one that others hold (say.ts, invariant 2)
  core.armBy('routeRumor', core.routeRumorMs);
}

export function antiEntropy(core: Core): void {
  core.armBy('antiEntropy', core.antiEntropyMs);
  const [peer] = sample(reachableOrNamed(core), 1, core.ports.random);
  if (peer === undefined) return;
  greet(core, peer);
  introduceOthers(core, peer);
}

const reachableOrNamed = (core: Core): Peer[] =>
  [...core.peers.all()].filter(
    (peer) =>
      peer.rule !== 'block' &&
      (peer.configured || peer.state === 'reachable') &&
      !(peer.kind === 'ours' && isStranger(peer)), // it may be someone else's address, who didn't ask for anything
  );

export function tick(core: Core): void {
  core.armBy('tick', TICK_MS);
  const now = core.now.monotonic;
  let tries = 0;
  for (const peer of core.peers.all()) {
    if (peer.rule === 'block') continue;
    if (peer.kind === 'ours' && peer.state === 'reachable') checkPing(core, peer);
    if (isMissed(peer) && now - peer.lastStatusSent >= TRY_AGAIN_MS && tries++ < TRIES_PER_TICK) greet(core, peer);
    introduceOnce(core, peer);
    if (isForgotten(peer, now)) {
      core.peers.remove(peer.address);
      core.emit({ kind: 'peer', address: peer.address });
    }
  }
  keepALink(core);
  tellDigests(core);
  announceRoute(core);
  if (core.lacking.size > 0) planPulls(core);
}

/** Learned, and silent for long; those of whom one was only told much sooner. Whom a rule is for stays, so that it can be lifted. */
const isForgotten = ({ configured, rule, state, lastHeard, learnedAt }: Peer, now: number): boolean =>
  !configured &&
  rule === 'none' &&
  ((state === 'unreachable' && now - (lastHeard ?? now) > FORGET_MS) ||
    (state === 'waiting' && now - learnedAt > FORGET_SILENT_MS));

/** Named by the user and never heard, or one of ours that was there: worth a try now and then. */
const isMissed = (peer: Peer): boolean =>
  peer.state === 'waiting'
    ? peer.configured
    : peer.state === 'unreachable' && peer.kind === 'ours' && !isStranger(peer);

function checkPing(core: Core, peer: Peer): void {
  const now = core.now.monotonic;
  if (peer.ping === undefined) {
    const silentFor = now - (peer.lastHeard ?? 0);
    const isDue = isStranger(peer)
      ? (peer.lastHeard ?? 0) > peer.lastPinged // it lives, but our ping or its answer was late or lost
      : peer.failures > 0
        ? silentFor > PING_TIMEOUT_MS
        : peer.link === 'eager' && silentFor > PING_AFTER_MS;
    if (isDue) ping(core, peer);
    return;
  }
  if (now - peer.ping.sentAt < Math.max(PING_TIMEOUT_MS, 3 * (peer.roundTrip ?? 0))) return;
  peer.ping = undefined;
  peer.answers.lost(now);
  if ((peer.lastHeard ?? 0) > now - PING_AFTER_MS && peer.unanswered === 0 && peer.failures === 0) return;
  peer.unanswered += 1;
  if (peer.unanswered < UNANSWERED) {
    ping(core, peer);
    return;
  }
  peer.state = 'unreachable';
  replaceLink(core, peer);
  peer.flight.clear();
  peer.sentNext.clear();
  core.emit({ kind: 'peer', address: peer.address });
}

/** Another takes its place, and is told what we hold: where many links are lost at once, what we say must not wait for their return. */
function replaceLink(core: Core, lost: Peer): void {
  if (lost.link !== 'eager') return;
  const others = [...core.peers.all()].filter(
    (peer) => peer.kind === 'ours' && peer.state === 'reachable' && peer.link === 'lazy' && !isStranger(peer),
  );
  const [other] = sample(others, 1, core.ports.random);
  if (other === undefined) return;
  lost.link = 'lazy';
  other.link = 'eager';
  greet(core, other);
}

/** Whoever is left without a link to push to takes new ones: the tree is gone. */
function keepALink(core: Core): void {
  const up = [...core.peers.all()].filter((peer) => peer.kind === 'ours' && peer.state === 'reachable');
  if (up.length === 0 || up.some((peer) => peer.link === 'eager')) return;
  for (const peer of sample(up, fanout(core.known), core.ports.random)) peer.link = 'eager';
}

/** Timeouts that ran while the machine slept prove nothing: start them again, and ask what was missed. */
export function woke(core: Core): void {
  const now = core.now.monotonic;
  for (const peer of core.peers.all()) {
    for (const sent of peer.flight.values()) sent.sentAt = now;
    peer.ping = undefined;
    peer.unanswered = 0;
  }
  for (const pull of core.pulls.values()) pull.progressAt = now;
  core.rearm();
  for (const peer of sample(reachableOrNamed(core), fanout(core.known), core.ports.random)) greet(core, peer);
}
