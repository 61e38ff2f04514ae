/**
 * Giving others what they ask for (docs/protocol.md §12).
 *
 * 1. One reply for each request, and none without: a reply that nobody asked for stops some Go peers.
 * 2. It goes back to the neighbour that the request came from, which has the way; so a forged origin gets nothing that its
 *    neighbours didn't pass on.
 * 3. A course peer passes an answer on by its own table, whoever asked; where that names us, our answer comes back to us, and we
 *    pass it on as anybody's, another way.
 * 4. Who is asked by name says also that it lacks something (empty data); who only passes a request on answers where it can.
 */
import type { Core } from '../core.ts';
import { hexOf } from '../hex.ts';
import type { DataReply, DataRequest } from '../packet.ts';
import type { Peer } from '../peers.ts';
import { forward, isOwn, learnRoute, sendBack } from '../routing/forward.ts';
import type { Hash } from './file.ts';
import { receiveDataReply } from './downloads.ts';

const NOTHING = new Uint8Array();

export function receiveRequest(core: Core, peer: Peer, request: DataRequest): void {
  const { origin, destination, hash } = request;
  if (isOwn(core, origin) || core.rules.get(origin) === 'block') return;
  learnRoute(core, origin, peer.address, { how: 'passed' });
  const isForUs = isOwn(core, destination);
  const name = hexOf(hash) as Hash; // the wire gives 32 bytes
  const data = core.ports.chunks.read(name);
  if (data === undefined && !isForUs) {
    forward(core, peer, request);
    return;
  }
  const size = core.files.shared.get(name)?.size;
  const reply: DataReply = {
    type: 'dataReply',
    origin: isForUs ? destination : core.identity.origin,
    destination: origin,
    hopLimit: core.config.hopLimit - 1,
    hash,
    data: data ?? NOTHING,
    // A course peer reads five fields, and skips what comes after them; none asks for what needs the size.
    ...(size === undefined || peer.kind === 'course' ? {} : { size }),
  };
  if (sendBack(core, peer, reply) && data !== undefined) core.counters.chunksSent += 1;
}

export function receiveReply(core: Core, peer: Peer, reply: DataReply): void {
  if (isOwn(core, reply.destination)) {
    learnRoute(core, reply.origin, peer.address, { how: 'passed' });
    receiveDataReply(core, reply);
  } else forward(core, peer, reply); // invariant 3
}
