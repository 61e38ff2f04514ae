/**
 * Fetching what we lack, between ours (protocol.md §6).
 *
 * 1. An origin is pulled from one peer at a time: with N holders one copy travels, not N.
 * 2. A pull that made no progress for STALL_MS moves to another holder, or is asked for again.
 * 3. A few missing rumors are probably on their way already: they get GRAFT_DELAY_MS before they are asked for.
 * 4. Anyone can say that there is more. Only who is known to be there is asked; and an origin of which pull after pull
 *    brought nothing that could be taken is asked for less and less often, as it may not exist, be forged or be forked.
 * 5. What couldn't be taken now isn't asked for (growth.ts).
 */
import type { Core } from '../core.ts';
import { MAX_ORIGINS } from '../limits.ts';
import type { Address, Origin } from '../names.ts';
import { isStranger, type Peer } from '../peers.ts';
import { sendStatus } from '../sending.ts';
import { hasRoomFor } from './bounds.ts';
import { nextOf, NO_RANGE } from './clock.ts';
import { isWorthAsking, isWorthAskingFor } from './growth.ts';
import { pieces } from './statuses.ts';

export interface Pull {
  readonly from: Address;
  progressAt: number;
}

const STALL_MS = 300;
const GRAFT_DELAY_MS = 150;
const FEW = 8;
/** A window of the sender's: more would not be in flight anyway. */
export const CREDIT = 64;
/** Each window should hold long runs of few origins, as one verification serves a run. */
const MAX_OPEN_PER_PEER = 32;
/** Want entries of one request: it should fit PREFERRED_DATAGRAM with a hello. */
const REQUEST_ROOM = 1_100;

/** Invariant 4: after so many pulls in a row without progress, and how long it then takes at most until the next. */
const PATIENCE = 3;
const MAX_WAIT_MS = 30_000;

/**
 * A peer of ours says that it holds rumors of these origins that we lack. A stranger's word would only take the places of
 * others: it counts once it is known to be there. What we hold some of always has a place, and something new takes that of
 * what was asked for in vain (invariant 4).
 */
export function noteLacking(core: Core, peer: Peer, origins: Iterable<Origin>): void {
  if (isStranger(peer)) return;
  let missing = 0;
  const vain = inVain(core);
  for (const origin of origins) {
    const theirs = nextOf(peer.clock, origin);
    const held = core.holdings.next(origin);
    if (theirs <= held) continue;
    const mine = core.inbox.nextExpected(origin, held);
    if (theirs <= mine) continue;
    const isNew = held === 1 && !core.lacking.has(origin);
    if (isNew && !hasRoomFor(core, origin)) continue;
    if (isNew && core.lacking.size >= MAX_ORIGINS) {
      const { value: given } = vain.next();
      if (given === undefined) continue;
      forgetLack(core, given);
    }
    missing += theirs - mine;
    core.lacking.set(origin, Math.max(theirs, core.lacking.get(origin) ?? 0));
  }
  if (missing > 0) core.armBy('pull', missing > FEW ? planDelay(core) : GRAFT_DELAY_MS);
}

function* inVain({ lacking, holdings, stalls }: Core): Generator<Origin, undefined> {
  for (const origin of lacking.keys())
    if (holdings.next(origin) === 1 && (stalls.get(origin)?.count ?? 0) >= PATIENCE) yield origin;
}

/** ms; planning costs with what is lacking, so it isn't done for every datagram when that is much. */
const planDelay = (core: Core): number => core.lacking.size >> 8;

function forgetLack(core: Core, origin: Origin): boolean {
  core.lacking.delete(origin);
  core.stalls.delete(origin);
  return core.pulls.delete(origin);
}

export const isPulling = (core: Core, origin: Origin, from: Address): boolean => core.pulls.get(origin)?.from === from;

export function progressed(core: Core, origin: Origin, from: Address): void {
  const pull = core.pulls.get(origin);
  if (pull?.from === from) pull.progressAt = core.now.monotonic;
  core.stalls.delete(origin);
  if (core.holdings.next(origin) < (core.lacking.get(origin) ?? 0)) return;
  if (!forgetLack(core, origin)) return;
  if (core.lacking.size > core.pulls.size) core.armBy('pull', planDelay(core));
}

export function planPulls(core: Core): void {
  const now = core.now.monotonic;
  const load = new Map<Address, number>();
  for (const { from } of core.pulls.values()) load.set(from, (load.get(from) ?? 0) + 1);
  const sources = [...core.peers.all()].filter(
    (peer) => peer.kind === 'ours' && peer.state === 'reachable' && peer.rule !== 'block',
  );
  const askable = new Set(sources.filter((peer) => !isStranger(peer) && isWorthAsking(core, peer)));
  const asked = new Map<Peer, Origin[]>();
  for (const [origin, target] of core.lacking) {
    if (core.holdings.next(origin) >= target) {
      forgetLack(core, origin);
      continue;
    }
    const pull = core.pulls.get(origin);
    if (pull !== undefined && now - pull.progressAt < STALL_MS && core.peers.get(pull.from)?.state === 'reachable')
      continue;
    if (pull !== undefined) {
      core.pulls.delete(origin);
      load.set(pull.from, (load.get(pull.from) ?? 1) - 1);
      stalled(core, origin);
    }
    if ((core.stalls.get(origin)?.until ?? 0) > now || !isWorthAskingFor(core, origin)) continue;
    const source = choose(core, origin, sources, askable, load, pull?.from);
    if (source === 'nobody') forgetLack(core, origin);
    if (typeof source === 'string') continue;
    core.pulls.set(origin, { from: source.address, progressAt: now });
    load.set(source.address, (load.get(source.address) ?? 0) + 1);
    asked.set(source, [...(asked.get(source) ?? []), origin]);
  }
  for (const [peer, origins] of asked)
    for (const want of pieces(origins, core.holdings.clock, REQUEST_ROOM)) {
      peer.granted = true;
      if (core.policy.prunes) peer.link = 'eager';
      sendStatus(core, peer, {
        want,
        range: NO_RANGE,
        credit: CREDIT,
        ...(core.policy.prunes ? { link: 'eager' } : {}),
      });
    }
  if (core.lacking.size > 0) core.armBy('pull', STALL_MS / 2);
}

/** Invariant 4. */
function stalled(core: Core, origin: Origin): void {
  const count = (core.stalls.get(origin)?.count ?? 0) + 1;
  const wait = count < PATIENCE ? 0 : Math.min(MAX_WAIT_MS, STALL_MS * 2 ** (count - PATIENCE + 1));
  core.stalls.set(origin, { count, until: core.now.monotonic + wait });
}

/** The least loaded holder, by chance among equals, and not the one that stalled if there is another. */
function choose(
  core: Core,
  origin: Origin,
  sources: readonly Peer[],
  askable: ReadonlySet<Peer>,
  load: ReadonlyMap<Address, number>,
  stalled: Address | undefined,
): Peer | 'nobody' | 'later' {
  const next = core.holdings.next(origin);
  let holders = sources.filter((peer) => nextOf(peer.clock, origin) > next);
  if (holders.length === 0) return 'nobody';
  holders = holders.filter((peer) => askable.has(peer));
  if (holders.length > 1) holders = holders.filter((peer) => peer.address !== stalled);
  let best: Peer | undefined;
  let bestScore = Infinity;
  for (const peer of holders) {
    const open = load.get(peer.address) ?? 0;
    const score = open + core.ports.random.float();
    if (open < MAX_OPEN_PER_PEER && score < bestScore) [best, bestScore] = [peer, score];
  }
  return best ?? 'later';
}
