/** One download: what is held of it, who has it, and what is to be asked next. It asks nobody itself (downloads.ts). */
import type { DownloadView } from '../input.ts';
import { MAX_HOLDERS } from '../limits.ts';
import type { Origin } from '../names.ts';
import type { Problem } from '../result.ts';
import { SlidingSum } from '../slidingSum.ts';
import { CHUNK_BYTES, chunkLength, chunksOf, type FileHolder, type Hash, type Node, type WantedFile } from './file.ts';
import { Stream } from './stream.ts';
import { Walk, type Part } from './walk.ts';

export interface Holder {
  readonly origin: Origin;
  readonly stream: Stream;
  /** Named by who wants the file, or found: it answered a search, as anyone can. */
  readonly how: 'named' | 'found';
  /** From 1; undefined: all, as far as we know. */
  chunks: Set<number> | undefined;
  /** What it said that it lacks. Bounded by what is out and put back. */
  readonly lacks: Set<Hash>;
}

type State =
  | { readonly kind: 'fetching' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'assembling' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Over which speed is told: ms. */
const SPEED_SPAN_MS = 4_000;
/** What one holder is remembered to lack; and what nobody seems to have, before nothing more is looked for. */
const MAX_LACKS = 1_024;
const MAX_UNHELD = 1_024;

export class Download {
  readonly holders = new Map<Origin, Holder>();
  /** To be asked again, first. */
  readonly again: Part[] = [];
  /** Nobody who is known has these. */
  readonly unheld: Part[] = [];
  readonly #bytes = new SlidingSum(SPEED_SPAN_MS);
  readonly #since: number;
  file: WantedFile;
  walk: Walk;
  state: State = { kind: 'fetching' };
  /** Chunks in their place. */
  have = 0;
  /** Of the last chunk, where the size isn't known before. */
  lastLength = 0;
  /** When something came last, or it began or went on. */
  movedAt: number;
  /** When others were asked who has it. */
  searchedAt = -Infinity;
  toldAt = -Infinity;

  constructor(file: WantedFile, now: number) {
    this.file = file;
    this.#since = now;
    this.movedAt = now;
    this.walk = new Walk(file.root, file.size === undefined ? undefined : chunksOf(file.size));
  }

  get root(): Hash {
    return this.file.root;
  }

  /** Every chunk is in its place. */
  get isWhole(): boolean {
    return this.walk.isOver && this.have === this.walk.chunks;
  }

  /** Bytes of the whole, once all are known. */
  get size(): number {
    const { chunks = 0 } = this.walk;
    return this.file.size ?? Math.max(0, (chunks - 1) * CHUNK_BYTES + this.lastLength);
  }

  /** Another one has it, or has more of it than we knew. False: nothing that we didn't know, or there is no room. */
  addHolder({ origin, chunks }: FileHolder, isCourse: boolean, now: number, how: Holder['how']): boolean {
    const known = this.holders.get(origin);
    if (known !== undefined) {
      // A person who names it again means it; an answer to a search is cheap to repeat.
      if (!growsBy(known, chunks) && how === 'found') return false;
      known.lacks.clear();
    } else {
      if (this.holders.size >= MAX_HOLDERS && !this.#makeRoom()) return false;
      const held = chunks === undefined ? undefined : new Set(chunks);
      this.holders.set(origin, { origin, stream: new Stream(isCourse, now), how, chunks: held, lacks: new Set() });
    }
    this.#tryUnheld();
    return true;
  }

  /** Who was found, was asked, and never gave anything, makes room. */
  #makeRoom(): boolean {
    const idle = [...this.holders.values()].find(isOfNoUse);
    return idle !== undefined && this.holders.delete(idle.origin);
  }

  /** What is to be fetched next. */
  next(): Part | undefined {
    return this.again.pop() ?? this.walk.next();
  }

  putBack(part: Part): void {
    this.again.push(part);
  }

  /**
   * Who is asked for it: of those that may have it the one with most room, who left requests without an answer after those
   * that didn't, and `except` only where no other has room.
   */
  holderFor({ node, hash }: Part, except: Origin | undefined, now: number): Holder | undefined {
    let best: Holder | undefined;
    let most = 0;
    for (const holder of this.holders.values()) {
      if (!mayHold(holder, node, hash)) continue;
      const room = holder.stream.room(now) / holder.stream.window / (1 + holder.stream.silent);
      const share = holder.origin === except ? Math.min(room, Number.MIN_VALUE) : room;
      if (share <= most) continue;
      best = holder;
      most = share;
    }
    return best;
  }

  /** Nobody can be asked for it now. True: others can be asked for what follows. */
  setAside(part: Part): boolean {
    const isHeld = [...this.holders.values()].some((holder) => mayHold(holder, part.node, part.hash));
    if (isHeld || this.unheld.length >= MAX_UNHELD) {
      this.putBack(part);
      return false;
    }
    this.unheld.push(part);
    return true;
  }

  /** Who said that it lacks something may have it by now: it is asked again, after `ms`. */
  forgive(now: number, ms: number): void {
    for (const { lacks, stream } of this.holders.values()) {
      if (lacks.size === 0 || stream.out > 0) continue; // each answer ends the pause
      lacks.clear();
      stream.pausedUntil = now + ms;
      this.#tryUnheld();
    }
  }

  #tryUnheld(): void {
    this.again.push(...this.unheld.splice(0));
  }

  lacks(holder: Holder, hash: Hash): void {
    if (holder.lacks.size >= MAX_LACKS) holder.lacks.clear();
    holder.lacks.add(hash);
  }

  /** Undefined: as it must be. Otherwise what is wrong with the file. */
  place({ level, index }: Node, data: Uint8Array): Problem | undefined {
    if (level > 0) return this.walk.enter({ level, index }, data) ? undefined : DAMAGED;
    const { chunks = 0 } = this.walk;
    const isLast = index === chunks - 1;
    const isRight =
      this.file.size !== undefined
        ? data.length === chunkLength(this.file.size, index)
        : isLast
          ? data.length > 0
          : data.length === CHUNK_BYTES;
    if (!isRight) return DAMAGED;
    if (isLast) this.lastLength = data.length;
    this.have += 1;
    return undefined;
  }

  came(bytes: number, now: number): void {
    this.#bytes.add(bytes, now);
    this.movedAt = now;
  }

  view(isWaiting: boolean, now: number): DownloadView {
    const holders = [...this.holders.values()].map(({ origin, stream }) => ({
      origin,
      bytesPerSecond: Math.round(stream.bytesPerSecond(now)),
    }));
    const bytesPerSecond = Math.round(this.#bytes.perSecond(now, this.#since));
    return { file: this.file, state: this.#stateView(), isWaiting, holders, bytesPerSecond };
  }

  #stateView(): DownloadView['state'] {
    const { have, state } = this;
    const { isOpen, chunks: of = this.walk.claimed } = this.walk;
    if (state.kind === 'paused') return { kind: 'paused', have, of };
    if (state.kind !== 'fetching') return state;
    return isOpen ? { kind: 'chunks', have, of } : { kind: 'metafile' };
  }
}

/** Whether it has more than we knew, which we then know. */
function growsBy(known: Holder, chunks: FileHolder['chunks']): boolean {
  if (known.chunks === undefined) return false;
  const before = known.chunks.size;
  if (chunks === undefined) known.chunks = undefined;
  else for (const chunk of chunks) known.chunks.add(chunk);
  return known.chunks?.size !== before;
}

const mayHold = ({ chunks, lacks }: Holder, { level, index }: Node, hash: Hash): boolean =>
  (level > 0 || chunks === undefined || chunks.has(index + 1)) && !lacks.has(hash);

/** A pause is set where there was no way to it, where it was silent, or lacked something. */
const isOfNoUse = ({ how, stream, lacks }: Holder): boolean =>
  how === 'found' &&
  !stream.hasGiven &&
  stream.out === 0 &&
  (stream.silent > 0 || lacks.size > 0 || stream.pausedUntil > -Infinity);

const DAMAGED: Problem = {
  code: 'file-damaged',
  message: 'What was offered under this name is not a whole file. Ask who offered it to share it again.',
};
