/** A running peer: what clients ask, checked and handed to the gossiper; what the gossiper tells, as views. */
import { parseOrigin, type Address, type Origin } from '../gossiper/names.ts';
import { splitOrigin } from '../gossiper/identity.ts';
import { done, refused, type Problem, type Result } from '../gossiper/result.ts';
import { version } from './version.ts';
import { reachableAt } from './addresses.ts';
import { checkAddress, checkName, checkText } from './checked.ts';
import { every, readClock } from './clock.ts';
import { startEngine } from './engine.ts';
import { createEvents } from './events.ts';
import type { Stored } from './log/store.ts';
import { createTimeline, mergePages } from './log/timeline.ts';
import { createMetrics } from './metrics.ts';
import { createNotices } from './notices.ts';
import type { PeerOptions } from './options.ts';
import { watchPeers } from './peerWatch.ts';
import type { Home } from './profile/home.ts';
import { MAX_MET } from './profile/settings.ts';
import { hiddenBy, withRule } from './rules.ts';
import { createSays } from './says.ts';
import type { RunningPeer } from './service.ts';
import type { GossipSocket } from './socket.ts';
import {
  messageView,
  peerView,
  syncView,
  type MessageView,
  type PeerEvent,
  type PeerView,
  type SelfView,
} from './views.ts';

/** Simple messages are in no log; so many stay readable. */
const MAX_SIMPLE = 1_000;
/** So seldom that it costs nothing, so often that a killed peer finds the others again. */
const REMEMBER_MS = 60_000;
const CHECK_MS = 10_000;
const CLOSED = { code: 'closed', message: 'This peer is stopping. Start it again to go on.' } as const;

export interface PeerParts {
  readonly options: PeerOptions;
  /** options.peers, parsed. */
  readonly peers: readonly Address[];
  readonly home: Home;
  readonly socket: GossipSocket;
}

export function createPeer({ options, peers: named, home, socket }: PeerParts): RunningPeer {
  const { host } = options.gossip;
  const addresses = (): Address[] => reachableAt(host, socket.port);
  const ownAddress = addresses()[0];
  if (ownAddress === undefined) throw new Error('a bound socket has an address');
  const events = createEvents();
  const notices = createNotices(home.journal, (notice) => events.emit({ type: 'notice', notice }));
  const says = createSays();
  const simple = createTimeline(MAX_SIMPLE);
  const configured = new Set([...named, ...home.settings.peers]);
  let closing: Promise<void> | undefined;
  let lastSync = '';

  const engine = startEngine({
    options,
    home,
    socket,
    ownAddress,
    peers: () => [...new Set([...configured, ...home.settings.met])],
    events: {
      delivered(stored) {
        if (stored.entry.rumor.id === 0) simple.show(stored);
        const message = view(stored);
        if (stored.entry.how === 'said') says.said(message);
        events.emit({ type: 'message', message });
      },
      upgraded({ origin, id }) {
        const stored = home.store.find(origin, id);
        if (stored !== undefined) events.emit({ type: 'messageChanged', message: view(stored) });
      },
      first: (rumor) => home.learnFirst(rumor),
      peerChanged: (address) => tellPeer(address),
      incarnation(identity) {
        home.adopt(identity);
        events.emit({ type: 'self', self: self() });
      },
      trace: (trace) => options.onTrace?.(trace),
      settled: () => events.emitSoon('sync', newSync),
      failed: (problem) => diskFailed(problem),
      slept: () => home.journal.write('info', 'woke', 'The machine slept or the process was stopped.'),
    },
  });
  const metrics = createMetrics(engine, home, socket);
  const stopRemembering = every(REMEMBER_MS, () => rememberMet());
  const stopChecking = every(CHECK_MS, () => checkAddresses());
  const stopWatching = watchPeers(
    () => engine.gossiper.peers().map(({ address }) => address),
    (address) => tellPeer(address),
  );

  const view = (stored: Stored): MessageView =>
    messageView(stored, stored.entry.how === 'said' || home.isOwn(stored.entry.rumor.origin));

  const peerOf = (address: Address): PeerView | undefined => {
    const found = engine.gossiper.peer(address);
    return found === undefined ? undefined : peerView(found, configured.has(address), readClock());
  };

  const toldPeers = new Map<Address, string>();
  const tellPeer = (address: Address): void =>
    events.emitSoon(`peer ${address}`, () => {
      const peer = peerOf(address);
      if (peer === undefined) return toldPeers.delete(address) ? { type: 'peerGone', address } : undefined;
      const text = JSON.stringify(peer);
      if (toldPeers.get(address) === text) return undefined;
      toldPeers.set(address, text);
      return { type: 'peer', peer };
    });

  const newSync = (): PeerEvent | undefined => {
    const sync = syncView(engine.gossiper.sync());
    const text = JSON.stringify(sync);
    if (text === lastSync) return undefined;
    lastSync = text;
    return { type: 'sync', sync };
  };

  const self = (): SelfView => ({
    origin: home.identity.origin,
    ...splitOrigin(home.identity.origin),
    named: home.named,
    addresses: addresses(),
    port: socket.port,
    group: options.group ?? null,
    mode: options.mode,
    policy: engine.gossiper.policy,
    storage: home.storage,
    storageNote: home.storageNote ?? null,
    version,
  });
  const tellSelf = (): Result<SelfView> => {
    const now = self();
    events.emit({ type: 'self', self: now });
    return done(now);
  };

  /** Nothing of the turn was said; live on in memory, under a new incarnation. */
  const diskFailed = (problem: Problem): void => {
    if (home.storage === 'memory') return; // it is told twice: by the turn, and by the store
    says.failed(problem);
    const lost = home.moveToMemory(problem);
    startOver();
    notices.add({ level: 'error', ...problem });
    for (const stored of lost)
      if (stored.entry.rumor.text !== '') events.emit({ type: 'message', message: view(stored) });
    tellSelf();
  };

  const hidden = (): Set<Origin> => hiddenBy(home.settings, (address) => engine.gossiper.peer(address)?.origin);

  const close = async (): Promise<void> => {
    stopWatching();
    stopRemembering();
    stopChecking();
    engine.flush();
    engine.stop();
    says.failed(CLOSED);
    rememberMet();
    await socket.close();
    metrics.close();
    events.close();
    home.journal.write('info', 'stopped', `after ${Math.round(process.uptime())} s`);
    home.close();
  };

  /** So that the next start finds somebody, also where peers were only heard of. */
  const rememberMet = (): void => {
    // Validated: an address that anybody can write on a datagram must not be greeted as a friend at the next start.
    const up = engine.gossiper.peers().filter(({ state, validated }) => state === 'reachable' && validated);
    const met = up.map(({ address }) => address).filter((address) => !home.settings.peers.includes(address));
    const kept = [...new Set([...met, ...home.settings.met])].slice(0, MAX_MET);
    if (kept.some((address) => !home.settings.met.includes(address))) home.change({ met: kept });
  };

  /** Under the identity that the home has now, among the same peers: who was only heard of is not lost. */
  const startOver = (): void => {
    rememberMet();
    engine.restart();
  };

  let toldAddresses = addresses().join();
  /** A cable was pulled, a network was joined: others reach us elsewhere now. */
  const checkAddresses = (): void => {
    const now = addresses().join();
    if (now !== toldAddresses) tellSelf();
    toldAddresses = now;
  };

  home.journal.write('info', 'started', `version ${version} on ${ownAddress}, storage ${home.storage}`);
  for (const notice of home.notices) notices.add(notice);
  if (home.storageNote !== undefined && home.notices.every(({ level }) => level !== 'error')) {
    notices.add({ level: 'warning', code: 'not-kept', message: home.storageNote });
  }

  return {
    async say({ text }) {
      if (closing !== undefined) return refused(CLOSED.code, CLOSED.message);
      if (!home.named) return refused('name-needed', 'Choose a name first: others shall know who speaks.');
      const checked = checkText(text);
      if (!checked.ok) return checked;
      const answer = says.wait();
      engine.input({ kind: 'say', text: checked.value });
      return answer;
    },
    setName({ name }) {
      const checked = checkName(name);
      if (!checked.ok) return checked;
      if (home.named && checked.value === home.identity.name) return done(self());
      engine.flush(); // what was said so far was said under the old name
      const renamed = home.rename(checked.value);
      if (!renamed.ok) return renamed;
      startOver();
      return tellSelf();
    },
    addPeer({ address: text }) {
      const address = checkAddress(text);
      if (!address.ok) return address;
      const isSelf = [...addresses(), `127.0.0.1:${socket.port}`, `[::1]:${socket.port}`].includes(address.value);
      if (isSelf && (host === '0.0.0.0' || host === '::' || address.value === ownAddress)) {
        return refused('own-address', `${address.value} is this peer itself. Type the address of another one.`);
      }
      configured.add(address.value);
      home.change({ peers: [...new Set([...home.settings.peers, address.value])] });
      engine.input({ kind: 'addPeer', address: address.value });
      const peer = peerOf(address.value);
      return peer === undefined ? refused('too-many-peers', 'There are too many peers. Remove one first.') : done(peer);
    },
    removePeer({ address: text }) {
      const address = checkAddress(text);
      if (!address.ok) return address;
      configured.delete(address.value);
      const isOther = (other: Address): boolean => other !== address.value;
      home.change({ peers: home.settings.peers.filter(isOther), met: home.settings.met.filter(isOther) });
      engine.input({ kind: 'removePeer', address: address.value });
      return done({});
    },
    setPeerRule({ address: text, rule }) {
      const address = checkAddress(text);
      if (!address.ok) return address;
      home.change({ peerRules: withRule(home.settings.peerRules, address.value, rule) });
      engine.input({ kind: 'ruleForPeer', address: address.value, rule });
      const peer = peerOf(address.value);
      return peer === undefined ? refused('unknown-peer', `${address.value} is not known. Add it first.`) : done(peer);
    },
    setOriginRule({ origin: text, rule }) {
      const origin = parseOrigin(text);
      if (origin === undefined) return refused('bad-origin', 'That is not the name of anybody here.');
      home.change({ originRules: withRule(home.settings.originRules, origin, rule) });
      engine.input({ kind: 'ruleForOrigin', origin, rule });
      return done({});
    },
    setPolicy({ policy }) {
      home.change({ policy });
      engine.input({ kind: 'setPolicy', policy });
      return tellSelf();
    },
    self: () => done(self()),
    peers: () => done(peerViews()),
    sync() {
      const news = newSync(); // what is answered counts as told: a change back must be an event again
      if (news !== undefined) events.emit(news);
      return done(syncView(engine.gossiper.sync()));
    },
    messages(query) {
      const without = hidden();
      const kept = home.store.page(query, without);
      const { entries, more } = mergePages(query, kept, simple.page(query, without));
      return done({ messages: entries.map(view), more, total: home.store.count(without) + simple.count(without) });
    },
    notices: () => done(notices.all()),
    metrics: () => done(metrics.read()),
    subscribe: (listener) => events.subscribe(listener),
    gossipAddress: host.includes(':') ? `[${host}]:${socket.port}` : `${host}:${socket.port}`,
    close: () => (closing ??= close()),
    selfView: self,
    syncView: () => syncView(engine.gossiper.sync()),
    peerViews,
    figures: () => metrics.read(),
    logEnd: (lines) => home.journal.end(lines),
    datagram: (from, bytes) => engine.datagram(from, bytes),
    diskFailed,
  };

  function peerViews(): PeerView[] {
    const now = readClock();
    return engine.gossiper.peers().map((peer) => peerView(peer, configured.has(peer.address), now));
  }
}
