/**
 * Simple mode (protocol.md §2): a text goes to every peer, and each passes it on to all but the one it came from.
 *
 * 1. RelayPeerAddr is rewritten to ours at each hop; the peer it names is not sent the message back.
 * 2. There is no log and no status: what is lost is lost, and what came in a circle is passed on again, as
 *    the course's peers do: simple mode is for trees.
 * 3. Nothing in it can show that an address is real. Whoever sends a message is sent the others', as by the course's peers.
 */
import type { Core } from './core.ts';
import { byteLength, parseAddress, parseOrigin } from './names.ts';
import type { Simple } from './packet.ts';
import type { Peer } from './peers.ts';
import type { LogEntry } from './ports.ts';
import { send } from './sending.ts';

export function saySimple(core: Core, text: string): void {
  const message: Simple = {
    type: 'simple',
    originalName: core.identity.name,
    relayPeerAddr: core.ownAddress,
    contents: text,
  };
  show(core, message, undefined);
  forward(core, message, undefined);
}

export function receiveSimple(core: Core, peer: Peer, message: Simple): void {
  show(core, message, peer);
  if (core.config.mode !== 'simple') return;
  if (!peer.validated) core.emit({ kind: 'peer', address: peer.address });
  peer.validated = true; // invariant 3
  forward(core, { ...message, relayPeerAddr: core.ownAddress }, message.relayPeerAddr, peer);
}

function forward(core: Core, message: Simple, except: string | undefined, from?: Peer): void {
  const relay = except === undefined ? undefined : parseAddress(except);
  const bytes = byteLength(message.originalName) + byteLength(message.contents) + 48;
  for (const peer of core.peers.all()) if (peer.address !== relay && peer !== from) send(core, peer, message, bytes);
}

/** Simple messages have no ID and enter no log; people see them all the same. Of nobody there is nothing to show. */
function show(core: Core, message: Simple, peer: Peer | undefined): void {
  const origin = parseOrigin(message.originalName);
  if (origin === undefined || core.hides(origin, peer)) return;
  const { wall } = core.now;
  const entry: LogEntry = {
    rumor: { origin, id: 0, text: message.contents, extensions: new Uint8Array() },
    trust: 'unverified',
    how: peer === undefined ? 'said' : 'rumor',
    arrivedAt: wall,
    shownAt: wall,
    ...(peer === undefined ? {} : { from: peer.address }),
  };
  core.emit({ kind: 'delivered', entry });
}
