/** What others answer to our searches: told, and of use to what is being fetched. */
import type { Core } from '../core.ts';
import { learnHolder } from '../files/downloads.ts';
import { chunksOf, FANOUT, MAX_FILE_CHUNKS, type Hash } from '../files/file.ts';
import { hexOf } from '../hex.ts';
import type { FileMatch } from '../input.ts';
import type { Origin } from '../names.ts';
import type { SearchReply, SearchResult } from '../packet.ts';
import type { Peer } from '../peers.ts';
import { forward, isOwn, learnRoute } from '../routing/forward.ts';
import { note } from './find.ts';
import { isMatch } from './keywords.ts';

export function receiveSearchReply(core: Core, peer: Peer, reply: SearchReply): void {
  if (isOwn(core, reply.destination)) {
    learnRoute(core, reply.origin, peer.address, { how: 'passed' });
    receiveResults(core, reply);
    return;
  }
  const results = reply.results.map((result) => ({ ...result, chunkMap: fromOne(result.chunkMap) }));
  forward(core, peer, { ...reply, results }); // our own, too: files/serve.ts, invariant 3
}

/** The first seed's peers count chunks from 0; a 0 makes some Go peers exit, so it isn't passed on either. */
const fromOne = (chunkMap: readonly number[]): readonly number[] =>
  chunkMap.includes(0) ? chunkMap.map((chunk) => chunk + 1) : chunkMap;

/** What a datagram repeats about a file is not looked at again: each look at a download costs some of its parts. */
function receiveResults(core: Core, { origin, results }: SearchReply): void {
  const told = new Set<Hash>();
  for (const result of results) {
    const match = matchOf(origin, result);
    if (match === undefined) continue;
    // Nobody who wasn't asked fills a download's list of holders.
    const asked = [...core.searches.open].filter(({ keywords }) => isMatch(match.name, keywords));
    if (asked.length > 0 && match.chunks?.length !== 0 && !told.has(match.root)) {
      told.add(match.root);
      learnHolder(core, match.root, { origin, chunks: match.chunks });
    }
    for (const search of asked) note(core, search, match);
  }
}

/**
 * Undefined: it makes no sense. Of a large file nobody lists a part, so what a result lists, and what is remembered of it, is
 * FANOUT chunks at most.
 */
function matchOf(origin: Origin, result: SearchResult): FileMatch | undefined {
  const { fileName: name, metafileHash, chunkCount, size, isWhole } = result;
  if (chunkCount < 1 || chunkCount > MAX_FILE_CHUNKS) return undefined;
  if (chunkCount > FANOUT && isWhole !== true) return undefined;
  if (size !== undefined && chunksOf(size) !== chunkCount) return undefined;
  const held = [...new Set(fromOne(result.chunkMap))].filter((chunk) => chunk >= 1 && chunk <= chunkCount);
  const isAll = isWhole === true || held.length === chunkCount;
  const chunks = isAll ? undefined : held.toSorted((a, b) => a - b);
  return { origin, root: hexOf(metafileHash) as Hash, name, size, chunkCount, chunks };
}
