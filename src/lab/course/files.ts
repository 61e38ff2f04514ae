/**
 * Files of a course node: chunks of 8192 bytes under one metafile of as many, fetched one chunk after the other.
 *
 * 1. It holds what it shared and every chunk that it fetched, and answers for both; for what it lacks with empty data, or not at all.
 * 2. A request is repeated every 5 s until its data is there. Data that it never asked for kills it.
 */
import type { Cancel } from '../clock.ts';
import { hexOf } from '../../gossiper/hex.ts';
import type { ByteString } from '../node.ts';
import type { CourseCore } from './core.ts';
import { chunksIn, cut, joined, MAX_FILE_BYTES } from './chunks.ts';
import { Deadly } from './fields.ts';
import { isMatch } from './keywords.ts';
import type { CourseResult, RoutedOf } from './wire.ts';

const AGAIN_MS = 5_000;

interface CourseFile {
  readonly name: ByteString;
  /** Their hashes, in order. */
  readonly chunks: readonly string[];
}

interface Wanted {
  readonly waiting: ((data: Uint8Array) => void)[];
  again: Cancel;
}

/** Who may have a chunk, numbered from 1; 0 is the metafile. */
export type HolderOf = (chunk: number) => ByteString | undefined;

export class CourseFiles {
  readonly #core: CourseCore;
  /** Chunks and metafiles by their hashes. */
  readonly #data = new Map<string, Uint8Array>();
  readonly #files = new Map<string, CourseFile>();
  readonly #wanted = new Map<string, Wanted>();
  readonly #everAsked = new Set<string>();

  constructor(core: CourseCore) {
    this.#core = core;
  }

  share(name: ByteString): void {
    const { host } = this.#core;
    const bytes = host.readShared(name);
    if (bytes === undefined || bytes.length === 0 || bytes.length > MAX_FILE_BYTES) return;
    const { root, metafile, chunks } = cut(bytes, host.sha256);
    for (const { hash, data } of chunks) this.#data.set(hash, data);
    this.#data.set(root, metafile);
    this.#files.set(root, { name, chunks: chunks.map(({ hash }) => hash) });
    host.log?.(`METAFILE ${root}`);
  }

  download(name: ByteString, root: string, holderOf: HolderOf): void {
    const holder = holderOf(0);
    if (holder === undefined) return;
    const begin = (metafile: Uint8Array): void => {
      const chunks = chunksIn(metafile);
      if (chunks === undefined) {
        this.#core.host.confused(`a metafile of ${metafile.length} bytes`);
        return;
      }
      this.#files.set(root, { name, chunks });
      this.#fetchNext(root, holderOf);
    };
    const metafile = this.#data.get(root);
    if (metafile === undefined) {
      this.#core.host.log?.(`DOWNLOADING metafile of ${name} from ${holder}`);
      this.#ask(root, () => holderOf(0), begin);
    } else begin(metafile);
  }

  holds(hash: string): boolean {
    return this.#data.has(hash);
  }

  receiveRequest({ origin: asker, hash }: RoutedOf<'dataRequest'>): void {
    const { name: origin, hopLimit, answersLack } = this.#core.options;
    const data = this.#data.get(hash);
    if (data === undefined && !answersLack) return;
    const way = { origin, destination: asker, hopLimit };
    this.#core.sendOff({ type: 'dataReply', ...way, hash, data: data ?? new Uint8Array() });
  }

  receiveReply({ hash, data }: RoutedOf<'dataReply'>): void {
    if (!this.#everAsked.has(hash)) throw new Deadly('a DataReply that nobody asked for');
    const wanted = this.#wanted.get(hash);
    if (wanted === undefined || data.length === 0) return;
    if (hexOf(this.#core.host.sha256(data)) !== hash) {
      this.#core.host.confused('data whose hash is another one');
      return;
    }
    this.#wanted.delete(hash);
    wanted.again();
    const kept = Uint8Array.from(data);
    this.#data.set(hash, kept);
    for (const then of wanted.waiting) then(kept);
  }

  matching(keywords: readonly ByteString[]): CourseResult[] {
    return [...this.#files].flatMap(([root, { name, chunks }]) => {
      if (!isMatch(name, keywords)) return [];
      const held = chunks.flatMap((hash, n) => (this.#data.has(hash) ? [n + 1] : []));
      return held.length === 0 ? [] : [{ name, root, chunks: held, chunkCount: chunks.length }];
    });
  }

  #fetchNext(root: string, holderOf: HolderOf): void {
    const file = this.#files.get(root);
    if (file === undefined) return;
    const { host } = this.#core;
    const missing = file.chunks.findIndex((hash) => !this.#data.has(hash));
    const hash = file.chunks[missing];
    if (hash === undefined) {
      host.fetched(file.name, joined(file.chunks.map((one) => this.#data.get(one) ?? new Uint8Array())));
      host.log?.(`RECONSTRUCTED file ${file.name}`);
      return;
    }
    const chunk = missing + 1;
    host.log?.(`DOWNLOADING ${file.name} chunk ${chunk} from ${holderOf(chunk) ?? ''}`);
    this.#ask(
      hash,
      () => holderOf(chunk),
      () => this.#fetchNext(root, holderOf),
    );
  }

  #ask(hash: string, holder: () => ByteString | undefined, then: (data: Uint8Array) => void): void {
    const under = this.#wanted.get(hash);
    if (under !== undefined) {
      under.waiting.push(then);
      return;
    }
    const { host, options } = this.#core;
    this.#everAsked.add(hash);
    const send = (): Cancel => {
      const [origin, destination] = [options.name, holder()];
      if (destination !== undefined)
        this.#core.sendOff({ type: 'dataRequest', origin, destination, hopLimit: options.hopLimit, hash });
      return host.after(AGAIN_MS, () => {
        wanted.again = send();
      });
    };
    const wanted: Wanted = { waiting: [then], again: () => undefined };
    this.#wanted.set(hash, wanted);
    wanted.again = send();
  }
}
