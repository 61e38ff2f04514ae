/** A running peer: what clients ask, checked and handed to the gossiper; what the gossiper tells, as views. */
import { splitOrigin } from '../gossiper/identity.ts';
import { parseOrigin, type Address } from '../gossiper/names.ts';
import { done, refused, type Problem, type Result } from '../gossiper/result.ts';
import { reachableAt } from './addresses.ts';
import { createBackupJob } from './backup/backupJob.ts';
import { checkName } from './checked.ts';
import { every, readClock } from './clock.ts';
import { createDoctorJob } from './doctor/doctorJob.ts';
import { probeFrom } from './doctor/probing.ts';
import { startEngine } from './engine.ts';
import { createEvents } from './events.ts';
import { createFiles } from './files/files.ts';
import type { FileTable } from './files/fileTable.ts';
import { foldersOf } from './files/folders.ts';
import { createOffers } from './files/offers.ts';
import { QUOTA_BYTES } from './files/quota.ts';
import { createHolderViews } from './holderViews.ts';
import { createTimeline } from './log/timeline.ts';
import { createMessageViews } from './messageViews.ts';
import { createNearby } from './nearby.ts';
import { createMetrics } from './metrics.ts';
import { groupMark } from './group.ts';
import type { MovableSocket } from './movableSocket.ts';
import { createNeighbours } from './neighbours.ts';
import { createNetwork } from './network/network.ts';
import { createNotices } from './notices.ts';
import type { PeerOptions } from './options.ts';
import { createPeerSettings } from './peerSettings.ts';
import { watchPeers } from './peerWatch.ts';
import { NOBODY, privateView } from './privateViews.ts';
import type { Home } from './profile/home.ts';
import { createReading } from './reading.ts';
import { createSaying } from './saying.ts';
import type { RunningPeer } from './service.ts';
import { encodePacket } from '../wire/index.ts';
import { wantedPort } from './bindChosen.ts';
import { version } from './version.ts';
import { syncView, type MessageView, type NoticeView, type PeerEvent, type SelfView, type SyncView } from './views.ts';

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
  readonly socket: MovableSocket;
  readonly table: FileTable;
  /** Of the start, besides the home's. */
  readonly notices: readonly NoticeView[];
}

export function createPeer({ options, peers: named, home, socket, table, notices: first }: PeerParts): RunningPeer {
  const addresses = (): Address[] => reachableAt(socket.host, socket.port);
  const ownAddress = (): Address => {
    const [own] = addresses();
    if (own === undefined) throw new Error('a bound socket has an address');
    return own;
  };
  const events = createEvents();
  const notices = createNotices(home.journal, (notice) => events.emit({ type: 'notice', notice }));
  const simple = createTimeline(MAX_SIMPLE);
  const configured = new Set([...named, ...home.settings.peers]);
  let isOpenToCourse = options.openToCourse;
  let closing: Promise<void> | undefined;
  let lastSync = '';

  const offers = createOffers();
  const files = createFiles({
    table,
    folders: foldersOf(options, home.folder),
    quota: options.files?.quota ?? QUOTA_BYTES,
    isEphemeral: home.storage === 'memory',
    isSimple: options.mode === 'simple',
    input: (input) => engine.input(input),
    gossiper: () => engine.gossiper,
    own: () => home.identity.origin,
    who: (origin) => views.who(origin),
    offers: (root) => offers.of(root),
    emit: (event) => events.emit(event),
    emitSoon: (thing, make) => events.emitSoon(thing, make),
    notify: (notice) => notices.add(notice),
  });
  const network = createNetwork();
  const engine = startEngine({
    files,
    options,
    home,
    socket,
    ownAddress,
    openToCourse: () => isOpenToCourse,
    peers: () => [...new Set([...configured, ...home.settings.met])],
    onDatagram: (direction, address, bytes) => network.count(direction, address, bytes),
    events: {
      delivered(stored) {
        if (stored.entry.rumor.id === 0) simple.show(stored);
        const message = views.view(stored);
        if (stored.entry.how === 'said') saying.said(message);
        if (message.shownAt >= settings.shownSince()) events.emit({ type: 'message', message });
      },
      upgraded({ origin, id }) {
        const message = views.find(origin, id);
        if (message !== undefined && message.shownAt >= settings.shownSince())
          events.emit({ type: 'messageChanged', message });
      },
      contradicted: ({ origin, id }) =>
        events.emitSoon(`message ${id} ${origin}`, () => {
          const message = views.find(origin, id);
          return message === undefined ? undefined : { type: 'messageChanged', message };
        }),
      named: (origin) => events.emitSoon(`name ${origin}`, () => views.nameEvent(origin)),
      reached: (origin) => events.emitSoon(`reach ${origin}`, () => views.reachEvent(origin)),
      mail(key, isNew) {
        const stored = home.store.privates.find(key);
        if (stored === undefined) return;
        const message = privateView(stored, views.who, offers);
        if (isNew && message.own) saying.written(message);
        if (message.shownAt >= settings.shownSince())
          events.emit({ type: isNew ? 'message' : 'messageChanged', message });
        if (!isNew && message.delivery === 'failed') tellGivenUp(message);
      },
      routeChanged: () => events.emitSoon('routes', () => ({ type: 'routes' })),
      files,
      first: (rumor) => home.learnFirst(rumor),
      peerChanged(address) {
        neighbours.tell(address);
        tellNearby(); // whoever was found may be here now
      },
      incarnation(identity) {
        home.adopt(identity);
        events.emit({ type: 'self', self: self() });
      },
      trace: (trace) => options.onTrace?.(trace),
      settled() {
        events.emitSoon('sync', newSync);
        events.emitSoon('holding', holders.news);
      },
      failed: (problem) => diskFailed(problem),
      probe: (to, packet) => probeFrom(socket.host, to, encodePacket(packet)),
      trial: (from, trial) => doctor.trial(from, trial),
      slept() {
        home.journal.write('info', 'woke', 'The machine slept or the process was stopped.');
        nearby.refresh();
      },
    },
  });
  let lastNearby = '[]';
  const tellNearby = (): void =>
    events.emitSoon('nearby', () => {
      const views = nearby.views();
      const text = JSON.stringify(views);
      if (text === lastNearby) return undefined;
      lastNearby = text;
      return { type: 'nearby', nearby: views };
    });
  const nearby = createNearby({
    engine,
    home,
    socket,
    group: options.group,
    notify: (notice) => notices.add(notice),
    onChange: tellNearby,
  });
  const settings = createPeerSettings({
    options,
    home,
    socket,
    input: (input) => engine.input(input),
    onMoved() {
      engine.input({ kind: 'moved', ownAddress: ownAddress() });
      home.journal.write('info', 'moved', `listens on ${socket.host}, port ${socket.port}`);
      nearby.refresh();
      tellSelf();
    },
    onDiscovery: (on) => void nearby.set(on),
    emit: (event) => events.emit(event),
    wall: () => readClock().wall,
  });
  const backup = createBackupJob(home.folder, (backup) => events.emit({ type: 'backup', backup }));
  const views = createMessageViews(home, offers, (origin) => engine.gossiper.reach(origin));
  const neighbours = createNeighbours({ engine, home, socket, events, views, configured, addresses });
  const holders = createHolderViews(
    home,
    () => engine.gossiper,
    views.who,
    () => neighbours.blocked(),
  );
  const reading = createReading({
    home,
    views,
    offers,
    simple,
    gossiper: () => engine.gossiper,
    hidden: () => neighbours.hidden(),
    shownSince: () => settings.shownSince(),
  });
  const saying = createSaying({
    input: (input) => engine.input(input),
    gossiper: () => engine.gossiper,
    isNamed: () => home.named,
    offer: (hash, listed) => files.offer(hash, listed),
  });
  const doctor = createDoctorJob(
    {
      input: (input) => engine.input(input),
      peers: () => engine.gossiper.peers(),
      otherGroups: () => engine.gossiper.otherGroups(),
      nameOf: (origin) => views.who(origin).name,
      now: readClock,
      socket: () => ({ host: socket.host, port: socket.port, ...wantedPort(options, home) }),
      lan: () => nearby.lan(),
      canSendTo: (address) => socket.reachesSix || !address.startsWith('['),
      group: options.group === undefined ? undefined : { name: options.group, mark: groupMark(options.group) },
      openToCourse: options.openToCourse,
    },
    (doctor) => events.emit({ type: 'doctor', doctor }),
  );
  const metrics = createMetrics({ engine, home, socket, files });
  const stopRemembering = every(REMEMBER_MS, () => neighbours.rememberMet());
  const stopChecking = every(CHECK_MS, () => checkAddresses());
  const stopWatching = watchPeers(
    () => engine.gossiper.peers().map(({ address }) => address),
    (address) => neighbours.tell(address),
  );

  const tellGivenUp = ({ conversation }: MessageView): void => {
    const origin = parseOrigin(conversation);
    const name = origin === undefined ? conversation : (views.who(origin).name ?? conversation);
    const message = `A message to ${name.toWellFormed()} could not be delivered for a week and was given up. It is marked in the conversation.`;
    notices.add({ level: 'warning', code: 'message-given-up', message });
  };

  const syncNow = (): SyncView => {
    const sync = engine.gossiper.sync();
    return syncView(sync, sync.of > sync.have ? holders.missing() : []);
  };

  const newSync = (): PeerEvent | undefined => {
    const sync = syncNow();
    const text = JSON.stringify(sync);
    if (text === lastSync) return undefined;
    lastSync = text;
    return { type: 'sync', sync };
  };

  const self = (): SelfView => ({
    origin: home.identity.origin,
    name: home.identity.name,
    tag: splitOrigin(home.identity.origin).tag,
    person: views.who(home.identity.origin).person,
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
    saying.failed(problem);
    const lost = home.moveToMemory(problem);
    startOver();
    notices.add({ level: 'error', ...problem });
    for (const stored of lost)
      if (stored.entry.rumor.text !== '') events.emit({ type: 'message', message: views.view(stored) });
    tellSelf();
  };

  const close = async (): Promise<void> => {
    stopWatching();
    stopRemembering();
    stopChecking();
    engine.flush();
    engine.stop();
    saying.failed(CLOSED);
    neighbours.rememberMet();
    backup.drop();
    doctor.close();
    files.close();
    await nearby.close();
    await socket.close();
    metrics.close();
    events.close();
    home.journal.write('info', 'stopped', `after ${Math.round(process.uptime())} s`);
    home.close();
  };

  /** Under the identity that the home has now, among the same peers: who was only heard of is not lost. */
  const startOver = (): void => {
    neighbours.rememberMet();
    engine.restart();
  };

  let toldAddresses = addresses().join();
  /** A cable was pulled, a network was joined: others reach us elsewhere now. */
  const checkAddresses = (): void => {
    const now = addresses().join();
    if (now !== toldAddresses) {
      engine.input({ kind: 'moved', ownAddress: ownAddress() });
      tellSelf();
    }
    toldAddresses = now;
  };

  if (home.askedName !== undefined && home.rename(home.askedName).ok)
    engine.input({ kind: 'rename', name: home.askedName });
  home.journal.write('info', 'started', `version ${version} on ${ownAddress()}, storage ${home.storage}`);
  for (const notice of [...home.notices, ...first]) notices.add(notice);
  if (home.storageNote !== undefined && home.notices.every(({ level }) => level !== 'error')) {
    notices.add({ level: 'warning', code: 'not-kept', message: home.storageNote });
  }

  return {
    ...reading,
    addPeer: (input) => neighbours.addPeer(input),
    removePeer: (input) => neighbours.removePeer(input),
    setPeerRule: (input) => neighbours.setPeerRule(input),
    say: async (input) => (closing === undefined ? saying.say(input) : refused(CLOSED.code, CLOSED.message)),
    ...files.calls,
    setDownloads: (folder) => files.setDownloads(folder),
    setName({ name }) {
      const checked = checkName(name);
      if (!checked.ok) return checked;
      if (home.named && checked.value === home.identity.name) return done(self());
      const isFirst = !home.named;
      const renamed = home.rename(checked.value);
      if (!renamed.ok) return renamed;
      if (isFirst) startOver();
      else engine.input({ kind: 'rename', name: checked.value });
      nearby.refresh();
      engine.flush(); // on the disk before it is told
      return tellSelf();
    },
    setOriginRule({ origin: text, rule }) {
      const origin = parseOrigin(text);
      if (origin === undefined) return refused(NOBODY.code, NOBODY.message);
      neighbours.setOriginRule(origin, rule);
      return done({});
    },
    changeSettings: (patch) => settings.change(patch),
    settings: async () => done(await settings.view()),
    makeBackup: ({ passphrase }) => backup.make(passphrase),
    dropBackup: () => done(backup.drop()),
    backup: () => done(backup.view()),
    examine: () => done(doctor.examine()),
    stopExamining: () => done(doctor.stop()),
    doctor: () => done(doctor.view()),
    takeBackup: (id) => backup.take(id),
    setOpenToCourse(open) {
      if (open === isOpenToCourse) return;
      isOpenToCourse = open;
      engine.flush();
      if (!open) neighbours.forgetUnmarked();
      startOver();
    },
    setPolicy({ policy }) {
      home.change({ policy });
      engine.input({ kind: 'setPolicy', policy });
      return tellSelf();
    },
    self: () => done(self()),
    peers: () => done(neighbours.views()),
    sync() {
      const news = newSync(); // what is answered counts as told: a change back must be an event again
      if (news !== undefined) events.emit(news);
      return done(syncNow());
    },
    holders({ origin: text, id }) {
      const origin = parseOrigin(text);
      return origin === undefined ? refused(NOBODY.code, NOBODY.message) : done(holders.of(origin, id));
    },
    holding() {
      const news = holders.news(); // as with `sync`
      if (news !== undefined) events.emit(news);
      return done(holders.holding());
    },
    nearby: () => done(nearby.views()),
    network: () => done(network.view(engine.gossiper, views.who)),
    packets: (asked) => done(network.packets(asked, views.who)),
    notices: () => done(notices.all()),
    metrics: () => done(metrics.read()),
    subscribe: (listener) => events.subscribe(listener),
    get gossipAddress() {
      return socket.host.includes(':') ? `[${socket.host}]:${socket.port}` : `${socket.host}:${socket.port}`;
    },
    close: () => (closing ??= close()),
    selfView: self,
    syncView: syncNow,
    peerViews: () => neighbours.views(),
    figures: () => metrics.read(),
    logEnd: (lines) => home.journal.end(lines),
    datagram: (from, bytes) => engine.datagram(from, bytes),
    diskFailed,
  };
}
