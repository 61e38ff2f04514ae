/**
 * Builds the tree of metafiles over a file's chunks as they come, in memory of one metafile a level (file.ts).
 *
 * A metafile is given away only when another follows at its level or the file ends: what a full one is worth, root or not,
 * shows only then.
 */
import { hexOf } from '../hex.ts';
import { CHUNK_BYTES, HASH_BYTES, type Hash, type Node } from './file.ts';

/** A metafile and where it stands. */
export interface Metafile {
  readonly node: Node;
  readonly hash: Hash;
  readonly data: Uint8Array;
}

interface Level {
  readonly data: Uint8Array;
  length: number;
  index: number;
}

export class TreeBuilder {
  readonly #sha256: (bytes: Uint8Array) => Uint8Array;
  readonly #onMetafile: (metafile: Metafile) => void;
  /** The first is level 1. */
  readonly #levels: Level[] = [];

  constructor(sha256: (bytes: Uint8Array) => Uint8Array, onMetafile: (metafile: Metafile) => void) {
    this.#sha256 = sha256;
    this.#onMetafile = onMetafile;
  }

  /** SHA-256 of the next chunk: 32 bytes. */
  add(hash: Uint8Array): void {
    this.#add(0, hash);
  }

  /** The root's hash; of an empty file that of an empty metafile. */
  finish(): Hash {
    if (this.#levels.length === 0) return this.#give({ level: 1, index: 0 }, new Uint8Array()).hash;
    for (let at = 0; ; at++) {
      const level = this.#levels[at];
      if (level === undefined) throw new Error('the last level has one metafile');
      const { hash, bytes } = this.#close(at, level);
      if (at === this.#levels.length - 1 && level.index === 1) return hash;
      this.#add(at + 1, bytes);
    }
  }

  #add(at: number, hash: Uint8Array): void {
    const level = (this.#levels[at] ??= { data: new Uint8Array(CHUNK_BYTES), length: 0, index: 0 });
    if (level.length === CHUNK_BYTES) this.#add(at + 1, this.#close(at, level).bytes);
    level.data.set(hash, level.length);
    level.length += HASH_BYTES;
  }

  #close(at: number, level: Level): { hash: Hash; bytes: Uint8Array } {
    const given = this.#give({ level: at + 1, index: level.index }, level.data.slice(0, level.length));
    level.length = 0;
    level.index += 1;
    return given;
  }

  #give(node: Node, data: Uint8Array): { hash: Hash; bytes: Uint8Array } {
    const bytes = this.#sha256(data);
    const hash = hexOf(bytes) as Hash; // 32 bytes are 64 digits
    this.#onMetafile({ node, hash, data });
    return { hash, bytes };
  }
}
