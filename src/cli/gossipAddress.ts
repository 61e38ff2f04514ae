/** Addresses as people and scripts write them: Go's spellings, `:5000` and `localhost:5000`, count too. */
import { parseAddress } from '../gossiper/names.ts';
import { done, type Result } from '../gossiper/result.ts';
import { wrongUse } from './goFlags.ts';

export interface GossipAddress {
  /** `0.0.0.0`: all interfaces. */
  readonly host: string;
  readonly port: number;
}

/** Where a peer shall listen. `field`: what the sentence calls it. Code `wrong-use`. */
export function gossipAddress(field: string, text: string): Result<GossipAddress> {
  const match = /^(?:\[([^\]]+)\]|([^:]*)):(\d{1,5})$/.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) return wrongUse(`Give ${field} as ip:port, such as 127.0.0.1:5000.`);
  const host = match[1] ?? (match[2] === '' ? '0.0.0.0' : match[2] === 'localhost' ? '127.0.0.1' : (match[2] ?? ''));
  return done({ host, port });
}

/** Peers to begin with; empty ones are left out. Code `wrong-use`. */
export function peerAddresses(field: string, texts: readonly string[]): Result<readonly string[]> {
  const peers = texts.map((peer) => peer.trim().replace(/^localhost:/, '127.0.0.1:')).filter((peer) => peer !== '');
  const wrong = peers.find((peer) => parseAddress(peer) === undefined);
  return wrong === undefined ? done(peers) : wrongUse(`Give ${field} as ip:port,ip:port; "${wrong}" is none.`);
}
