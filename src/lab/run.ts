/** One run of a node, from start to crash, and what it finds around it. */
import type { SharedFile } from '../gossiper/files/file.ts';
import type { Gossiper, Mail } from '../gossiper/index.ts';
import type { Effect, FileMatch, Input, Instant } from '../gossiper/input.ts';
import type { Address } from '../gossiper/names.ts';
import type { Cancel, Clock } from './clock.ts';
import type { CourseCommand } from './course/clientMessage.ts';
import type { CourseResult } from './course/wire.ts';
import type { Ledger } from './ledger.ts';
import type { Network } from './network.ts';
import type { LabNode } from './node.ts';
import type { LabRandom } from './random.ts';
import type { Disk } from './disk.ts';
import type { Plan } from './resident.ts';

export interface Resident {
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

export interface Run {
  readonly node: LabNode;
  /** Of ours only. */
  readonly gossiper?: Gossiper;
  readonly input?: (input: Input) => void;
  /** Of a course node only. */
  readonly command?: (command: CourseCommand) => void;
  readonly timers: Map<string, Cancel>;
  readonly close: () => void;
  /** Since when, ms of virtual time. */
  asleep: number | undefined;
}

/** Something now in a node's log: `said` by it, or learned. */
export interface Held {
  readonly node: number;
  readonly origin: string;
  readonly id: number;
  readonly said: boolean;
}

/** Whom a world tells of what its nodes got. */
export interface News {
  onHeld(held: Held): void;
  onMail(node: number, mail: Mail): void;
  onDelivery(node: number, news: Extract<Effect, { kind: 'delivery' }>): void;
  onFile(node: number, file: SharedFile, bytes: Uint8Array): void;
  onMatch(node: number, match: FileMatch): void;
  onCourseFile(node: number, name: string, bytes: Uint8Array): void;
  onCourseMatch(node: number, origin: string, result: CourseResult): void;
  readonly shown: Said[];
  readonly written: Said[];
}

/** What `node` got from `origin`. */
export interface Said {
  readonly node: number;
  readonly origin: string;
  readonly text: string;
}

/** The world as a run sees it. */
export interface Stage {
  readonly clock: Clock;
  readonly network: Network;
  readonly ledger: Ledger;
  readonly news: News;
  instant(resident: Resident): Instant;
  isCourse(address: Address): boolean;
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
  /** Opens its socket; returns what closes it. */
  listen(node: number, resident: Resident): () => void;
  /** A course node dies of what kills Go peers; everything else that is thrown is a bug here and ends the test. */
  guarded(node: number, action: () => void): void;
  held(node: number, origin: string, id: number, text: string, said: boolean): void;
}
