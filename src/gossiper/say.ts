/**
 * What is said here: our own rumors.
 *
 * 1. The next ID of our origin is what our log says (protocol.md §3, "Identity").
 * 2. A bare course name has no incarnations: in its first CLAIMS_MS it listens to what others hold of it, and fetches that
 *    back before it speaks, as they would take new texts under old IDs for copies. With no peer known it speaks at once.
 */
import type { Core } from './core.ts';
import { MAX_NAME_BYTES, MAX_TEXT_BYTES } from './limits.ts';
import { byteLength } from './names.ts';
import type { LogEntry } from './ports.ts';
import { makeRumor } from './rumors/chain.ts';
import { rememberFirst } from './rumors/copies.ts';
import { spread } from './rumors/mongering.ts';
import { nextOf } from './rumors/clock.ts';
import { saySimple } from './simple.ts';

const CLAIMS_MS = 1_000;
/** How long the past may take to come back; then it is taken for a lie. */
const FETCH_MS = 5_000;
/** What others claim of our name moves our ID by at most this. */
export const MAX_CLAIMED = 10_000;
const HELD_BACK = 10_000;

export function listenForClaims(core: Core): void {
  if (core.identity.birth !== undefined || core.config.mode === 'simple' || core.peers.size === 0) return;
  core.saysHeldBack = [];
  core.claimsUntil = core.now.monotonic + FETCH_MS;
  core.armBy('claims', CLAIMS_MS);
}

/** What was claimed is here, or it is too late for it: speak. */
export function claimsOver(core: Core): void {
  if (core.saysHeldBack === undefined) return;
  if (core.now.monotonic < core.claimsUntil && isBehindOnOurselves(core)) {
    core.armBy('claims', CLAIMS_MS / 4);
    return;
  }
  const texts = core.saysHeldBack;
  core.saysHeldBack = undefined;
  for (const text of texts) sayRumor(core, text);
}

function isBehindOnOurselves(core: Core): boolean {
  const { origin } = core.identity;
  const mine = core.holdings.next(origin);
  for (const peer of core.peers.all()) {
    const theirs = nextOf(peer.clock, origin);
    if (theirs > mine && theirs <= mine + MAX_CLAIMED) return true;
  }
  return false;
}

export function say(core: Core, text: string): void {
  if (text === '' || byteLength(text) > MAX_TEXT_BYTES) throw new Error('the host checks what people say');
  core.trace({ type: 'said', text });
  core.tracePeers();
  if (core.config.mode === 'simple') saySimple(core, text);
  else if (core.saysHeldBack !== undefined && core.saysHeldBack.length < HELD_BACK) core.saysHeldBack.push(text);
  else sayRumor(core, text);
}

/**
 * A new name for our origin, which stays as it is: a rumor without text, so that course peers take it for a route rumor.
 * Simple mode has no rumors; there the log keeps it.
 */
export function rename(core: Core, name: string): void {
  if (core.identity.birth === undefined) throw new Error('a bare name is its origin');
  if (name === '' || !name.isWellFormed() || byteLength(name) > MAX_NAME_BYTES)
    throw new Error('the host checks names');
  core.identity = { ...core.identity, name };
  sayRumor(core, '', name);
}

/** Text "" is a route rumor, or with `name` a new name. */
export function sayRumor(core: Core, text: string, name?: string): void {
  const { origin } = core.identity;
  const { wall } = core.now;
  const id = core.holdings.next(origin);
  const rumor = makeRumor(core.identity, id, text, core.holdings.link(origin), wall, core.chain, name);
  const { birth } = core.identity;
  const trust = birth === undefined ? 'unverified' : 'verified';
  const shownAt = Math.max(wall, core.holdings.shownAt(origin));
  const entry: LogEntry = {
    rumor,
    trust,
    ...(name === undefined ? {} : { name }),
    how: 'said',
    arrivedAt: wall,
    shownAt,
    ...(birth === undefined ? {} : { saidAt: wall }),
  };
  core.emit({ kind: 'append', entry });
  if (rumor.id === 1) core.peers.held(rumor.origin);
  core.holdings.add(rumor, trust, shownAt, birth);
  rememberFirst(core, rumor, core.ownAddress);
  if (text !== '') core.emit({ kind: 'delivered', entry });
  if (core.config.mode === 'rumors') spread(core, rumor, undefined, 1);
}
