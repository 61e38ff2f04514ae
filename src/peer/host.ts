/**
 * Performs the effects of a gossiper on a real machine. No protocol here.
 *
 * 1. Datagrams and client requests go to the gossiper at once, in the order in which they come.
 * 2. Sends wait for the end of the event-loop turn, and leave after the own rumors of that turn were committed: many
 *    messages of a turn share one commit, and none leaves that a crash could take back.
 * 3. If that commit fails, nothing of the turn leaves and nothing of it is told as said.
 * 4. A timer of 0 ms fires when what had already arrived was handled: at the end of a turn that emptied the socket.
 */
import type { Effect, Input, Trace } from '../gossiper/input.ts';
import type { Gossiper } from '../gossiper/index.ts';
import type { Address } from '../gossiper/names.ts';
import type { Packet, Rumor } from '../gossiper/packet.ts';
import type { Identity, LogEntry } from '../gossiper/ports.ts';
import { unreachable, type Problem } from '../gossiper/result.ts';
import { createSleepWatch, everySecond, type ReadClock } from './clock.ts';
import type { Store, Stored } from './log/store.ts';
import { createTimers } from './timers.ts';

/** libuv reads this many datagrams a turn; a turn with as many may have left some. */
const DATAGRAMS_A_TURN = 32;
/** Turns that a 0 ms timer waits for the socket to be empty: 256 datagrams. */
const TURNS_TO_DRAIN = 8;

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
  /** An origin's first rumor was stored, and is verified. */
  first(rumor: Rumor): void;
  peerChanged(address: Address): void;
  incarnation(identity: Identity): void;
  trace(trace: Trace): void;
  /** A turn ended. */
  settled(): void;
  /** Invariant 3. The store is of no use any more. */
  failed(problem: Problem): void;
  slept(): void;
}

export interface Host {
  input(input: Input): void;
  /** Ends the turn now: commits and sends what waits. */
  flush(): void;
  /** Flushes, unless the store failed, and stops all timers. */
  stop(): void;
}

export function startHost({ gossiper, store, clock, transmit, events }: HostOptions): Host {
  const timers = createTimers((timer) => input({ kind: 'timer', timer }));
  const watch = createSleepWatch(clock());
  const stopLooking = everySecond(() => wakeIfSlept());
  let outbox: { readonly to: Address; readonly packet: Packet }[] = [];
  let delivered: Stored[] = [];
  const changed = new Set<Address>();
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
        case 'append':
          last = { key: store.append(effect.entry), entry: effect.entry };
          if (effect.entry.rumor.id === 1 && effect.entry.trust === 'verified') events.first(effect.entry.rumor);
          break;
        case 'delivered':
          delivered.push(storedOf(effect.entry));
          break;
        case 'upgrade':
          store.upgrade(effect.rumor);
          events.upgraded(effect.rumor);
          break;
        case 'evidence':
          store.evidence(effect.rumor, effect.trust, effect.from);
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
    if (soon.size > 0 && !isStopped) turn ??= setImmediate(endTurn);
  };

  const commitAndSend = (): void => {
    const problem = store.commitOwn();
    const [packets, entries] = [outbox, delivered];
    [outbox, delivered] = [[], []];
    if (problem !== undefined) {
      events.failed(problem); // invariant 3
      return;
    }
    for (const { to, packet } of packets) transmit(to, packet);
    for (const stored of entries) events.delivered(stored);
    for (const address of changed) events.peerChanged(address);
    changed.clear();
    events.settled();
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
      if (store.commitOwn() === undefined) for (const { to, packet } of outbox) transmit(to, packet);
    },
  };
}
