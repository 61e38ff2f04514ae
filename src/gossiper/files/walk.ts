/**
 * The way through a file's tree of metafiles while it is fetched: depth first, so that only the metafiles on the way are in
 * memory, whatever the file's size.
 *
 * 1. A metafile is opened once its hash and its length are right, and then gives the hashes below it in their order.
 * 2. At most AHEAD metafiles are out (asked for, not opened): what lies below them would have to wait in memory.
 * 3. Where the number of chunks isn't known, all metafiles must be full but the last of each level, and that one says which is the
 *    last below it.
 */
import { hexOf } from '../hex.ts';
import { depthOf, FANOUT, HASH_BYTES, hashesAt, MAX_FILE_CHUNKS, type Hash, type Node } from './file.ts';

/** Each opens 256 chunks: enough to ask for while the next ones come. */
const AHEAD = 3;

/** A part that is to be fetched. */
export interface Part {
  readonly node: Node;
  readonly hash: Hash;
}

interface Opened {
  readonly level: number;
  /** Of its first hash, at the level below. */
  readonly first: number;
  readonly data: Uint8Array;
  at: number;
}

export class Walk {
  readonly #root: Hash;
  /** The last is the deepest. */
  readonly #open: Opened[] = [];
  #isBegun = false;
  #out = 0;
  /** The deepest metafile that is known to be its level's last (invariant 3). */
  #last: Node = { level: 1, index: 0 };
  /** Chunks of the whole file, once known. */
  chunks: number | undefined;
  /** As many as a holder said, for people: anyone on the way may have changed it. */
  claimed: number | undefined;
  /** The root metafile was opened. */
  isOpen = false;

  constructor(root: Hash, chunks: number | undefined) {
    this.#root = root;
    this.chunks = chunks;
  }

  /** Nothing is left to give, now or later. */
  get isOver(): boolean {
    return this.#isBegun && this.#out === 0 && this.#open.length === 0;
  }

  /** Only its root can be out, which a holder of ours gives with the size. */
  get isOfUnknownDepth(): boolean {
    return this.chunks === undefined && !this.isOpen;
  }

  /** Undefined: all was given, or what follows has to wait for metafiles that are out. */
  next(): Part | undefined {
    if (!this.#isBegun) {
      this.#isBegun = true;
      this.#out += 1;
      return { node: { level: depthOf(this.chunks ?? 1), index: 0 }, hash: this.#root };
    }
    const opened = this.#open.at(-1);
    if (opened === undefined) return undefined;
    const level = opened.level - 1;
    if (level > 0 && this.#out >= AHEAD) return undefined;
    const hash = hexOf(opened.data, opened.at, opened.at + HASH_BYTES) as Hash; // 32 bytes are 64 digits
    const index = opened.first + opened.at / HASH_BYTES;
    opened.at += HASH_BYTES;
    if (opened.at === opened.data.length) this.#open.pop();
    if (level > 0) this.#out += 1;
    return { node: { level, index }, hash };
  }

  /** A metafile whose hash is right. False: it is damaged, the file can't be put together (file.ts, invariant 3). */
  enter(node: Node, data: Uint8Array): boolean {
    const count = data.length / HASH_BYTES;
    if (!this.#isRight(node, count)) return false;
    this.#out -= 1;
    this.isOpen = true;
    if (count > 0) this.#open.push({ level: node.level, first: node.index * FANOUT, data, at: 0 });
    // Several may be open at one level: the first in the file's order comes first.
    this.#open.sort((a, b) => b.level - a.level || b.first - a.first);
    return true;
  }

  #isRight(node: Node, count: number): boolean {
    if (this.chunks !== undefined) return count === hashesAt(node, this.chunks);
    const { level, index } = this.#last;
    if (node.level !== level || node.index !== index) return count === FANOUT;
    // Only an empty file's root is empty.
    if (!Number.isInteger(count) || count > FANOUT || (count === 0 && this.isOpen)) return false;
    const below = index * FANOUT + count;
    this.#last = { level: level - 1, index: below - 1 };
    if (level === 1) this.chunks = below;
    return true;
  }

  /** The root's place, where a holder said with it how many chunks there are: believed is the depth, if the root fits it. */
  deepen(chunks: number, root: Uint8Array): Node {
    const node = { level: depthOf(chunks), index: 0 };
    if (chunks >= 1 && chunks <= MAX_FILE_CHUNKS && root.length === HASH_BYTES * hashesAt(node, chunks)) {
      this.claimed = chunks;
      this.#last = node;
    }
    return this.#last;
  }
}
