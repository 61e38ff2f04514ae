/** A peer in memory, for tests of the bindings: one room, no network. */
import type { Event, Message, Notice, Peer, Self } from '../../src/api/contract.ts';
import { done, refused } from '../../src/api/result.ts';
import type { Service } from '../../src/api/service.ts';

export interface FakeService extends Service {
  readonly said: string[];
  emit(event: Event): void;
  /** From now on `metrics` throws, as a bug would. */
  breakMetrics(): void;
}

const peerAt = (address: string): Peer => ({
  address,
  kind: 'unknown',
  origin: null,
  name: null,
  state: 'waiting',
  configured: true,
  rule: 'none',
  lastHeard: null,
  roundTrip: null,
  behind: 0,
  ahead: 0,
});

export function fakeService(origin = 'A'): FakeService {
  const listeners = new Set<(event: Event) => void>();
  const messages: Message[] = [];
  const peers = new Map<string, Peer>();
  const notices: Notice[] = [];
  const said: string[] = [];
  let broken = false;
  let self: Self = {
    origin,
    name: origin,
    tag: '',
    named: true,
    addresses: ['127.0.0.1:5000'],
    port: 5000,
    group: null,
    mode: 'rumors',
    policy: 'eager',
    storage: 'memory',
    storageNote: null,
    version: '0.1.0',
  };
  const emit = (event: Event): void => {
    for (const listener of listeners) listener(event);
  };

  return {
    said,
    emit,
    breakMetrics() {
      broken = true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async say({ text }) {
      if (text === '') return refused('empty-text', 'Write something first.');
      said.push(text);
      const now = Date.now();
      const message: Message = {
        key: messages.length + 1,
        origin,
        id: messages.length + 1,
        text,
        name: origin,
        tag: '',
        own: true,
        trust: 'verified',
        how: 'said',
        from: null,
        hops: null,
        saidAt: now,
        arrivedAt: now,
        shownAt: now,
      };
      messages.push(message);
      emit({ type: 'message', message });
      return done(message);
    },
    setName({ name }) {
      self = { ...self, name };
      emit({ type: 'self', self });
      return done(self);
    },
    addPeer({ address }) {
      if (!/^[\d.]+:\d+$/.test(address)) return refused('bad-address', 'Give the address as ip:port.');
      const peer = peerAt(address);
      peers.set(address, peer);
      emit({ type: 'peer', peer });
      return done(peer);
    },
    removePeer({ address }) {
      peers.delete(address);
      emit({ type: 'peerGone', address });
      return done({});
    },
    setPeerRule({ address, rule }) {
      const peer = { ...peerAt(address), rule };
      peers.set(address, peer);
      return done(peer);
    },
    setOriginRule: () => done({}),
    setPolicy({ policy }) {
      self = { ...self, policy };
      return done(self);
    },
    self: () => done(self),
    peers: () => done([...peers.values()]),
    sync: () => done({ state: 'alone', have: messages.length, of: messages.length, peers: 0, peersInSync: 0 }),
    messages({ before, after, limit }) {
      const inRange = messages.filter(
        ({ key }) => key < (before?.key ?? Number.POSITIVE_INFINITY) && key > (after?.key ?? 0),
      );
      const page = after === undefined ? inRange.slice(-limit) : inRange.slice(0, limit);
      return done({ messages: page, more: page.length < inRange.length, total: messages.length });
    },
    notices: () => done(notices),
    metrics() {
      if (broken) throw new Error('metrics are broken');
      return done({ received: 3, sentBytes: 4 });
    },
  };
}
