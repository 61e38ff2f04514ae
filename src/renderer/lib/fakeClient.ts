/** A client without a peer, for tests and pictures: what it answers is what was put into it. */
import type { CallInput, CallName, CallOutput, Event, Message, Notice, Peer, Self, Sync } from '../../api/contract.ts';
import { done, refused, type Result } from '../../api/result.ts';
import type { Client, ClientHandlers } from '../../api/service.ts';

export interface FakePeer {
  self: Self;
  peers: Peer[];
  sync: Sync;
  notices: Notice[];
  messages: Message[];
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

/** A verified rumor of Bea, said at the moment that its key is. */
export const fakeMessage = (key: number, more: Partial<Message> = {}): Message => ({
  key,
  origin: 'Bea~abcdefghijklmnop',
  id: key,
  text: `message ${key}`,
  name: 'Bea',
  tag: 'abcdefghijklmnop',
  own: false,
  trust: 'verified',
  how: 'rumor',
  from: '192.168.1.20:5000',
  hops: 1,
  saidAt: key,
  arrivedAt: key,
  shownAt: key,
  ...more,
});

export const fakePeerEntry = (address: string, more: Partial<Peer> = {}): Peer => ({
  address,
  kind: 'ours',
  origin: 'Bea~abcdefghijklmnop',
  name: 'Bea',
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
    peers: [],
    sync: { state: 'alone', have: 0, of: 0, peers: 0, peersInSync: 0 },
    notices: [],
    messages: [],
    ...start,
  };

  const answers: { [N in CallName]: (input: CallInput<N>) => Result<CallOutput<N>> } = {
    say({ text }) {
      const key = (peer.messages.at(-1)?.key ?? 0) + 1;
      const at = now();
      const { origin, name, tag } = peer.self;
      const times = { saidAt: at, arrivedAt: at, shownAt: at };
      const message = fakeMessage(key, { ...times, origin, name, tag, text, own: true, how: 'said', from: null });
      peer.messages.push(message);
      emit({ type: 'message', message });
      return done(message);
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
    setPolicy({ policy }) {
      peer.self = { ...peer.self, policy };
      return done(peer.self);
    },
    self: () => done(peer.self),
    peers: () => done([...peer.peers]),
    sync: () => done(peer.sync),
    notices: () => done([...peer.notices]),
    metrics: () => done({}),
    messages({ before, after, limit = 100 }) {
      const { messages } = peer;
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
