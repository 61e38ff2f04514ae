/**
 * The protocol: what happened and when → what to do about it.
 *
 * 1. `input` is the only way in and its effects the only way out. No IO, no clock, no chance of its own.
 * 2. A packet of another group, from a blocked peer, from ourselves or above its rate changes nothing, not even who we know.
 * 3. Handling an input is bounded work: every loop runs over a table with a limit (limits.ts).
 */
import { Core, type Ports, type TimerName } from './core.ts';
import {
  assembled,
  cancelDownload,
  damaged,
  download,
  downloadView,
  failDownload,
  lookAfterDownloads,
  pauseDownload,
  share,
} from './files/downloads.ts';
import type { Hash } from './files/file.ts';
import { receiveReply, receiveRequest } from './files/serve.ts';
import type { Config, Counters, DownloadView, Effect, Input, Instant, PeerView, RouteView } from './input.ts';
import { MAX_DATAGRAM_BURST, MAX_DATAGRAMS_PER_SECOND, MAX_OTHER_GROUPS, STATUS_COST } from './limits.ts';
import { receiveDigest } from './digests.ts';
import { holdersOf, type Holder } from './holders.ts';
import type { Address, Origin } from './names.ts';
import type { ControlMessage, Packet, Received } from './packet.ts';
import { isStranger, type Peer } from './peers.ts';
import type { Identity, Reach } from './ports.ts';
import { receivePrivate } from './private/receive.ts';
import { hurryAll, mayWrite, resumeMail, sendMail, writeMail, type MayWrite } from './private/write.ts';
import { take } from './rate.ts';
import { announceAgain } from './routing/announceRoute.ts';
import { unreachable } from './result.ts';
import type { Clock } from './rumors/clock.ts';
import { receiveRumor, settle } from './rumors/intake.ts';
import { announce, flushAllAcks, retry } from './rumors/mongering.ts';
import { planPulls } from './rumors/pull.ts';
import { receiveStatus } from './rumors/receiveStatus.ts';
import { fanout, policies, sample } from './rumors/spread.ts';
import { strangersAmong, tryOnce } from './introductions.ts';
import { reportsOf, type ReportView } from './reports.ts';
import { claimsOver, listenForClaims, rename, say } from './say.ts';
import { find, lookAfterSearches, stopFinding } from './search/find.ts';
import { receiveSearchReply } from './search/results.ts';
import { receiveSearch } from './search/spread.ts';
import { greet } from './sending.ts';
import { receiveSimple } from './simple.ts';
import { askToTry, receiveTrial, trialIn } from './witness.ts';
import { antiEntropy, moved, routeRumor, setIntervals, start, tick, woke } from './upkeep.ts';
import { missingOf, routesOf, syncOf, view, type Missing, type SyncView } from './views.ts';

export interface Gossiper {
  input(input: Input, now: Instant): Effect[];
  peers(): PeerView[];
  peer(address: Address): PeerView | undefined;
  /** Next IDs: of each origin 1 … next − 1 are held. */
  clock(): Clock;
  sync(): SyncView;
  /** Of which origins most is missing here, and who has it: at most `limit`. */
  missing(limit: number): Missing[];
  /** Who else is here, and what they hold of `origin`. */
  holdersOf(origin: Origin): Holder[];
  /** What others of ours said of themselves lately: what they hold, and whom they reach. */
  reports(): ReportView[];
  /** How far rumors of this origin got; undefined where it is none of ours. */
  reach(origin: Origin): Reach | undefined;
  routes(): RouteView[];
  mayWrite(to: Origin): MayWrite;
  downloads(): DownloadView[];
  download(root: Hash): DownloadView | undefined;
  /** Where packets of other groups came from lately, and when: monotonic ms. */
  otherGroups(): ReadonlyMap<Address, number>;
  readonly identity: Identity;
  readonly counters: Readonly<Counters>;
  readonly policy: Config['policy'];
}

export function createGossiper(config: Config, ports: Ports): Gossiper {
  const core = new Core(config, ports);
  return {
    input(input, now) {
      core.now = now;
      handle(core, input);
      return core.takeEffects();
    },
    peers: () => [...core.peers.all()].map((peer) => view(core, peer)),
    peer(address) {
      const peer = core.peers.get(address);
      return peer === undefined ? undefined : view(core, peer);
    },
    clock: () => core.holdings.clock,
    sync: () => syncOf(core),
    missing: (limit) => missingOf(core, limit),
    holdersOf: (origin) => holdersOf(core, origin),
    reports: () => reportsOf(core),
    reach: (origin) => core.reach.of(origin),
    routes: () => routesOf(core),
    mayWrite: (to) => mayWrite(core, to),
    downloads: () => [...core.files.all.values()].map((one) => downloadView(core, one)),
    download(root) {
      const one = core.files.all.get(root);
      return one === undefined ? undefined : downloadView(core, one);
    },
    otherGroups: () => core.otherGroups,
    get identity() {
      return core.identity;
    },
    get policy() {
      return core.policy.name;
    },
    counters: core.counters,
  };
}

function handle(core: Core, input: Input): void {
  switch (input.kind) {
    case 'start':
      // In random order: were the first of the list everyone's links, the last would be nobody's.
      for (const address of sample(core.config.peers, Infinity, core.ports.random)) learn(core, address, true);
      listenForClaims(core);
      start(core);
      resumeMail(core);
      return;
    case 'received':
      receive(core, input);
      return;
    case 'say':
      say(core, input.text);
      return;
    case 'rename':
      rename(core, input.name);
      return;
    case 'write':
      writeMail(core, input.text, input.to);
      return;
    case 'share':
      share(core, input.file);
      return;
    case 'unshare':
      core.files.shared.delete(input.root);
      return;
    case 'download':
      download(core, input.file, input.holders);
      return;
    case 'pauseDownload':
      pauseDownload(core, input.root);
      return;
    case 'cancelDownload':
      cancelDownload(core, input.root);
      return;
    case 'assembled':
      assembled(core, input.file);
      return;
    case 'damaged':
      damaged(core, input.root);
      return;
    case 'failDownload':
      failDownload(core, input.root, input.problem);
      return;
    case 'find':
      find(core, input.search, input.keywords, input.budget);
      return;
    case 'stopFinding':
      stopFinding(core);
      return;
    case 'addPeer': {
      const peer = learn(core, input.address, true);
      if (peer !== undefined) greet(core, peer);
      return;
    }
    case 'suggestPeer':
      suggest(core, input.address);
      return;
    case 'tryMe':
      askToTry(core, input.to, input.nonce);
      return;
    case 'removePeer':
      core.routes.forget(input.address);
      if (core.peers.remove(input.address)) core.emit({ kind: 'peer', address: input.address });
      return;
    case 'ruleForPeer': {
      learn(core, input.address, false); // shown, so that the rule can be lifted
      core.peers.setRule(input.address, input.rule);
      core.emit({ kind: 'peer', address: input.address });
      return;
    }
    case 'ruleForOrigin':
      if (input.rule === 'none') core.rules.delete(input.origin);
      else core.rules.set(input.origin, input.rule);
      return;
    case 'setPolicy':
      core.policy = policies[input.policy];
      return;
    case 'setIntervals':
      setIntervals(core, input);
      return;
    case 'moved':
      moved(core, input.ownAddress);
      announceAgain(core);
      return;
    case 'timer':
      core.fired(input.timer as TimerName); // hosts hand back the names that `arm` gave them
      fired(core, input.timer as TimerName);
      return;
    case 'woke':
      woke(core);
      return;
    default:
      unreachable(input);
  }
}

function fired(core: Core, timer: TimerName): void {
  switch (timer) {
    case 'settle':
      settle(core);
      return;
    case 'acks':
      flushAllAcks(core);
      return;
    case 'announce':
      announce(core);
      return;
    case 'pull':
      planPulls(core);
      return;
    case 'retry':
      retry(core);
      return;
    case 'tick':
      tick(core);
      return;
    case 'antiEntropy':
      antiEntropy(core);
      return;
    case 'routeRumor':
      routeRumor(core);
      return;
    case 'mail':
      sendMail(core);
      return;
    case 'claims':
      claimsOver(core);
      return;
    case 'files':
      lookAfterDownloads(core);
      return;
    case 'search':
      lookAfterSearches(core);
      return;
    default:
      unreachable(timer);
  }
}

function receive(core: Core, { from, packet, bytes }: Received): void {
  core.counters.received += 1;
  if ((core.peers.get(from)?.rule ?? core.peers.ruleOf(from)) === 'block') {
    core.counters.blocked += 1;
    return;
  }
  if (!isOurGroup(core.config, packet)) {
    core.counters.wrongGroup += 1;
    noteOtherGroup(core, from);
    return;
  }
  const known = core.peers.get(from);
  const bucket = known === undefined || isStranger(known) ? core.strangerDatagrams : known.bucket;
  const cost = costOf(core, packet);
  if (!take(bucket, MAX_DATAGRAMS_PER_SECOND, MAX_DATAGRAM_BURST, core.now.monotonic, cost)) {
    core.counters.rateLimited += 1;
    return;
  }
  const trial = trialIn(packet.message);
  if (trial !== undefined) {
    if (known !== undefined) heard(core, known, bytes);
    receiveTrial(core, from, known, trial);
    return;
  }
  const isNew = known === undefined;
  const peer = learn(core, from, false);
  if (peer === undefined) return;
  heard(core, peer, bytes);
  if (isNews(packet)) {
    core.trace({ type: 'got', from, message: packet.message });
    core.tracePeers();
  }
  read(core, peer, packet);
  if (isNew && core.peers.get(from) !== undefined) introduce(core, peer);
}

/** A status of ours that only pings or greets is nothing that the course's log knows. */
const isNews = ({ message }: Packet): boolean =>
  message.type !== 'status' || message.want.length > 0 || message.range === undefined;

/** In datagrams: what handling it costs, as far as that depends on more than its being one. */
function costOf(core: Core, { message }: Packet): number {
  if (message.type !== 'status') return 1;
  const { want, range } = message;
  const ours = range !== undefined && range.from === range.to ? 0 : core.holdings.origins.length;
  return 1 + Math.floor((want.length + ours) / STATUS_COST);
}

/** Invariant 2, and protocol.md §3 "Groups". Without a group we take what a course peer would. */
function isOurGroup({ group, lobby, openToCourse }: Config, packet: Packet): boolean {
  if (packet.group === undefined) return group === undefined || openToCourse;
  return packet.group === (group ?? lobby);
}

/** The longest unheard makes room. */
function noteOtherGroup(core: Core, from: Address): void {
  core.otherGroups.delete(from);
  const [oldest] = core.otherGroups.keys();
  if (core.otherGroups.size >= MAX_OTHER_GROUPS && oldest !== undefined) core.otherGroups.delete(oldest);
  core.otherGroups.set(from, core.now.monotonic);
}

function learn(core: Core, address: Address, configured: boolean): Peer | undefined {
  if (address === core.ownAddress) return undefined;
  const isNew = core.peers.get(address) === undefined;
  const { peer, evicted } = core.peers.learn(address, configured, core.now.monotonic);
  if (evicted !== undefined) core.emit({ kind: 'peer', address: evicted });
  if (isNew) {
    takeLink(core, peer);
    core.emit({ kind: 'peer', address });
  }
  return peer;
}

/** The first few are links at once; who comes when there are enough is announced to until a path through it is needed. */
function takeLink(core: Core, peer: Peer): void {
  let links = 0;
  let known = 1;
  for (const other of core.peers.all()) {
    if (other.state === 'unreachable') continue;
    known += 1;
    if (other !== peer && other.link === 'eager') links += 1;
  }
  peer.link = links < fanout(known) ? 'eager' : 'lazy';
}

function heard(core: Core, peer: Peer, bytes: number): void {
  peer.receivedBytes += bytes;
  peer.rumorAllowance = Math.min(1, peer.rumorAllowance + 1);
  peer.lastHeard = core.now.monotonic;
  peer.heardAt = core.now.wall;
  peer.unanswered = 0;
  if (peer.state === 'reachable') return;
  peer.state = 'reachable';
  peer.failures = 0;
  core.emit({ kind: 'peer', address: peer.address });
  hurryAll(core);
}

function read(core: Core, peer: Peer, { message }: Packet): void {
  switch (message.type) {
    case 'simple':
      receiveSimple(core, peer, message);
      return;
    case 'rumor':
      if (core.config.mode === 'rumors') receiveRumor(core, peer, message.rumor, message.hops);
      return;
    case 'status':
      if (core.config.mode === 'rumors') receiveStatus(core, peer, message);
      return;
    case 'private':
      if (core.config.mode === 'rumors') receivePrivate(core, peer, message);
      return;
    case 'dataRequest':
      if (core.config.mode === 'rumors') receiveRequest(core, peer, message);
      return;
    case 'dataReply':
      if (core.config.mode === 'rumors') receiveReply(core, peer, message);
      return;
    case 'searchRequest':
      if (core.config.mode === 'rumors') receiveSearch(core, peer, message);
      return;
    case 'searchReply':
      if (core.config.mode === 'rumors') receiveSearchReply(core, peer, message);
      return;
    case 'control':
      if (core.config.mode === 'rumors') receiveControl(core, peer, message.control);
      return;
    default:
      unreachable(message);
  }
}

function receiveControl(core: Core, peer: Peer, control: ControlMessage): void {
  switch (control.kind) {
    case 'peers':
      for (const address of strangersAmong(core, peer, control.addresses)) suggest(core, address);
      return;
    case 'digest':
      receiveDigest(core, peer, control.digest);
      return;
    case 'tryMe':
    case 'tried':
    case 'probe': // read before their sender is learned
    case 'unknown':
      return;
    default:
      unreachable(control);
  }
}

function suggest(core: Core, address: Address): void {
  const peer = learn(core, address, false);
  if (peer !== undefined) tryOnce(core, peer);
}

/** Someone new: who are they, and is that address real? */
function introduce(core: Core, peer: Peer): void {
  if (core.config.mode === 'simple' || peer.kind === 'course') return;
  if (peer.owedStatus || peer.ping !== undefined) return; // the answer to its rumor introduces us
  greet(core, peer);
}
