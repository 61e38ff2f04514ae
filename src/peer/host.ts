/**
 * Performs the effects of a gossiper on a real machine. No protocol here.
 *
 * 1. Datagrams and client requests go to the gossiper at once, in the order in which they come.
 * 2. Sends wait for the end of the event-loop turn, and leave after the own rumors of that turn were committed: many
 *    messages of a turn share one commit, and none leaves that a crash could take back.
 * 3. If that commit fails, nothing of the turn leaves and nothing of it is told as said.
 * 4. A timer of 0 ms fires when what had already arrived was handled: at the end of a turn that emptied the socket.
 * 5. A turn sends at most SENDS_A_TURN packets, in order; the next ones send the rest, as long as no more than MAX_UNSENT wait.
 */
import type { Effect, Input, Trace } from '../gossiper/input.ts';
import type { Gossiper } from '../gossiper/index.ts';
import type { Hash } from '../gossiper/files/file.ts';
import type { Address, Origin } from '../gossiper/names.ts';
import type { Packet, Rumor, Trial } from '../gossiper/packet.ts';
import type { Identity, LogEntry } from '../gossiper/ports.ts';
import { unreachable, type Problem } from '../gossiper/result.ts';
import { createSleepWatch, everySecond, type ReadClock } from './clock.ts';
import type { Store, Stored } from './log/store.ts';
import type { Files } from './files/files.ts';
import { createTimers } from './timers.ts';

/** libuv reads this many datagrams a turn; a turn with as many may have left some. */
const DATAGRAMS_A_TURN = 32;
/** Turns that a 0 ms timer waits for the socket to be empty: 256 datagrams. */
const TURNS_TO_DRAIN = 8;
/** 1 to 3 ms: what 30 datagrams bring for 50 links would hold up the window that this process draws for 40 ms. */
export const SENDS_A_TURN = 128;
/** What waits longer than these take, some 20 ms, could pass for lost. */
export const MAX_UNSENT = 1_024;

export interface HostOptions {
  readonly gossiper: Gossiper;
  readonly store: Store;
  readonly clock: ReadClock;
  readonly transmit: (to: Address, packet: Packet) => void;
  readonly events: HostEvents;
}

/** What the peer makes views and answers of. None of them may call the host back synchronously. */
export interface HostEvents {
  delivered(stored: Stored): void;
  upgraded(rumor: Rumor): void;
  /** Something contradicts what the log holds under its origin and ID. */
  contradicted(rumor: Rumor): void;
  /** An origin may have a new name, or a key now. */
  named(origin: Origin): void;
  /** Rumors of ours got further. */
  reached(origin: Origin): void;
  /** An origin's first rumor was stored, and is verified. */
  first(rumor: Rumor): void;
  /** A private message was kept, or something became of it. */
  mail(key: number, isNew: boolean): void;
  routeChanged(origin: Origin): void;
  /** Send this from a fresh port. */
  probe(to: Address, packet: Packet): void;
  /** Somebody tried us. */
  trial(from: Address, trial: Trial): void;
  peerChanged(address: Address): void;
  /** Chunks are kept at once, and committed with the turn. */
  readonly files: FileEffects;
  incarnation(identity: Identity): void;
  trace(trace: Trace): void;
  /** A turn ended. */
  settled(): void;
  /** Invariant 3. The store is of no use any more. */
  failed(problem: Problem): void;
  slept(): void;
}

export type FileEffects = Pick<Files, 'chunk' | 'fetched' | 'downloadChanged' | 'found' | 'searchOver' | 'commit'>;

export interface Host {
  input(input: Input): void;
  /** Ends the turn now: commits and sends what waits. */
  flush(): void;
  /** Flushes, unless the store failed, and stops all timers. */
  stop(): void;
}

interface Sending {
  readonly to: Address;
  readonly packet: Packet;
}

export function startHost({ gossiper, store, clock, transmit, events }: HostOptions): Host {
  const timers = createTimers((timer) => input({ kind: 'timer', timer }));
  const watch = createSleepWatch(clock());
  const stopLooking = everySecond(() => wakeIfSlept());
  let outbox: Sending[] = [];
  /** Of turns that were committed. */
  let leaving: Sending[] = [];
  let delivered: Stored[] = [];
  /** Keys of private messages, and whether they are new in this turn. */
  let mails = new Map<number, boolean>();
  const changed = new Set<Address>();
  const named = new Set<Origin>();
  const reached = new Set<Origin>();
  const routes = new Set<Origin>();
  const downloads = new Set<Hash>();
  const soon = new Set<string>();
  let turn: NodeJS.Immediate | undefined;
  let datagrams = 0;
  let waited = 0;
  let isStopped = false;
  /** Of the entry that the last `append` stored, for the `delivered` that follows. */
  let last: Stored | undefined;

  const input = (next: Input): void => {
    if (isStopped) return;
    wakeIfSlept();
    if (next.kind === 'received') datagrams += 1;
    perform(gossiper.input(next, clock()));
  };

  const wakeIfSlept = (): void => {
    const now = clock();
    if (isStopped || !watch.slept(now)) return;
    events.slept();
    perform(gossiper.input({ kind: 'woke' }, now));
  };

  const perform = (effects: readonly Effect[]): void => {
    for (const effect of effects) {
      switch (effect.kind) {
        case 'send':
          outbox.push(effect);
          break;
        case 'probe':
          events.probe(effect.to, effect.packet);
          break;
        case 'trial':
          events.trial(effect.from, effect.trial);
          break;
        case 'append':
          last = { key: store.append(effect.entry), entry: effect.entry };
          if (effect.entry.name !== undefined) named.add(effect.entry.rumor.origin);
          if (effect.entry.rumor.id === 1 && effect.entry.trust === 'verified') events.first(effect.entry.rumor);
          break;
        case 'delivered':
          delivered.push(storedOf(effect.entry));
          break;
        case 'mail':
          mails.set(store.privates.keep(effect.mail), true);
          break;
        case 'delivery': {
          const key = store.privates.deliver(effect.origin, effect.destination, effect.number, effect.delivery);
          if (key !== undefined && !mails.has(key)) mails.set(key, false);
          break;
        }
        case 'chunk':
          events.files.chunk(effect);
          break;
        case 'fetched':
          events.files.fetched(effect.root);
          break;
        case 'download':
          downloads.add(effect.root);
          break;
        case 'found':
          events.files.found(effect);
          break;
        case 'searchOver':
          events.files.searchOver(effect.search);
          break;
        case 'route':
          routes.add(effect.origin);
          break;
        case 'upgrade':
          store.upgrade(effect.rumor, effect.name);
          if (effect.name !== undefined || effect.rumor.id === 1) named.add(effect.rumor.origin);
          events.upgraded(effect.rumor);
          break;
        case 'evidence':
          store.evidence(effect.rumor, effect.trust, effect.from);
          events.contradicted(effect.rumor);
          break;
        case 'arm':
          soon.delete(effect.timer);
          if (effect.afterMs > 0) timers.arm(effect.timer, effect.afterMs);
          else {
            timers.disarm(effect.timer);
            soon.add(effect.timer);
          }
          break;
        case 'disarm':
          soon.delete(effect.timer);
          timers.disarm(effect.timer);
          break;
        case 'reach':
          store.reached(effect.origin, effect);
          reached.add(effect.origin);
          break;
        case 'incarnation':
          store.incarnation(effect.identity);
          events.incarnation(effect.identity);
          break;
        case 'peer':
          changed.add(effect.address);
          break;
        case 'trace':
          events.trace(effect.event);
          break;
        default:
          unreachable(effect);
      }
    }
    turn ??= setImmediate(endTurn);
  };

  const storedOf = (entry: LogEntry): Stored => {
    if (last?.entry === entry) return last;
    const { origin, id } = entry.rumor;
    return (id === 0 ? undefined : store.find(origin, id)) ?? { key: store.takeKey(), entry };
  };

  const endTurn = (): void => {
    turn = undefined;
    if (isStopped) return;
    const mayBeMore = datagrams >= DATAGRAMS_A_TURN && waited < TURNS_TO_DRAIN;
    datagrams = 0;
    waited = mayBeMore ? waited + 1 : 0;
    if (!mayBeMore && soon.size > 0) {
      const due = [...soon];
      soon.clear();
      for (const timer of due) perform(gossiper.input({ kind: 'timer', timer }, clock()));
    }
    commitAndSend();
    if ((soon.size > 0 || leaving.length > 0) && !isStopped) turn ??= setImmediate(endTurn);
  };

  const commitAndSend = (): void => {
    const problem = store.commitOwn();
    events.files.commit();
    const [packets, entries, letters] = [outbox, delivered, mails];
    [outbox, delivered] = [[], []];
    mails = new Map();
    if (problem !== undefined) {
      events.failed(problem); // invariant 3
      return;
    }
    leaving = leaving.length === 0 ? packets : [...leaving, ...packets];
    send(Math.max(SENDS_A_TURN, leaving.length - MAX_UNSENT));
    for (const stored of entries) events.delivered(stored);
    for (const origin of named) events.named(origin);
    for (const origin of reached) events.reached(origin);
    for (const [key, isNew] of letters) events.mail(key, isNew);
    for (const address of changed) events.peerChanged(address);
    for (const origin of routes) events.routeChanged(origin);
    for (const root of downloads) events.files.downloadChanged(root);
    for (const told of [named, reached, changed, routes, downloads]) told.clear();
    events.settled();
  };

  const send = (count: number): void => {
    for (const { to, packet } of leaving.splice(0, count)) transmit(to, packet);
  };

  return {
    input,
    flush: commitAndSend,
    stop() {
      if (isStopped) return;
      isStopped = true;
      clearImmediate(turn);
      timers.clear();
      stopLooking();
      if (store.commitOwn() === undefined) leaving.push(...outbox);
      send(leaving.length);
    },
  };
}
