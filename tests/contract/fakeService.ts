/** A peer in memory, for tests of the bindings: one room, no network. */
import type { Event, Message, Notice, Peer, Self, Settings } from '../../src/api/contract.ts';
import { done, refused } from '../../src/api/result.ts';
import type { Service } from '../../src/api/service.ts';
import { fakeFiles } from './fakeFiles.ts';

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
  person: null,
  state: 'waiting',
  configured: true,
  rule: 'none',
  lastHeard: null,
  roundTrip: null,
  behind: 0,
  ahead: 0,
});

const bea = { origin: 'B', name: 'B', person: null, at: 1, how: 'measured' } as const;

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
    person: null,
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
  let settings: Settings = {
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
    hosts: [{ address: '127.0.0.1', name: 'lo' }],
    storage: { folder: null, bytes: null, free: null, messages: 0, hidden: 0 },
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
    ...fakeFiles(emit),
    async say({ text, to = '' }) {
      if (text === '') return refused('empty-text', 'Write something first.');
      said.push(text);
      const now = Date.now();
      const message: Message = {
        key: messages.length + 1,
        origin,
        id: messages.length + 1,
        text,
        name: origin,
        nameThen: origin,
        tag: '',
        person: null,
        own: true,
        reach: 'device',
        trust: 'verified',
        forked: 0,
        how: 'said',
        from: null,
        hops: null,
        saidAt: now,
        arrivedAt: now,
        shownAt: now,
        conversation: to,
        delivery: to === '' ? null : 'sent',
        file: null,
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
    async changeSettings(patch) {
      settings = { ...settings, choices: { ...settings.choices, ...defined(patch) } };
      emit({ type: 'settings', settings });
      return done(settings);
    },
    settings: () => done(settings),
    examine: () => done({ state: 'working', share: 0, findings: [] }),
    stopExamining: () => done({ state: 'none' }),
    doctor: () => done({ state: 'none' }),
    makeBackup: () => done({ state: 'working', done: 0, of: 0 }),
    dropBackup: () => done({ state: 'none' }),
    backup: () => done({ state: 'none' }),
    setPolicy({ policy }) {
      self = { ...self, policy };
      return done(self);
    },
    self: () => done(self),
    peers: () => done([...peers.values()]),
    sync: () =>
      done({ state: 'alone', have: messages.length, of: messages.length, peers: 0, peersInSync: 0, missing: [] }),
    holders: () => done({ holders: [{ ...bea, holds: true }], of: 1 }),
    holding: () => done({ origin, others: [{ ...bea, upTo: 1, heard: 2 }] }),
    messages({ conversation, before, after, limit }) {
      const there = messages.filter((message) => message.conversation === conversation);
      const inRange = there.filter(
        ({ key }) => key < (before?.key ?? Number.POSITIVE_INFINITY) && key > (after?.key ?? 0),
      );
      const page = after === undefined ? inRange.slice(-limit) : inRange.slice(0, limit);
      return done({ messages: page, more: page.length < inRange.length, total: there.length });
    },
    search({ text, conversation, before, limit }) {
      const found = messages
        .filter((message) => conversation === undefined || message.conversation === conversation)
        .filter((message) => message.text.includes(text) && message.key < (before?.key ?? Number.POSITIVE_INFINITY))
        .toReversed();
      const last = found[limit - 1];
      const next = last !== undefined && found.length > limit ? { shownAt: last.shownAt, key: last.key } : null;
      return done({ messages: found.slice(0, limit), next, indexed: 1 });
    },
    evidence: () => done([]),
    nearby: () => done([]),
    conversations({ read }) {
      const last = new Map(messages.map((message) => [message.conversation, message]));
      last.delete('');
      return done(
        [...last].map(([conversation, message]) => ({
          conversation,
          name: conversation,
          tag: '',
          person: null,
          own: conversation === origin,
          last: message,
          total: messages.filter((one) => one.conversation === conversation).length,
          unread: message.key > (read[conversation] ?? 0) ? 1 : 0,
        })),
      );
    },
    routes: () =>
      done([
        {
          origin: 'B',
          name: 'B',
          tag: '',
          via: '127.0.0.1:5001',
          viaName: null,
          hops: 1,
          id: 1,
          learntAt: 1,
          open: true,
        },
      ]),
    network: () =>
      done({
        links: [
          {
            ...peerAt('127.0.0.1:5001'),
            validated: true,
            push: true,
            loss: { lost: 1, of: 4 },
            received: { datagrams: 3, bytes: 300, datagramsPerSecond: 0.5, bytesPerSecond: 50 },
            sent: { datagrams: 3, bytes: 300, datagramsPerSecond: 0.5, bytesPerSecond: 50 },
            behind: null,
            ahead: null,
          },
        ],
        reports: [
          {
            origin: 'B',
            name: 'B',
            person: null,
            heardAt: 1,
            behind: 0,
            ahead: 2,
            links: [{ origin: 'C', name: 'C', person: null, push: true, roundTrip: 4 }],
          },
        ],
      }),
    packets({ after, limit, raw }) {
      const packets = [1, 2, 3].map((seq) => ({
        seq,
        at: seq,
        direction: 'received' as const,
        address: '127.0.0.1:5001',
        bytes: 1,
        kind: 'malformed' as const,
        who: null,
        to: null,
        id: null,
        hops: null,
        count: null,
        asks: [],
        raw: raw ? 'AA==' : null,
      }));
      return done({ packets: packets.filter(({ seq }) => seq > after).slice(0, limit), last: 3 });
    },
    notices: () => done(notices),
    metrics() {
      if (broken) throw new Error('metrics are broken');
      return done({ received: 3, sentBytes: 4 });
    },
  };
}

const defined = (patch: object): object =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
