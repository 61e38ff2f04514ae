/**
 * Many nodes on one virtual network and one virtual clock: our gossipers as shipped, wire included, beside course
 * nodes. This is one of the two places that perform effects (house.md); like the other one it contains no protocol.
 *
 * 1. The same seed and the same calls give the same run, datagram for datagram.
 * 2. After a crash nothing of that run has an effect any more; what its log held stays, unless it is lost on purpose.
 */
import { createGossiper, type Gossiper } from '../gossiper/index.ts';
import type { Effect, Input, Instant } from '../gossiper/input.ts';
import type { Address } from '../gossiper/names.ts';
import type { LogEntry } from '../gossiper/ports.ts';
import { unreachable } from '../gossiper/result.ts';
import { decodePacket, encodePacket, rumorCodec } from '../wire/index.ts';
import { createClock, type Cancel, type Clock } from './clock.ts';
import { createCourseNode } from './courseNode.ts';
import { Deadly } from './courseWire.ts';
import { Ledger } from './ledger.ts';
import { LAN, Network, type LinkConditions } from './network.ts';
import { toByteString, type Holdings, type Host, type LabNode } from './node.ts';
import { seeded, type LabRandom } from './random.ts';
import {
  addressOf,
  countsOf,
  holdingsOf,
  LAB_GROUP,
  labProfile,
  newIdentity,
  newInstance,
  newLog,
  olderCopy,
  type Disk,
  type Plan,
  type Profile,
} from './resident.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly conditions?: LinkConditions;
  /** Absent: the lab's stand-in for cryptography. */
  readonly profile?: (random: LabRandom) => Profile;
}

/** What happens to the log when a node starts again. `older`: a backup was restored and nobody noticed. */
export type LogFate = 'kept' | 'lost' | 'older';

/** Something now in a node's log: `said` by it, or learned. */
export interface Held {
  readonly node: number;
  readonly origin: string;
  readonly id: number;
  readonly said: boolean;
}

interface Resident {
  readonly name: string;
  readonly plan: Plan;
  readonly address: Address;
  readonly random: LabRandom;
  readonly peers: Address[];
  readonly disk: Disk;
  /** ms by which its wall clock is wrong, and by which its monotonic clock lags behind the world's. */
  wallOffset: number;
  monotonicOffset: number;
  starts: number;
  run: Run | undefined;
}

interface Run {
  readonly node: LabNode;
  readonly gossiper: Gossiper | undefined;
  readonly timers: Map<string, Cancel>;
  readonly shownUpTo: Map<string, number>;
  readonly close: () => void;
  /** Since when, ms of virtual time. */
  asleep: number | undefined;
}

/** When the world begins, ms since 1970: 2026-01-01. */
const EPOCH = 1_767_225_600_000;

export class World {
  readonly clock: Clock = createClock();
  readonly random: LabRandom;
  readonly network: Network;
  readonly ledger = new Ledger();
  /** Whom to tell of every rumor that enters a log. */
  onHeld: (held: Held) => void = () => undefined;
  /** Simple messages that a node showed. */
  readonly shown: { readonly node: number; readonly origin: string; readonly text: string }[] = [];
  readonly #residents: Resident[] = [];
  readonly #courseAddresses = new Set<Address>();
  readonly #profile: (random: LabRandom) => Profile;

  constructor({ seed, conditions = LAN, profile = labProfile }: WorldOptions) {
    this.random = seeded(seed);
    this.network = new Network(this.clock, this.random.fork(), conditions);
    this.#profile = profile;
  }

  get size(): number {
    return this.#residents.length;
  }

  /** Its number. It does not run before `start`. Names must differ: they are origins, or the larger part of one. */
  add(plan: Plan, name = `n${this.#residents.length}`): number {
    const random = this.random.fork();
    const node = this.#residents.length;
    let disk: Disk;
    if (plan.kind === 'course') disk = { kind: 'course', name, log: new Map() };
    else {
      const profile = this.#profile(random);
      disk = { kind: 'ours', profile, identity: newIdentity(name, plan.keyed, profile, random), log: newLog() };
    }
    const address = addressOf(node);
    if (plan.kind === 'course') this.#courseAddresses.add(address);
    const clocks = { wallOffset: 0, monotonicOffset: 0 };
    this.#residents.push({ name, plan, address, random, disk, ...clocks, peers: [], starts: 0, run: undefined });
    return node;
  }

  /** Each is told of the other: before they start as a configured peer, later as if the user had named it. */
  link(a: number, b: number): void {
    this.introduce(a, b);
    this.introduce(b, a);
  }

  /** One way only: `to` learns of `node` when it hears of it. */
  introduce(node: number, to: number): void {
    const address = addressOf(to);
    this.#resident(node).peers.push(address);
    if (this.isUp(node)) this.input(node, { kind: 'addPeer', address });
  }

  start(node: number): void {
    const resident = this.#resident(node);
    if (resident.run !== undefined) throw new Error(`node ${node} runs already`);
    resident.starts++;
    resident.run = resident.disk.kind === 'course' ? this.#runCourse(node, resident) : this.#runOurs(node, resident);
    if (resident.run.gossiper !== undefined) this.input(node, { kind: 'start' });
  }

  /** As `kill -9`. Nothing happens where it is down already. */
  crash(node: number): void {
    const resident = this.#resident(node);
    const { run } = resident;
    if (run === undefined) return;
    resident.run = undefined;
    run.close();
    for (const cancel of run.timers.values()) cancel();
  }

  /**
   * `lost`: with a key a fresh incarnation; a bare name can't know which IDs it used, so it starts under a new one, as
   * a person would who lost everything.
   */
  restart(node: number, fate: LogFate): void {
    const { disk, plan, name, random, starts } = this.#resident(node);
    if (fate === 'older' && disk.kind === 'ours') disk.log = olderCopy(disk.log);
    if (fate === 'lost' && disk.kind === 'course') {
      disk.log = new Map();
      disk.name = `${name}.${starts}`;
    }
    if (fate === 'lost' && disk.kind === 'ours' && plan.kind === 'ours') {
      disk.log = newLog();
      disk.identity = newIdentity(plan.keyed ? name : `${name}.${starts}`, plan.keyed, disk.profile, random);
    }
    this.start(node);
  }

  /** Until `wake` it hears nothing, and no timer of it fires. */
  sleep(node: number): void {
    const { run } = this.#resident(node);
    if (run !== undefined) run.asleep ??= this.clock.now;
    for (const cancel of run?.timers.values() ?? []) cancel();
    run?.timers.clear();
  }

  /** `standsStill`: its monotonic clock did not count the time asleep. */
  wake(node: number, standsStill: boolean): void {
    const resident = this.#resident(node);
    const { run } = resident;
    if (run?.asleep === undefined) return;
    if (standsStill) resident.monotonicOffset += this.clock.now - run.asleep;
    run.asleep = undefined;
    run.node.woke();
  }

  /** Its wall clock is `byMs` further from the truth. */
  jump(node: number, byMs: number): void {
    this.#resident(node).wallOffset += byMs;
  }

  /** False: it is down or asleep, nobody can type. */
  say(node: number, text: string): boolean {
    const { run } = this.#resident(node);
    if (run === undefined || run.asleep !== undefined) return false;
    this.#guarded(node, () => run.node.say(text));
    return true;
  }

  /** To one of our gossipers that is up; ignored by a course node. */
  input(node: number, input: Input): void {
    const resident = this.#resident(node);
    const { run } = resident;
    if (run?.gossiper !== undefined) this.#perform(node, run, run.gossiper.input(input, this.#instant(resident)));
  }

  isUp(node: number): boolean {
    return this.#residents[node]?.run !== undefined;
  }

  gossiper(node: number): Gossiper | undefined {
    return this.#resident(node).run?.gossiper;
  }

  /** How many rumors of each origin it holds. */
  counts(node: number): ReadonlyMap<string, number> {
    return countsOf(this.#resident(node).disk);
  }

  holdings(node: number): Holdings {
    return holdingsOf(this.#resident(node).disk);
  }

  /** All that one of our nodes holds, in order of ID for each origin. */
  entries(node: number): LogEntry[] {
    const { disk } = this.#resident(node);
    if (disk.kind !== 'ours') return [];
    return disk.log.origins().flatMap(({ origin }) => disk.log.entriesOf(origin));
  }

  /** Puts rumors of others into the log of one of our nodes, before it starts. */
  preload(node: number, entries: readonly LogEntry[]): void {
    const { disk, run } = this.#resident(node);
    if (disk.kind !== 'ours' || run !== undefined) throw new Error(`node ${node} can't be given a log now`);
    for (const entry of entries) {
      this.ledger.allow(toByteString(entry.rumor.origin));
      disk.log.append({ ...entry, how: 'catchUp' });
    }
  }

  #resident(node: number): Resident {
    const resident = this.#residents[node];
    if (resident === undefined) throw new Error(`there is no node ${node}`);
    return resident;
  }

  #instant({ wallOffset, monotonicOffset }: Resident): Instant {
    const { now } = this.clock;
    return { monotonic: now - monotonicOffset, wall: EPOCH + now + wallOffset };
  }

  #listen(node: number, resident: Resident): () => void {
    return this.network.open(resident.address, (from, datagram) => {
      const { run } = resident;
      if (run === undefined || run.asleep !== undefined) return;
      this.#guarded(node, () => run.node.receive(from, datagram));
    });
  }

  /** A course node dies of what kills Go peers; everything else that is thrown is a bug here and ends the run. */
  #guarded(node: number, action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!(error instanceof Deadly)) throw error;
      this.ledger.break(node, this.clock.now, `a course node died of ${error.message}`);
      this.crash(node);
    }
  }

  #held(node: number, origin: string, id: number, text: string, said: boolean): void {
    const at = this.clock.now;
    if (said) this.ledger.saying(origin, id, { node, at, text });
    else this.ledger.holding(node, at, origin, id, text);
    this.onHeld({ node, origin, id, said });
  }

  #runCourse(node: number, resident: Resident): Run {
    const { address, random, disk, plan, peers } = resident;
    if (disk.kind !== 'course' || plan.kind !== 'course') throw new Error(`node ${node} is not of the course`);
    let isOver = false;
    const host: Host = {
      random,
      address,
      now: () => this.clock.now,
      isCourse: (other) => this.#courseAddresses.has(other),
      send: (to, datagram) => this.network.send(address, to, datagram),
      after: (ms, action) =>
        this.clock.after(ms, () => {
          if (!isOver) this.#guarded(node, action);
        }),
      held: (origin, id, text, said) => this.#held(node, origin, id, text, said),
      shown: (origin, text) => void this.shown.push({ node, origin, text }),
    };
    const unlisten = this.#listen(node, resident);
    const close = (): void => {
      isOver = true;
      unlisten();
    };
    const courseNode = createCourseNode({ ...plan, name: disk.name, peers }, disk.log, host);
    const empty = { timers: new Map(), shownUpTo: new Map(), asleep: undefined };
    return { node: courseNode, gossiper: undefined, close, ...empty };
  }

  #runOurs(node: number, resident: Resident): Run {
    const { address, random, disk, plan, peers } = resident;
    if (disk.kind !== 'ours' || plan.kind !== 'ours') throw new Error(`node ${node} is not ours`);
    const { kind: _kind, keyed: _keyed, ...options } = plan;
    const gossiper = createGossiper(
      {
        ...options,
        identity: disk.identity,
        instance: newInstance(random),
        lobby: LAB_GROUP,
        ownAddress: address,
        peers,
        trace: false,
      },
      { log: disk.log, crypto: disk.profile.crypto, codec: rumorCodec, random },
    );
    const labNode: LabNode = {
      receive: (from, datagram) => {
        const packet = decodePacket(datagram);
        if (packet !== undefined) this.input(node, { kind: 'received', from, packet, bytes: datagram.length });
      },
      say: (text) => this.input(node, { kind: 'say', text }),
      woke: () => this.input(node, { kind: 'woke' }),
    };
    const close = this.#listen(node, resident);
    return { node: labNode, gossiper, close, timers: new Map(), shownUpTo: new Map(), asleep: undefined };
  }

  #perform(node: number, run: Run, effects: readonly Effect[]): void {
    const { address, disk } = this.#resident(node);
    if (disk.kind !== 'ours') throw new Error(`node ${node} has no effects`);
    for (const effect of effects) {
      switch (effect.kind) {
        case 'send':
          this.network.send(address, effect.to, encodePacket(effect.packet));
          break;
        case 'append': {
          const { rumor, how } = effect.entry;
          disk.log.append(effect.entry);
          this.#held(node, toByteString(rumor.origin), rumor.id, toByteString(rumor.text), how === 'said');
          break;
        }
        case 'delivered':
          this.#delivered(node, run, effect.entry.rumor);
          break;
        case 'upgrade':
          disk.log.upgrade(effect.rumor);
          break;
        case 'evidence':
          disk.log.evidence(effect.rumor, effect.trust, effect.from);
          break;
        case 'arm':
          this.#arm(node, run, effect.timer, effect.afterMs);
          break;
        case 'disarm':
          run.timers.get(effect.timer)?.();
          run.timers.delete(effect.timer);
          break;
        case 'incarnation':
          disk.identity = effect.identity;
          disk.log.incarnation(effect.identity);
          break;
        case 'peer':
        case 'trace':
          break;
        default:
          unreachable(effect);
      }
    }
  }

  #arm(node: number, run: Run, timer: string, afterMs: number): void {
    run.timers.get(timer)?.();
    const fire = (): void => {
      run.timers.delete(timer);
      this.input(node, { kind: 'timer', timer });
    };
    run.timers.set(timer, this.clock.after(afterMs, fire));
  }

  #delivered(
    node: number,
    run: Run,
    rumor: { readonly origin: string; readonly id: number; readonly text: string },
  ): void {
    const { plan } = this.#resident(node);
    const origin = toByteString(rumor.origin);
    if (plan.kind === 'ours' && plan.mode === 'simple') {
      this.shown.push({ node, origin, text: toByteString(rumor.text) });
      return;
    }
    if (rumor.id <= (run.shownUpTo.get(origin) ?? 0)) {
      this.ledger.break(node, this.clock.now, `shows ${rumor.id}:${origin} again, or out of order`);
    }
    run.shownUpTo.set(origin, Math.max(rumor.id, run.shownUpTo.get(origin) ?? 0));
  }
}
