/** What a person sends along when something is wrong: versions, settings, the end of the log. No message, no key. */
import { arch, release, type } from 'node:os';
import type { Peer } from './service.ts';

const LINES = 200;

/** A text to read, copy or save. Names and addresses of peers are in it, and the report says so. */
export function makeReport(peer: Peer): string {
  const self = peer.selfView();
  const sync = peer.syncView();
  const versions = Object.entries({
    peerster: self.version,
    node: process.versions.node,
    electron: process.versions['electron'],
    system: `${type()} ${release()} ${arch()}`,
  }).filter(([, version]) => version !== undefined);
  return [
    'Peerster report. It holds addresses and names of peers, but no messages and no keys.',
    section(
      'Versions',
      versions.map(([name, version]) => `${name}: ${version}`),
    ),
    section('This peer', [
      `gossip address: ${peer.gossipAddress}`,
      `reachable at: ${self.addresses.join(', ')}`,
      `named: ${self.named ? 'yes' : 'no'}; group: ${self.group ?? 'none'}; mode: ${self.mode}; policy: ${self.policy}`,
      `storage: ${self.storage}${self.storageNote === null ? '' : ` (${self.storageNote})`}`,
      `sync: ${sync.state}, ${sync.have} of ${sync.of} rumors, ${sync.peersInSync} of ${sync.peers} peers in sync`,
    ]),
    section(
      'Figures',
      Object.entries(peer.figures()).map(([name, value]) => `${name}: ${value}`),
    ),
    section(
      'Peers',
      peer
        .peerViews()
        .slice(0, 100)
        .map(
          ({ address, kind, state, behind, ahead }) => `${address} ${kind} ${state} behind ${behind} ahead ${ahead}`,
        ),
    ),
    section('End of the log', peer.logEnd(LINES)),
  ].join('\n\n');
}

const section = (title: string, lines: readonly string[]): string => [`# ${title}`, ...lines].join('\n').toWellFormed();
