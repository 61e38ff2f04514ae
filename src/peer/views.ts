/**
 * A peer as its clients see it. The same shapes as the API's (src/api/contract.ts), which this folder doesn't know: the
 * programs that join the two check that they fit, and so does service.test.ts.
 */
import type { PeerView as CorePeer, PolicyName, Rule } from '../gossiper/input.ts';
import { splitOrigin } from '../gossiper/identity.ts';
import type { Instant } from '../gossiper/input.ts';
import type { Delivery } from '../gossiper/private/mail.ts';
import type { Arrival, Trust } from '../gossiper/ports.ts';
import type { ChoiceName, Choices } from './choices.ts';
import type { Stored } from './log/store.ts';

export interface MessageView {
  /** Unique at this peer, growing with arrival. */
  key: number;
  origin: string;
  id: number;
  text: string;
  name: string;
  nameThen: string;
  tag: string;
  person: string | null;
  own: boolean;
  reach: 'device' | 'sent' | 'peer' | null;
  trust: Trust;
  forked: number;
  how: Arrival | 'private';
  from: string | null;
  hops: number | null;
  /** This and the next two: ms since 1970. */
  saidAt: number | null;
  arrivedAt: number;
  shownAt: number;
  /** "": everyone. Otherwise the other one's origin, our own for a note to ourselves. */
  conversation: string;
  /** Of own private messages. */
  delivery: Delivery | null;
  /** In the last line of `text`; `caption` is what stands above it. */
  file: { hash: string; name: string; size: number; kind: FileKind; caption: string } | null;
}

export type FileKind = 'image' | 'audio' | 'video' | 'text' | 'document' | 'archive' | 'program' | 'other';

/** Bytes. */
interface Transfer {
  have: number;
  of: number | null;
}

export interface FileView {
  id: string;
  hash: string | null;
  name: string;
  size: number | null;
  kind: FileKind;
  own: boolean;
  listed: boolean;
  at: number;
  state:
    | { kind: 'hashing'; done: number; of: number }
    | { kind: 'here'; path: string | null }
    | (Transfer & {
        kind: 'downloading';
        bytesPerSecond: number;
        secondsLeft: number | null;
        holders: { origin: string; name: string; bytesPerSecond: number }[];
      })
    | (Transfer & { kind: 'waiting' })
    | (Transfer & { kind: 'paused' })
    | { kind: 'assembling' }
    | { kind: 'failed'; code: string; message: string };
}

/** `added`: by this; it wasn't offered before. */
export interface AddedFileView extends FileView {
  added: boolean;
}

export interface FoundFilesView {
  search: number;
  keywords: string[];
  state: 'none' | 'searching' | 'done';
  files: {
    hash: string;
    name: string;
    size: number | null;
    chunkCount: number;
    kind: FileKind;
    holders: { origin: string; name: string; chunks: number }[];
    whole: boolean;
  }[];
}

export interface PeerView {
  address: string;
  kind: 'unknown' | 'ours' | 'course';
  origin: string | null;
  name: string | null;
  person: string | null;
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

export type DoctorCheck = 'socket' | 'interfaces' | 'multicast' | 'peers' | 'outside' | 'groups';

export type DoctorCode =
  | 'bound'
  | 'port-taken'
  | 'port-busy'
  | 'not-running'
  | 'only-this-machine'
  | 'interfaces'
  | 'no-network'
  | 'interface-dead'
  | 'interface-down'
  | 'wrong-interface'
  | 'discovery-off'
  | 'multicast-works'
  | 'multicast-silent'
  | 'multicast-broadcast-only'
  | 'multicast-blocked'
  | 'multicast-failed'
  | 'no-peers'
  | 'peers-answer'
  | 'peer-gone'
  | 'peer-away'
  | 'peer-no-route'
  | 'peer-other-group'
  | 'peer-strange-group'
  | 'peer-one-way'
  | 'peer-silent'
  | 'direct-blocked'
  | 'udp-blocked'
  | 'sending-forbidden'
  | 'outside-ok'
  | 'inbound-blocked'
  | 'address-translated'
  | 'no-witness'
  | 'other-group';

export interface DoctorFinding {
  check: DoctorCheck;
  code: DoctorCode;
  state: 'ok' | 'warning' | 'problem' | 'skipped';
  /** For the sentence of its code: names, addresses, numbers. */
  values: Record<string, string | number>;
  message: string;
  /** Null: nothing to do. */
  remedy: string | null;
}

export type DoctorView =
  | { state: 'none' }
  /** `share`: 0 to 1. */
  | { state: 'working'; share: number; findings: DoctorFinding[] }
  | {
      state: 'done';
      at: number;
      findings: DoctorFinding[];
      about: {
        version: string;
        system: string;
        host: string;
        port: number;
        group: string | null;
        interfaces: string[];
      };
    };

export interface SelfView {
  origin: string;
  name: string;
  tag: string;
  person: string | null;
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
  missing: { origin: string; name: string; count: number; heldBy: string[] }[];
}

interface OtherView {
  origin: string;
  name: string;
  person: string | null;
  /** ms since 1970; null where nothing was said of it. */
  at: number | null;
  how: 'measured' | 'reported';
}

export interface HoldersView {
  holders: (OtherView & { holds: boolean | null })[];
  of: number;
}

export interface HoldingView {
  origin: string;
  others: (OtherView & { upTo: number | null; heard: number })[];
}

export interface NearbyView {
  id: string;
  origin: string;
  name: string;
  tag: string;
  group: string;
  addresses: string[];
  state: 'here' | 'trying' | 'otherGroup' | 'copy';
}

export interface SettingsView {
  choices: Choices;
  fixed: ChoiceName[];
  afterRestart: 'ephemeral'[];
  hosts: { address: string; name: string }[];
  storage: { folder: string | null; bytes: number | null; free: number | null; messages: number; hidden: number };
}

export type BackupView =
  | { state: 'none' }
  | { state: 'working'; done: number; of: number }
  | { state: 'ready'; id: string; name: string; bytes: number }
  | { state: 'failed'; code: string; message: string };

export interface FoundView {
  /** Newest first. */
  messages: MessageView[];
  /** Where to go on; null: that was all. */
  next: { shownAt: number; key: number } | null;
  /** 0 to 1. */
  indexed: number;
}

export interface RouteView {
  origin: string;
  name: string;
  tag: string;
  /** The neighbour that is the next hop, and under which name it speaks. */
  via: string;
  viaName: string | null;
  hops: number | null;
  id: number;
  /** ms since 1970. */
  learntAt: number;
  open: boolean;
}

export interface ConversationView {
  conversation: string;
  name: string;
  tag: string;
  person: string | null;
  own: boolean;
  last: MessageView;
  total: number;
  unread: number;
}

export interface NoticeView {
  level: 'info' | 'warning' | 'error';
  code: string;
  message: string;
}

export interface EvidenceView {
  text: string;
  trust: Trust;
  from: string | null;
  replaced: boolean;
}

export type PeerEvent =
  | { type: 'message'; message: MessageView }
  | { type: 'messageChanged'; message: MessageView }
  | { type: 'name'; origin: string; name: string; person: string | null }
  | { type: 'reach'; origin: string; sentUpTo: number; heldUpTo: number }
  | { type: 'holding'; holding: HoldingView }
  | { type: 'routes' }
  | { type: 'file'; file: FileView }
  | { type: 'fileGone'; id: string }
  | { type: 'foundFiles'; found: FoundFilesView }
  | { type: 'peer'; peer: PeerView }
  | { type: 'peerGone'; address: string }
  | { type: 'self'; self: SelfView }
  | { type: 'sync'; sync: SyncView }
  | { type: 'settings'; settings: SettingsView }
  | { type: 'backup'; backup: BackupView }
  | { type: 'doctor'; doctor: DoctorView }
  | { type: 'timelineChanged' }
  | { type: 'nearby'; nearby: NearbyView[] }
  | { type: 'notice'; notice: NoticeView };

/** What the log of others' rumors doesn't say with the message itself. */
export type MessageFacts = Pick<MessageView, 'file' | 'name' | 'nameThen' | 'person' | 'own' | 'reach' | 'forked'>;

export function messageView({ key, entry }: Stored, facts: MessageFacts): MessageView {
  const { origin, id, text } = entry.rumor;
  return {
    key,
    origin,
    id,
    text,
    tag: splitOrigin(origin).tag,
    ...facts,
    trust: entry.trust,
    how: entry.how,
    from: entry.from ?? null,
    hops: entry.hops ?? null,
    saidAt: entry.saidAt ?? null,
    arrivedAt: entry.arrivedAt,
    shownAt: entry.shownAt,
    conversation: '',
    delivery: null,
  };
}

/** `isConfigured`: the person added it; the core's own flag also holds for peers of the last run. */
export function peerView(
  peer: CorePeer,
  { name, person }: Pick<PeerView, 'name' | 'person'>,
  isConfigured: boolean,
  now: Instant,
): PeerView {
  return {
    address: peer.address,
    kind: peer.kind,
    origin: peer.origin ?? null,
    name,
    person,
    state: peer.state,
    configured: isConfigured,
    rule: peer.rule,
    // Not in the future where our clock was set back since.
    lastHeard: peer.heardAt === undefined ? null : Math.round(Math.min(peer.heardAt, now.wall)),
    roundTrip: peer.roundTrip ?? null,
    behind: peer.behind,
    ahead: peer.ahead,
  };
}

export function syncView(sync: Omit<SyncView, 'state' | 'missing'>, missing: SyncView['missing'] = []): SyncView {
  const state = sync.peers === 0 ? 'alone' : sync.of > sync.have ? 'catchingUp' : 'inSync';
  return { state, ...sync, missing };
}
