/**
 * A peer as its clients see it. The same shapes as the API's (src/api/contract.ts), which this folder doesn't know: the
 * programs that join the two check that they fit, and so does service.test.ts.
 */
import type { PeerView as CorePeer, PolicyName, Rule } from '../gossiper/input.ts';
import { splitOrigin } from '../gossiper/identity.ts';
import type { Instant } from '../gossiper/input.ts';
import type { Arrival, Trust } from '../gossiper/ports.ts';
import type { Stored } from './log/store.ts';

export interface MessageView {
  /** Unique at this peer, growing with arrival. */
  key: number;
  origin: string;
  id: number;
  text: string;
  name: string;
  tag: string;
  own: boolean;
  trust: Trust;
  how: Arrival;
  from: string | null;
  hops: number | null;
  /** This and the next two: ms since 1970. */
  saidAt: number | null;
  arrivedAt: number;
  shownAt: number;
}

export interface PeerView {
  address: string;
  kind: 'unknown' | 'ours' | 'course';
  origin: string | null;
  name: string | null;
  state: 'waiting' | 'reachable' | 'unreachable';
  configured: boolean;
  rule: Rule;
  /** ms since 1970. */
  lastHeard: number | null;
  /** ms. */
  roundTrip: number | null;
  behind: number;
  ahead: number;
}

export interface SelfView {
  origin: string;
  name: string;
  tag: string;
  named: boolean;
  addresses: string[];
  port: number;
  group: string | null;
  mode: 'rumors' | 'simple';
  policy: PolicyName;
  storage: 'disk' | 'memory';
  storageNote: string | null;
  version: string;
}

export interface SyncView {
  state: 'alone' | 'inSync' | 'catchingUp';
  have: number;
  of: number;
  peers: number;
  peersInSync: number;
}

export interface NoticeView {
  level: 'info' | 'warning' | 'error';
  code: string;
  message: string;
}

export type PeerEvent =
  | { type: 'message'; message: MessageView }
  | { type: 'messageChanged'; message: MessageView }
  | { type: 'peer'; peer: PeerView }
  | { type: 'peerGone'; address: string }
  | { type: 'self'; self: SelfView }
  | { type: 'sync'; sync: SyncView }
  | { type: 'notice'; notice: NoticeView };

export function messageView({ key, entry }: Stored, isOwn: boolean): MessageView {
  const { origin, id, text } = entry.rumor;
  return {
    key,
    origin,
    id,
    text,
    ...splitOrigin(origin),
    own: isOwn,
    trust: entry.trust,
    how: entry.how,
    from: entry.from ?? null,
    hops: entry.hops ?? null,
    saidAt: entry.saidAt ?? null,
    arrivedAt: entry.arrivedAt,
    shownAt: entry.shownAt,
  };
}

/** `isConfigured`: the person added it; the core's own flag also holds for peers of the last run. */
export function peerView(peer: CorePeer, isConfigured: boolean, now: Instant): PeerView {
  return {
    address: peer.address,
    kind: peer.kind,
    origin: peer.origin ?? null,
    name: peer.origin === undefined ? null : splitOrigin(peer.origin).name,
    state: peer.state,
    configured: isConfigured,
    rule: peer.rule,
    lastHeard: peer.lastHeard === undefined ? null : Math.round(now.wall - (now.monotonic - peer.lastHeard)),
    roundTrip: peer.roundTrip ?? null,
    behind: peer.behind,
    ahead: peer.ahead,
  };
}

export function syncView(sync: Omit<SyncView, 'state'>): SyncView {
  const state = sync.peers === 0 ? 'alone' : sync.of > sync.have ? 'catchingUp' : 'inSync';
  return { state, ...sync };
}
