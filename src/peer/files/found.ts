/** What the last search of the network's files found, put together by file. */
import { chunksOf } from '../../gossiper/files/file.ts';
import type { FileMatch } from '../../gossiper/input.ts';
import type { Who } from '../privateViews.ts';
import type { FoundFilesView } from '../views.ts';
import { fileKind } from './fileKind.ts';

/** Files of one search; a person narrows the words down long before. */
const MAX_FOUND = 500;

interface Found {
  readonly first: FileMatch;
  size: number | undefined;
  readonly holders: Map<string, FileMatch>;
}

export interface FoundFiles {
  begin(keywords: readonly string[]): number;
  add(search: number, match: FileMatch): void;
  over(search: number): void;
  view(): FoundFilesView;
  /** Bytes, as the first who knew it said. */
  sizeOf(root: string): number | undefined;
  /** Who answered that it has this file. */
  holdersOf(root: string): readonly FileMatch[];
}

export function createFound(who: Who): FoundFiles {
  let number = 0;
  let words: readonly string[] = [];
  let isOver = true;
  const files = new Map<string, Found>();

  const fileOf = ({ first, size, holders }: Found): FoundFilesView['files'][number] => {
    const located = new Set<number>();
    let whole = false;
    for (const { chunks } of holders.values()) {
      if (chunks === undefined) whole = true;
      else for (const chunk of chunks) located.add(chunk);
    }
    return {
      hash: first.root,
      name: first.name,
      size: size ?? null,
      chunkCount: first.chunkCount,
      kind: fileKind(first.name),
      holders: [...holders.values()].map(({ origin, chunks, chunkCount }) => ({
        origin,
        name: who(origin).name ?? origin,
        chunks: chunks?.length ?? chunkCount,
      })),
      whole: whole || located.size === first.chunkCount,
    };
  };

  return {
    begin(keywords) {
      number += 1;
      words = keywords;
      isOver = false;
      files.clear();
      return number;
    },
    add(search, match) {
      if (search !== number) return;
      const known = files.get(match.root);
      if (known === undefined && files.size >= MAX_FOUND) return;
      const one = known ?? { first: match, size: undefined, holders: new Map<string, FileMatch>() };
      if (match.size !== undefined && chunksOf(match.size) === match.chunkCount) one.size ??= match.size;
      one.holders.set(match.origin, match);
      files.set(match.root, one);
    },
    over(search) {
      if (search === number) isOver = true;
    },
    view: () => ({
      search: number,
      keywords: [...words],
      state: number === 0 ? 'none' : isOver ? 'done' : 'searching',
      files: [...files.values()].map(fileOf),
    }),
    sizeOf: (root) => files.get(root)?.size,
    holdersOf: (root) => [...(files.get(root)?.holders.values() ?? [])],
  };
}
