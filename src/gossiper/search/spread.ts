/**
 * Searches that come by (docs/protocol.md §13).
 *
 * 1. The same origin and keywords within AGAIN_MS are one search. Each neighbour may have us look SEARCHES_PER_SECOND times.
 * 2. We subtract 1 from the budget and spread the rest as evenly as possible over the other peers, the odd ones at random.
 * 3. An answer lists what is offered to everybody, never what was shared in private. To a course peer only files of one level,
 *    as it can't read others, and of each the chunks held, from 1.
 */
import type { Core } from '../core.ts';
import { splitOrigin } from '../identity.ts';
import { bytesOfHex } from '../hex.ts';
import { chunksOf, FANOUT } from '../files/file.ts';
import {
  MAX_BUDGET,
  MAX_REMEMBERED_SEARCHES,
  MAX_RESULTS_SENT,
  PREFERRED_DATAGRAM,
  SEARCHES_BURST,
  SEARCHES_PER_SECOND,
} from '../limits.ts';
import { byteLength, type Origin } from '../names.ts';
import type { SearchRequest, SearchResult } from '../packet.ts';
import { isStranger, type Peer } from '../peers.ts';
import { take } from '../rate.ts';
import { isOwn, learnRoute, sendBack } from '../routing/forward.ts';
import { sample } from '../rumors/spread.ts';
import { send } from '../sending.ts';
import { isMatch } from './keywords.ts';

const AGAIN_MS = 500;
const NO_HASH = new Uint8Array(32);

export function receiveSearch(core: Core, peer: Peer, request: SearchRequest): void {
  const { origin, keywords } = request;
  if (isOwn(core, origin) || core.rules.get(origin) === 'block' || isRepeated(core, request)) return;
  const bucket = isStranger(peer) ? core.strangerSearches : peer.searches;
  if (!take(bucket, SEARCHES_PER_SECOND, SEARCHES_BURST, core.now.monotonic)) {
    core.counters.notForwarded += 1;
    return;
  }
  learnRoute(core, origin, peer.address, { how: 'passed' });
  answer(core, peer, request);
  spreadSearch(core, peer, origin, keywords, Math.min(request.budget, MAX_BUDGET) - 1);
}

/** `budget`: what is left of it, to be divided (invariant 2). */
export function spreadSearch(
  core: Core,
  except: Peer | undefined,
  origin: Origin,
  keywords: readonly string[],
  budget: number,
): void {
  if (budget < 1) return;
  const others = [...core.peers.all()].filter(
    (peer) => peer !== except && peer.rule !== 'block' && peer.state === 'reachable',
  );
  const each = Math.floor(budget / Math.max(1, others.length));
  const odd = budget - each * others.length;
  const size = keywords.reduce((sum, keyword) => sum + byteLength(keyword) + 3, byteLength(origin) + 24);
  for (const [at, peer] of sample(others, Math.min(budget, others.length), core.ports.random).entries())
    send(core, peer, { type: 'searchRequest', origin, budget: each + (at < odd ? 1 : 0), keywords }, size);
}

/** Invariant 1. */
function isRepeated(core: Core, { origin, keywords }: SearchRequest): boolean {
  const key = `${origin}\n${keywords.join('\n')}`;
  const at = core.heardSearches.get(key);
  const now = core.now.monotonic;
  if (at !== undefined && now - at < AGAIN_MS) return true;
  core.heardSearches.delete(key);
  core.heardSearches.set(key, now);
  for (const oldest of core.heardSearches.keys()) {
    if (core.heardSearches.size <= MAX_REMEMBERED_SEARCHES) break;
    core.heardSearches.delete(oldest);
  }
  return false;
}

/** In as many replies as it takes to keep each in one frame. */
function answer(core: Core, peer: Peer, { origin, keywords }: SearchRequest): void {
  const isOurs = peer.kind === 'ours' && (splitOrigin(origin).tag !== '' || core.holdings.birth(origin) !== undefined);
  let results: SearchResult[] = [];
  let room = 0;
  const flush = (): void => {
    if (results.length === 0) return;
    const { origin: own } = core.identity;
    const hopLimit = core.config.hopLimit - 1;
    sendBack(core, peer, { type: 'searchReply', origin: own, destination: origin, hopLimit, results });
    results = [];
  };
  for (const result of matches(core, keywords, isOurs)) {
    const bytes = byteLength(result.fileName) + 2 * result.chunkMap.length + 64;
    if (bytes > room) {
      flush();
      room = PREFERRED_DATAGRAM - byteLength(core.identity.origin) - byteLength(origin) - 32;
    }
    results.push(result);
    room -= bytes;
  }
  flush();
}

function* matches(core: Core, keywords: readonly string[], isOurs: boolean): Iterable<SearchResult> {
  let count = 0;
  for (const { root, name, size, listed } of core.files.shared.values()) {
    const chunkCount = chunksOf(size);
    if (!listed || chunkCount === 0 || (!isOurs && chunkCount > FANOUT) || !isMatch(name, keywords)) continue;
    const chunkMap = chunkCount > FANOUT ? [] : Array.from({ length: chunkCount }, (_, index) => index + 1);
    const ours = isOurs ? { size, isWhole: true } : {};
    yield { fileName: name, metafileHash: bytesOfHex(root) ?? NO_HASH, chunkMap, chunkCount, ...ours };
    if (++count === MAX_RESULTS_SENT) return;
  }
  for (const { file, walk, root } of core.files.all.values()) {
    const chunkCount = walk.chunks ?? 0;
    // Of a part of a large file nobody could list the chunks.
    if (!file.listed || !walk.isOpen || chunkCount > FANOUT || !isMatch(file.name, keywords)) continue;
    const chunkMap: number[] = [];
    for (let index = 0; index < chunkCount; index++)
      if (core.ports.chunks.isPlaced(root, index)) chunkMap.push(index + 1);
    if (chunkMap.length === 0) continue;
    yield { fileName: file.name, metafileHash: bytesOfHex(root) ?? NO_HASH, chunkMap, chunkCount };
    if (++count === MAX_RESULTS_SENT) return;
  }
}
