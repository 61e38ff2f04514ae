/**
 * Many nodes on one virtual network and one virtual clock: our gossipers as shipped, wire included, beside course
 * nodes. What a node does while it runs is in ourRun.ts and courseRun.ts.
 *
 * 1. The same seed and the same calls give the same run, datagram for datagram.
 * 2. After a crash nothing of that run has an effect any more; what its log held stays, unless it is lost on purpose.
 */
import type { Gossiper, Mail } from '../gossiper/index.ts';
import type { SharedFile } from '../gossiper/files/file.ts';
import type { Effect, FileMatch, Input, Instant } from '../gossiper/input.ts';
import type { Address, Origin } from '../gossiper/names.ts';
import type { LogEntry } from '../gossiper/ports.ts';
import { createClock, type Clock } from './clock.ts';
import type { CourseCommand } from './course/clientMessage.ts';
import { Deadly } from './course/fields.ts';
import { rootOf } from './course/chunks.ts';
import type { CourseResult } from './course/wire.ts';
import { runCourse } from './courseRun.ts';
import { countsOf, holdingsOf, loseDisk, newDisk, olderCopy, type LogFate } from './disk.ts';
import { Ledger } from './ledger.ts';
import { LAN, Network, type LinkConditions } from './network.ts';
import { toByteString, type Holdings } from './node.ts';
import { runOurs } from './ourRun.ts';
import { seeded, type LabRandom } from './random.ts';
import { addressOf, labProfile, type Plan, type Profile } from './resident.ts';
import type { Held, News, Resident, Said, Stage } from './run.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly conditions?: LinkConditions;
  /** Absent: the lab's stand-in for cryptography. */
  readonly profile?: (random: LabRandom) => Profile;
}

/** When the world begins, ms since 1970: 2026-01-01. */
const EPOCH = 1_767_225_600_000;

export class World implements News {
  readonly clock: Clock = createClock();
  readonly random: LabRandom;
  readonly network: Network;
  readonly ledger = new Ledger();
  /** Whom to tell of every rumor that enters a log. */
  onHeld: (held: Held) => void = () => undefined;
  /** Whom to tell of every private message that enters a node's mail, its own too. */
  onMail: (node: number, mail: Mail) => void = () => undefined;
  /** Whom to tell of what becomes of a node's own. */
  onDelivery: (node: number, news: Extract<Effect, { kind: 'delivery' }>) => void = () => undefined;
  /** Whom to tell of every file that a node of ours fetched, and of what its searches found. */
  onFile: (node: number, file: SharedFile, bytes: Uint8Array) => void = () => undefined;
  onMatch: (node: number, match: FileMatch) => void = () => undefined;
  /** The same of course nodes. */
  onCourseFile: (node: number, name: string, bytes: Uint8Array) => void = () => undefined;
  onCourseMatch: (node: number, origin: string, result: CourseResult) => void = () => undefined;
  /** Simple messages that a node showed. */
  readonly shown: Said[] = [];
  /** Private messages that course nodes got. */
  readonly written: Said[] = [];
  readonly #residents: Resident[] = [];
  readonly #courseAddresses = new Set<Address>();
  readonly #profile: (random: LabRandom) => Profile;
  readonly #stage: Stage;

  constructor({ seed, conditions = LAN, profile = labProfile }: WorldOptions) {
    this.random = seeded(seed);
    this.network = new Network(this.clock, this.random.fork(), conditions);
    this.#profile = profile;
    const { crypto } = profile(seeded(0)); // its hash is the same for every key
    this.#stage = {
      clock: this.clock,
      network: this.network,
      ledger: this.ledger,
      news: this,
      instant: (resident) => this.#instant(resident),
      isCourse: (address) => this.#courseAddresses.has(address),
      sha256: (bytes) => crypto.sha256(bytes),
      listen: (node, resident) => this.#listen(node, resident),
      guarded: (node, action) => this.#guarded(node, action),
      held: (node, origin, id, text, said) => this.#held(node, origin, id, text, said),
    };
  }

  get size(): number {
    return this.#residents.length;
  }

  /** Its number. It does not run before `start`. Names must differ: they are origins, or the larger part of one. */
  add(plan: Plan, name = `n${this.#residents.length}`): number {
    const random = this.random.fork();
    const node = this.#residents.length;
    const disk = newDisk(plan, name, () => this.#profile(random), random);
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
    const run = resident.disk.kind === 'course' ? runCourse : runOurs;
    resident.run = run(this.#stage, node, resident);
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

  restart(node: number, fate: LogFate): void {
    const { disk, plan, name, random, starts } = this.#resident(node);
    if (fate === 'older' && disk.kind === 'ours') disk.log = olderCopy(disk.log);
    if (fate === 'lost') loseDisk(disk, plan, name, `${name}.${starts}`, random);
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

  /** False: it can't now, or is none of ours with a key. */
  rename(node: number, name: string): boolean {
    const { run, plan } = this.#resident(node);
    if (run === undefined || run.asleep !== undefined || plan.kind !== 'ours' || !plan.keyed) return false;
    this.input(node, { kind: 'rename', name });
    return true;
  }

  /** In private, to an origin (of names in ASCII). False: it is down or asleep. */
  write(node: number, text: string, to: string): boolean {
    const { run } = this.#resident(node);
    if (run === undefined || run.asleep !== undefined) return false;
    this.#guarded(node, () => run.node.write(text, to));
    return true;
  }

  /** It offers a file from now on; a course node one of at most 2 MiB, to everybody, and until it crashes. */
  share(node: number, name: string, bytes: Uint8Array, listed = true): SharedFile {
    const { disk } = this.#resident(node);
    if (disk.kind === 'ours') {
      const file = disk.chunks.add(name, bytes, listed);
      this.input(node, { kind: 'share', file });
      return file;
    }
    disk.shared.set(name, bytes);
    this.command(node, { type: 'share', file: name });
    return { root: rootOf(bytes, this.#stage.sha256), name, size: bytes.length, listed: true };
  }

  /** Under which origin it speaks now. */
  originOf(node: number): string {
    const { disk } = this.#resident(node);
    return disk.kind === 'ours' ? disk.identity.origin : disk.name;
  }

  /** To one of our gossipers that is up; ignored by a course node. */
  input(node: number, input: Input): void {
    this.#resident(node).run?.input?.(input);
  }

  /** To a course node that is up, as from its client; ignored by ours. */
  command(node: number, command: CourseCommand): void {
    this.#guarded(node, () => this.#resident(node).run?.command?.(command));
  }

  isUp(node: number): boolean {
    return this.#residents[node]?.run !== undefined;
  }

  /** Its wall clock, ms since 1970. */
  wall(node: number): number {
    return this.#instant(this.#resident(node)).wall;
  }

  gossiper(node: number): Gossiper | undefined {
    return this.#resident(node).run?.gossiper;
  }

  /** How many rumors of each origin it holds. */
  counts(node: number): ReadonlyMap<string, number> {
    return countsOf(this.#resident(node).disk);
  }

  /** What one of our nodes knows of an origin's name now; undefined: it never heard of a new one. */
  nameOf(node: number, origin: Origin): string | undefined {
    const { disk } = this.#resident(node);
    return disk.kind === 'ours' ? disk.log.nameOf(origin) : undefined;
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

  /** Private messages of one of our nodes, in order of arrival. */
  mail(node: number): readonly Mail[] {
    const { disk } = this.#resident(node);
    return disk.kind === 'ours' ? disk.mail.all : [];
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
}
