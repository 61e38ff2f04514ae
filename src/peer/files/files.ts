/**
 * The files of a peer: what it offers, what it fetches, and what a search found. What is offered or fetched is in the
 * table before it is told, so that a restart knows it again.
 */
import type { Hash, SharedFile } from '../../gossiper/files/file.ts';
import type { Effect, Input } from '../../gossiper/input.ts';
import { done, type Result } from '../../gossiper/result.ts';
import type { Peer } from '../service.ts';
import type { DiskChunks } from './diskChunks.ts';
import { createFetching } from './fetching.ts';
import { refusedBy, SIMPLE } from './fileProblems.ts';
import type { FileRow } from './fileTable.ts';
import { createFound } from './found.ts';
import { createKnown, discard } from './known.ts';
import { createOffering } from './offering.ts';
import type { FilesOptions } from './options.ts';

export type FileCalls = Pick<
  Peer,
  | 'shareFile'
  | 'unshareFile'
  | 'download'
  | 'pauseDownload'
  | 'resumeDownload'
  | 'cancelDownload'
  | 'findFiles'
  | 'stopFinding'
  | 'files'
  | 'foundFiles'
  | 'sharePath'
  | 'shareBytes'
  | 'fileContent'
>;

export interface Files {
  readonly calls: FileCalls;
  readonly chunks: DiskChunks;
  /** For a gossiper that just started: what is to be fetched. */
  resume(): Input[];
  /** Performs the effects that concern files. */
  chunk(effect: Extract<Effect, { kind: 'chunk' }>): void;
  fetched(root: Hash): void;
  downloadChanged(root: Hash): void;
  found(effect: Extract<Effect, { kind: 'found' }>): void;
  searchOver(search: number): void;
  /** The end of a turn. */
  commit(): void;
  /** One that is here whole, to be offered in a message. `listed`: to everybody. */
  offer(hash: string, listed: boolean): Result<SharedFile>;
  /** Where what is fetched from now on goes. */
  setDownloads(folder: string): void;
  figures(): Record<string, number>;
  close(): void;
}

export function createFiles(options: FilesOptions): Files {
  const { table, input, who } = options;
  const known = createKnown(options);
  const found = createFound(who);
  const offering = createOffering(options, known);
  const fetching = createFetching(options, known, found);

  const tellFound = (): void => options.emitSoon('foundFiles', () => ({ type: 'foundFiles', found: found.view() }));

  return {
    calls: {
      ...offering.calls,
      ...fetching.calls,
      findFiles({ keywords, budget }) {
        if (options.isSimple) return refusedBy(SIMPLE);
        const search = found.begin(keywords);
        input({ kind: 'find', search, keywords, ...(budget === undefined ? {} : { budget }) });
        tellFound();
        return done(found.view());
      },
      stopFinding() {
        input({ kind: 'stopFinding' });
        found.over(found.view().search);
        tellFound();
        return done(found.view());
      },
      files: () =>
        done([
          ...offering.reading().toReversed(),
          ...known
            .rows()
            .filter(({ state }) => state !== 'dropped')
            .toSorted((a, b) => b.no - a.no)
            .map((row) => known.view(row)),
        ]),
      foundFiles: () => done(found.view()),
    },
    chunks: known.chunks,
    resume() {
      found.over(found.view().search); // who searched is gone
      tellFound();
      return fetching.resume();
    },
    chunk: (effect) => fetching.chunk(effect),
    fetched: (root) => fetching.fetched(root),
    downloadChanged: (root) => fetching.changed(root),
    found({ search, match }) {
      found.add(search, match);
      tellFound();
    },
    searchOver(search) {
      found.over(search);
      tellFound();
    },
    commit() {
      try {
        table.commit();
      } catch (error) {
        known.trouble(error);
      }
    },
    offer: (hash, listed) => offering.offer(hash, listed),
    setDownloads(folder) {
      options.folders.downloads = folder;
    },
    figures() {
      const all = known.rows();
      const inState = (state: FileRow['state']): FileRow[] => all.filter((row) => row.state === state);
      const shared = inState('shared');
      return {
        files_offered: shared.length,
        files_offered_bytes: shared.reduce((sum, { size }) => sum + (size ?? 0), 0),
        files_fetching: inState('fetching').length,
        files_paused: inState('paused').length,
        files_failed: inState('failed').length,
      };
    },
    close() {
      fetching.close();
      offering.close();
      known.close();
      if (options.isEphemeral)
        for (const row of known.rows()) if (!row.own && row.state !== 'shared') discard(row.path);
      table.close();
    },
  };
}
