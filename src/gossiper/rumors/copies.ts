/**
 * Copies of rumors that are held already.
 *
 * 1. The first text of an (origin, ID) wins; a verified one beats an unverified one; two verified ones prove a fork.
 * 2. A corrected text is one that clocks don't tell of, as they only count: it is passed on to our links at once.
 * 3. A fork of our own origin, verified, means that someone else speaks with our key: a new incarnation.
 */
import type { Core } from '../core.ts';
import { reincarnate } from '../incarnation.ts';
import type { Address } from '../names.ts';
import type { Rumor } from '../packet.ts';
import { isStranger, type Peer } from '../peers.ts';
import { learnRoute } from '../routing/forward.ts';
import { send } from '../sending.ts';
import { holds, mayShowUnverified, payForForgery } from './bounds.ts';
import { checkAlone } from './chain.ts';
import { mayGrow, payForGrowth } from './growth.ts';
import { keyOf } from './holdings.ts';
import { acknowledgeSoon } from './mongering.ts';
import { fanout, sample } from './spread.ts';

const MAX_FIRST_FROM = 4_096;
/** Longer than any way through the tree with a push or two repeated. */
const SAME_TIME_MS = 1_000;

export function duplicate(core: Core, peer: Peer, rumor: Rumor): void {
  core.counters.duplicates += 1;
  holds(core, peer, rumor);
  learnRoute(core, rumor.origin, peer.address, { how: 'rumor', id: rumor.id });
  const isCorrected = compareWithHeld(core, peer, rumor);
  if (peer.kind !== 'ours') {
    core.armBy('settle', 0);
    return;
  }
  if (core.policy.prunes && !isCorrected && isSecondPath(core, peer, rumor)) peer.link = peer.askLink = 'lazy';
  acknowledgeSoon(core, peer, rumor.origin);
}

/** Two links brought the same rumor at about the same time. Old news says only that the sender doesn't know our clock. */
function isSecondPath(core: Core, peer: Peer, { origin, id }: Rumor): boolean {
  const first = core.firstFrom.get(keyOf(origin, id));
  return first !== undefined && first.from !== peer.address && core.now.monotonic - first.at < SAME_TIME_MS;
}

export function rememberFirst(core: Core, { origin, id }: Rumor, from: Address): void {
  core.firstFrom.set(keyOf(origin, id), { from, at: core.now.monotonic });
  if (core.firstFrom.size <= MAX_FIRST_FROM) return;
  for (const oldest of core.firstFrom.keys()) {
    core.firstFrom.delete(oldest);
    return;
  }
}

/** Invariants 1 and 3. True: this copy took the place of a different text. */
function compareWithHeld(core: Core, peer: Peer, copy: Rumor): boolean {
  const held = core.holdings.get(copy.origin, copy.id);
  if (held === undefined) return false;
  const isSame = held.text === copy.text;
  if (isSame && (copy.extensions.length === 0 || held.extensions.length > 0)) return false;
  if (copy.extensions.length > 0 && !mayGrow(core, peer, copy)) return false; // it may take the place of a short text
  const isRight = verifies(core, copy);
  // Of right ones too: whoever has a key can make forks without end.
  if (copy.extensions.length > 0 && !(isRight && isSame)) payForForgery(core, peer);
  if (isSame) {
    if (isRight) upgrade(core, peer, copy);
    return false;
  }
  core.counters.forks += 1;
  if (isRight && !verifies(core, held)) {
    upgrade(core, peer, copy);
    passOn(core, peer, copy);
    return true;
  }
  if (isRight || mayShowUnverified(core))
    core.emit({ kind: 'evidence', rumor: copy, trust: isRight ? 'verified' : 'unverified', from: peer.address });
  if (isRight && copy.origin === core.identity.origin) reincarnate(core);
  return false;
}

/** Whether its signature is right, whatever its neighbours. */
export function verifies(core: Core, rumor: Rumor): boolean {
  const claims = core.ports.codec.claims(rumor);
  if (claims === undefined) return false;
  const { identity, holdings } = core;
  const known = rumor.origin === identity.origin ? identity.birth : holdings.birth(rumor.origin);
  core.counters.verifications += 1;
  return checkAlone({ rumor, claims }, known, core.chain);
}

function upgrade(core: Core, peer: Peer, rumor: Rumor): void {
  payForGrowth(core, peer, rumor);
  const claims = core.ports.codec.claims(rumor);
  core.holdings.replace(rumor, claims?.birth);
  core.emit({ kind: 'upgrade', rumor, ...(claims?.name === undefined ? {} : { name: claims.name }) });
}

/** Invariant 2. Once at each peer, as the next copy is equal; not repeated, as no clock would acknowledge it. */
function passOn(core: Core, from: Peer, rumor: Rumor): void {
  const links = [...core.peers.all()].filter(
    (peer) => peer !== from && peer.kind === 'ours' && peer.state === 'reachable' && !isStranger(peer),
  );
  const bytes = core.ports.codec.rumorDatagram(rumor);
  for (const peer of sample(links, fanout(core.known), core.ports.random))
    send(core, peer, { type: 'rumor', rumor }, bytes);
}
