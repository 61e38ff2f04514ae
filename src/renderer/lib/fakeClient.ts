/** A client without a peer, for tests and pictures: what it answers is what was put into it. */
import type {
  CallInput,
  CallName,
  CallOutput,
  Conversation,
  Doctor,
  Event,
  Evidence,
  FoundFiles,
  Holder,
  Holding,
  Message,
  Nearby,
  Notice,
  Route,
  Peer,
  Self,
  Settings,
  SharedFile,
  Sync,
} from '../../api/contract.ts';
import { done, refused, type Result } from '../../api/result.ts';
import type { Client, ClientHandlers } from '../../api/service.ts';
import { fakeFileCalls, noFound } from './fakeFiles.ts';
import { fakeNetwork, fakePackets } from './fakeNetwork.ts';
import { matches } from '../../words/match.ts';
import { parseQuery } from '../../words/query.ts';

export interface FakePeer {
  self: Self;
  settings: Settings;
  peers: Peer[];
  sync: Sync;
  nearby: Nearby[];
  holders: Holder[];
  holding: Holding;
  notices: Notice[];
  messages: Message[];
  routes: Route[];
  /** How much of them can be searched. */
  indexed: number;
  evidence: Evidence[];
  doctor: Doctor;
  files: SharedFile[];
  found: FoundFiles;
  /** How many datagrams its log holds. */
  packets: number;
}

export interface FakeClient extends Client {
  readonly peer: FakePeer;
  /** Every call, in order. */
  readonly calls: { name: CallName; input: unknown }[];
  /** The next call of this name is answered so. */
  answerNext(name: CallName, result: Result<never>): void;
  emit(event: Event): void;
  miss(): void;
  connect(state: Parameters<ClientHandlers['connection']>[0]): void;
}

export const fakeSelf: Self = {
  origin: 'Alex~mfrggzdfmztwq2lk',
  name: 'Alex',
  tag: 'mfrggzdfmztwq2lk',
  person: 'alexalexalexalex',
  named: true,
  addresses: ['192.168.1.14:5000', '10.0.0.7:5000'],
  port: 5000,
  group: 'lobby',
  mode: 'rumors',
  policy: 'eager',
  storage: 'disk',
  storageNote: null,
  version: '0.1.0',
};

export const fakeSettings: Settings = {
  choices: {
    gossipPort: null,
    gossipHost: '0.0.0.0',
    antiEntropySeconds: 10,
    routeRumorSeconds: 0,
    hideAfterDays: 0,
    ephemeral: false,
    discovery: true,
  },
  fixed: [],
  afterRestart: [],
  hosts: [
    { address: '127.0.0.1', name: 'lo' },
    { address: '192.168.1.14', name: 'wlan0' },
    { address: '10.0.0.7', name: 'enp3s0' },
  ],
  storage: {
    folder: '/home/alex/.local/share/peerster/profiles/default',
    bytes: 12_400_000,
    free: 81_000_000_000,
    messages: 4_120,
    hidden: 0,
  },
};

/** One of each state. */
export const fakeDoctor: Doctor = {
  state: 'done',
  at: 1_700_000_000_000,
  about: {
    version: '0.1.0',
    system: 'linux 6.1.0 x64',
    host: '0.0.0.0',
    port: 5001,
    group: 'lobby',
    interfaces: ['wlan0 192.168.1.14', 'enp3s0 10.0.0.7'],
  },
  findings: [
    {
      check: 'socket',
      code: 'port-taken',
      state: 'warning',
      values: { wanted: '5000', port: '5001' },
      message: 'Port 5000 is taken by another program; this peer listens on port 5001.',
      remedy: 'Give others the address with port 5001, or end that program and restart.',
    },
    {
      check: 'interfaces',
      code: 'interfaces',
      state: 'ok',
      values: { list: 'wlan0 192.168.1.14, enp3s0 10.0.0.7' },
      message: 'This computer is on a network: wlan0 192.168.1.14, enp3s0 10.0.0.7.',
      remedy: null,
    },
    { check: 'multicast', code: 'discovery-off', state: 'skipped', values: {}, message: 'Not tried.', remedy: null },
    {
      check: 'peers',
      code: 'peers-answer',
      state: 'ok',
      values: { count: 2, of: 3 },
      message: '2 of 3 peers answer.',
      remedy: null,
    },
    {
      check: 'outside',
      code: 'inbound-blocked',
      state: 'problem',
      values: { peer: 'Bea (192.168.1.20:5000)', port: '5001' },
      message: 'One way only.',
      remedy: 'Allow incoming UDP on port 5001 in the firewall of this computer.',
    },
  ],
};

/** A verified rumor of Bea, said at the moment that its key is. */
export const fakeMessage = (key: number, more: Partial<Message> = {}): Message => ({
  key,
  origin: 'Bea~abcdefghijklmnop',
  id: key,
  text: `message ${key}`,
  name: 'Bea',
  nameThen: more.name ?? 'Bea',
  tag: 'abcdefghijklmnop',
  person: null,
  own: false,
  reach: null,
  trust: 'verified',
  forked: 0,
  how: 'rumor',
  from: '192.168.1.20:5000',
  hops: 1,
  saidAt: key,
  arrivedAt: key,
  shownAt: key,
  conversation: '',
  delivery: null,
  file: null,
  ...more,
});

export const fakePeerEntry = (address: string, more: Partial<Peer> = {}): Peer => ({
  address,
  kind: 'ours',
  origin: 'Bea~abcdefghijklmnop',
  name: 'Bea',
  person: null,
  state: 'reachable',
  configured: false,
  rule: 'none',
  lastHeard: null,
  roundTrip: null,
  behind: 0,
  ahead: 0,
  ...more,
});

export function createFakeClient(start: Partial<FakePeer> = {}, now: () => number = () => 0): FakeClient {
  const subscribers = new Set<ClientHandlers>();
  const prepared = new Map<CallName, Result<never>>();
  const peer: FakePeer = {
    self: fakeSelf,
    settings: fakeSettings,
    peers: [],
    nearby: [],
    sync: { state: 'alone', have: 0, of: 0, peers: 0, peersInSync: 0, missing: [] },
    holders: [],
    holding: { origin: fakeSelf.origin, others: [] },
    notices: [],
    messages: [],
    routes: [],
    indexed: 1,
    evidence: [],
    doctor: { state: 'none' },
    files: [],
    found: noFound,
    packets: 0,
    ...start,
  };

  const answers: { [N in CallName]: (input: CallInput<N>) => Result<CallOutput<N>> } = {
    ...fakeFileCalls(peer, (event) => emit(event)),
    say({ text, to = '' }) {
      const key = (peer.messages.at(-1)?.key ?? 0) + 1;
      const at = now();
      const { origin, name, tag, person } = peer.self;
      const times = { saidAt: at, arrivedAt: at, shownAt: at };
      const reach = to === '' ? 'device' : null;
      const delivery = to === '' ? null : to === origin ? 'delivered' : to.includes('~') ? 'sent' : 'unconfirmed';
      const own = { own: true, how: 'said', from: null, reach, delivery, conversation: to } as const;
      const message = fakeMessage(key, { ...times, ...own, origin, name, tag, person, text });
      peer.messages.push(message);
      emit({ type: 'message', message });
      return done(message);
    },
    conversations({ read = {} }) {
      const names = new Set(peer.messages.map(({ conversation }) => conversation).filter((name) => name !== ''));
      const all = [...names].flatMap((conversation): Conversation[] => {
        const messages = peer.messages.filter((message) => message.conversation === conversation);
        const last = messages.at(-1);
        if (last === undefined) return [];
        const other = messages.find(({ own }) => !own);
        const unread = messages.filter(({ key, own }) => !own && key > (read[conversation] ?? 0)).length;
        const [name = '', tag = ''] = conversation.split('~');
        return [
          {
            conversation,
            name: other?.name ?? name,
            tag,
            person: other?.person ?? null,
            own: conversation === peer.self.origin,
            last,
            total: messages.length,
            unread,
          },
        ];
      });
      return done(all.toSorted((a, b) => b.last.key - a.last.key));
    },
    routes: () => done([...peer.routes]),
    network: () => done(fakeNetwork(peer.peers, now())),
    packets({ after = 0, limit = 100 }) {
      const packets = fakePackets(peer.peers, now(), peer.packets);
      return done({ packets: packets.slice(after, after + limit), last: packets.length });
    },
    setName({ name }) {
      if (name.trim() === '') return refused('name-empty', 'Type a name first.');
      peer.self = { ...peer.self, name, named: true };
      return done(peer.self);
    },
    addPeer({ address }) {
      if (!/^[\d.]+:\d+$/.test(address)) {
        return refused(
          'bad-address',
          `"${address}" is not an address: write it as ip:port, such as 192.168.1.20:5000.`,
        );
      }
      const entry = fakePeerEntry(address, { kind: 'unknown', origin: null, name: null, state: 'waiting' });
      peer.peers.push(entry);
      return done(entry);
    },
    removePeer({ address }) {
      peer.peers = peer.peers.filter((one) => one.address !== address);
      emit({ type: 'peerGone', address });
      return done({});
    },
    setPeerRule({ address, rule }) {
      const entry = { ...(peer.peers.find((one) => one.address === address) ?? fakePeerEntry(address)), rule };
      return done(entry);
    },
    setOriginRule: () => done({}),
    changeSettings(patch) {
      if (patch.gossipPort === 5_001) {
        return refused('port-in-use', 'Port 5001 is in use by another program. Choose another one.');
      }
      const { choices } = peer.settings;
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const afterRestart = patch.ephemeral === true ? (['ephemeral'] as const) : [];
      peer.settings = { ...peer.settings, choices: { ...choices, ...given }, afterRestart: [...afterRestart] };
      return done(peer.settings);
    },
    settings: () => done(peer.settings),
    makeBackup() {
      emit({ type: 'backup', backup: { state: 'working', done: 4_000_000, of: 24_800_000 } });
      return done({ state: 'working', done: 4_000_000, of: 24_800_000 });
    },
    dropBackup() {
      emit({ type: 'backup', backup: { state: 'none' } });
      return done({ state: 'none' });
    },
    backup: () => done({ state: 'none' }),
    examine() {
      peer.doctor = fakeDoctor;
      emit({ type: 'doctor', doctor: fakeDoctor });
      return done(fakeDoctor);
    },
    stopExamining: () => done(peer.doctor),
    doctor: () => done(peer.doctor),
    setPolicy({ policy }) {
      peer.self = { ...peer.self, policy };
      return done(peer.self);
    },
    self: () => done(peer.self),
    peers: () => done([...peer.peers]),
    sync: () => done(peer.sync),
    holders: () => done({ holders: [...peer.holders], of: peer.holders.length }),
    holding: () => done(peer.holding),
    evidence: () => done([...peer.evidence]),
    nearby: () => done([...peer.nearby]),
    notices: () => done([...peer.notices]),
    metrics: () => done({}),
    search({ text, conversation, before, limit = 50 }) {
      const query = parseQuery(text);
      const found: Message[] = [];
      const messages =
        conversation === undefined
          ? peer.messages
          : peer.messages.filter((message) => message.conversation === conversation);
      let at = before === undefined ? messages.length : messages.findLastIndex(({ key }) => key < before.key) + 1;
      while (at > 0 && found.length < limit) {
        const message = messages[--at];
        if (message !== undefined && matches(query, message.text)) found.push(message);
      }
      const last = messages[at];
      const next = at > 0 && last !== undefined ? { shownAt: last.shownAt, key: last.key } : null;
      return done({ messages: found, next, indexed: peer.indexed });
    },
    messages({ conversation = '', before, after, limit = 100 }) {
      const messages = peer.messages.filter((message) => message.conversation === conversation);
      const total = messages.length;
      if (after !== undefined) {
        const found = messages.filter(({ key }) => key > after.key);
        return done({ messages: found.slice(0, limit), more: found.length > limit, total });
      }
      const found = before === undefined ? messages : messages.filter(({ key }) => key < before.key);
      return done({ messages: found.slice(-limit), more: found.length > limit, total });
    },
  };

  function emit(event: Event): void {
    for (const subscriber of subscribers) subscriber.event(event);
  }

  return {
    peer,
    calls: [],
    answerNext: (name, result) => prepared.set(name, result),
    emit(event) {
      if (event.type === 'message') peer.messages.push(event.message);
      emit(event);
    },
    miss() {
      for (const subscriber of subscribers) subscriber.missed();
    },
    connect(state) {
      for (const subscriber of subscribers) subscriber.connection(state);
    },
    call(name, input) {
      this.calls.push({ name, input });
      const answer = prepared.get(name);
      prepared.delete(name);
      return Promise.resolve(answer ?? answers[name](input));
    },
    subscribe(handlers) {
      subscribers.add(handlers);
      handlers.connection('open');
      return () => subscribers.delete(handlers);
    },
  };
}
