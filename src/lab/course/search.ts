/**
 * Searches of a course node: the expanding ring.
 *
 * 1. Budget 2, doubled every second to at most 32, until two files are found whose chunks are all located. A budget that was
 *    given is not expanded. A node subtracts 1 and spreads the rest as evenly as possible over its other peers; so does
 *    the source.
 * 2. The same origin and keywords within 0.5 s are one search.
 */
import type { Address } from '../../gossiper/names.ts';
import type { ByteString } from '../node.ts';
import type { CourseCore } from './core.ts';
import type { CourseFiles, HolderOf } from './files.ts';
import { isMatch } from './keywords.ts';
import type { CourseResult, CourseSearch, RoutedOf } from './wire.ts';

const FIRST_BUDGET = 2;
const LAST_BUDGET = 32;
const RING_MS = 1_000;
const AGAIN_MS = 500;
const ENOUGH = 2;
/** A reply with more files could be too long for a Go peer's buffer: each lists up to 256 chunks in two bytes. */
const FILES_IN_REPLY = 8;

interface Search {
  readonly keywords: readonly ByteString[];
  readonly told: Set<string>;
  /** The chunks located of each file. */
  readonly located: Map<string, Set<number>>;
  readonly whole: Set<string>;
  isFinished: boolean;
}

export class CourseSearches {
  readonly #core: CourseCore;
  readonly #files: CourseFiles;
  readonly #searches: Search[] = [];
  readonly #seen = new Map<string, number>();
  /** File → chunk → who has it. */
  readonly #holders = new Map<string, Map<number, Set<ByteString>>>();

  constructor(core: CourseCore, files: CourseFiles) {
    this.#core = core;
    this.#files = files;
  }

  search(keywords: readonly ByteString[], budget: number | undefined): void {
    const search: Search = { keywords, told: new Set(), located: new Map(), whole: new Set(), isFinished: false };
    this.#searches.push(search);
    const ring = (size: number): void => {
      this.#spread(this.#core.options.name, keywords, this.#core.options.subtractsFirst ? size - 1 : size);
      if (budget !== undefined || size >= LAST_BUDGET) return;
      this.#core.host.after(RING_MS, () => {
        if (!search.isFinished) ring(2 * size);
      });
    };
    ring(budget ?? FIRST_BUDGET);
  }

  receiveRequest({ origin, budget, keywords }: CourseSearch, from: Address): void {
    const { host, options } = this.#core;
    if (budget === 0) host.confused('a search with the budget 0');
    if (keywords.every((keyword) => keyword === '')) host.confused('a search for nothing');
    const key = [origin, ...keywords].join('\n');
    const seen = this.#seen.get(key);
    if (origin === options.name || (seen !== undefined && host.now() - seen < AGAIN_MS)) return;
    this.#seen.set(key, host.now());
    const results = this.#files.matching(keywords);
    for (let at = 0; at < results.length; at += FILES_IN_REPLY) {
      const some = results.slice(at, at + FILES_IN_REPLY);
      const way = { origin: options.name, destination: origin, hopLimit: options.hopLimit };
      this.#core.sendOff({ type: 'searchReply', ...way, results: some });
    }
    this.#spread(origin, keywords, budget - 1, from);
  }

  receiveReply({ origin, results }: RoutedOf<'searchReply'>): void {
    for (const result of results) {
      const odd = oddityOf(result);
      if (odd === undefined) this.#note(origin, result);
      else this.#core.host.confused(odd);
    }
  }

  /** Undefined where no search found who has it. */
  holderOf(root: string): HolderOf {
    return (chunk) => {
      const file = this.#holders.get(root);
      const holders = chunk === 0 ? file?.values().next().value : file?.get(chunk);
      return this.#core.host.random.pick([...(holders ?? [])]);
    };
  }

  #spread(origin: ByteString, keywords: readonly ByteString[], budget: number, except?: Address): void {
    const others = this.#core.host.random.shuffled([...this.#core.peers].filter((peer) => peer !== except));
    for (const [at, peer] of others.entries()) {
      const share = Math.floor(budget / others.length) + (at < budget % others.length ? 1 : 0);
      if (share > 0) this.#core.send(peer, { type: 'searchRequest', origin, budget: share, keywords });
    }
  }

  #note(origin: ByteString, result: CourseResult): void {
    const { name, root, chunks, chunkCount } = result;
    const searches = this.#searches.filter(({ keywords }) => isMatch(name, keywords));
    if (searches.length === 0) return;
    const holders = this.#holders.get(root) ?? new Map<number, Set<ByteString>>();
    this.#holders.set(root, holders);
    for (const chunk of chunks) holders.set(chunk, (holders.get(chunk) ?? new Set()).add(origin));
    for (const search of searches) {
      if (search.isFinished) continue;
      if (!search.told.has(`${origin}\n${root}`)) {
        search.told.add(`${origin}\n${root}`);
        this.#core.host.log?.(`FOUND match ${name} at ${origin} metafile=${root} chunks=${chunks.join(',')}`);
        this.#core.host.found(origin, result);
      }
      const located = search.located.get(root) ?? new Set();
      search.located.set(root, located);
      for (const chunk of chunks) located.add(chunk);
      if (located.size === chunkCount) search.whole.add(root);
      search.isFinished = search.whole.size >= ENOUGH;
      if (search.isFinished) this.#core.host.log?.('SEARCH FINISHED');
    }
  }
}

/** What a Go peer that believes it would stumble over. */
function oddityOf({ name, chunks, chunkCount }: CourseResult): string | undefined {
  if (name === '') return 'a file without a name';
  if (chunkCount < 1 || chunkCount > 256) return `a file of ${chunkCount} chunks`;
  if (chunks.length === 0) return 'a file of which nothing is held';
  if (new Set(chunks).size !== chunks.length) return 'a chunk that is listed twice';
  return chunks.some((chunk) => chunk > chunkCount) ? 'a chunk after the last one' : undefined;
}
