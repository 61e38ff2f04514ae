/** What the parts of a course node share: how it was started, what its machine does for it, whom it knows. */
import type { Address } from '../../gossiper/names.ts';
import type { Cancel } from '../clock.ts';
import type { ByteString } from '../node.ts';
import type { LabRandom } from '../random.ts';
import { encodeCourse, type CoursePacket, type CourseResult, type CourseRumor, type RoutedPacket } from './wire.ts';

export interface CourseOptions {
  readonly name: ByteString;
  readonly peers: readonly Address[];
  readonly mode: 'rumors' | 'simple';
  /** 0 = off. */
  readonly antiEntropyMs: number;
  /** A route rumor at the start and so often; 0 = none. */
  readonly routeRumorMs: number;
  readonly hopLimit: number;
  /** What it does with a rumor that isn't the next one of its origin. */
  readonly outOfOrder: 'drop' | 'store';
  /** Answers a rumor with the Status that it had before. */
  readonly staleStatus: boolean;
  /** Lists its own name with NextID 1 before it has said anything. */
  readonly listsItself: boolean;
  /** Some of 2018 don't subtract 1 from their own hop limits and budgets before they send. */
  readonly subtractsFirst: boolean;
  /** Answers a request for what it lacks, with empty data. */
  readonly answersLack: boolean;
  /** Answers a request that it was only to pass on, if it holds the data. */
  readonly answersOnTheWay: boolean;
}

export const COURSE_DEFAULTS = {
  mode: 'rumors',
  antiEntropyMs: 10_000,
  routeRumorMs: 0,
  hopLimit: 10,
  outOfOrder: 'drop',
  staleStatus: false,
  listsItself: true,
  subtractsFirst: true,
  answersLack: true,
  answersOnTheWay: false,
} as const;

/** What a running course node may do. Ends with the node: after a crash nothing of it has an effect. */
export interface CourseHost {
  readonly random: LabRandom;
  readonly address: Address;
  /** ms, from any beginning. */
  now(): number;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  /** Whether a course node lives there: what those do to each other is not ours to answer for. */
  isCourse(address: Address): boolean;
  send(to: Address, datagram: Uint8Array): void;
  after(ms: number, action: () => void): Cancel;
  /** A line of its log (protocol.md §3). Absent: nobody reads it. */
  readonly log?: (line: ByteString) => void;
  /** Said or learned, and now in the log. Called once for each. */
  held(origin: ByteString, id: number, text: ByteString, said: boolean): void;
  /** A private message to it. */
  written(origin: ByteString, text: ByteString): void;
  /** Simple messages, which no log keeps. */
  shown(origin: ByteString, text: ByteString): void;
  /** What lies in `_SharedFiles` under that name. */
  readShared(name: ByteString): Uint8Array | undefined;
  /** A file for `_Downloads`, whole. */
  fetched(name: ByteString, bytes: Uint8Array): void;
  /** One match of a search of its own, once for each replier and file. */
  found(origin: ByteString, result: CourseResult): void;
  /** It was sent what it can read but can make no sense of. */
  confused(why: string): void;
}

export class CourseCore {
  readonly options: CourseOptions;
  readonly host: CourseHost;
  /** In the order in which it heard of them. */
  readonly peers: Set<Address>;
  readonly #routes = new Map<ByteString, { readonly via: Address; readonly id: number }>();

  constructor(options: CourseOptions, host: CourseHost) {
    this.options = options;
    this.host = host;
    this.peers = new Set(options.peers);
  }

  send(to: Address, packet: CoursePacket): void {
    this.host.send(to, encodeCourse(packet));
  }

  somePeer(except?: Address): Address | undefined {
    return this.host.random.pick([...this.peers].filter((peer) => peer !== except));
  }

  /** DSDV: a rumor with a higher ID than any before makes the address that it came from the next hop to its origin. */
  learnRoute({ origin, id, text }: CourseRumor, via: Address): void {
    if (origin === this.options.name || id <= (this.#routes.get(origin)?.id ?? 0)) return;
    this.#routes.set(origin, { via, id });
    if (text !== '') this.host.log?.(`DSDV ${origin} ${via}`);
  }

  /** One of its own, whose hop limit is still whole. */
  sendOff(packet: RoutedPacket): void {
    this.passOn(this.options.subtractsFirst ? packet : { ...packet, hopLimit: packet.hopLimit + 1 });
  }

  /** To the next hop, its hop limit one lower; at 0, or without a way, no further. */
  passOn(packet: RoutedPacket): void {
    const way = this.#routes.get(packet.destination);
    if (way === undefined || packet.hopLimit === 0) return;
    this.send(way.via, { ...packet, hopLimit: packet.hopLimit - 1 });
  }
}
