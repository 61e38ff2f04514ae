/** Files that this peer gives to others. */
import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type { SharedFile } from '../../gossiper/files/file.ts';
import { MAX_SHARED } from '../../gossiper/limits.ts';
import { done, refused, type Result } from '../../gossiper/result.ts';
import type { Peer } from '../service.ts';
import type { AddedFileView, FileView } from '../views.ts';
import { contentOf } from './content.ts';
import {
  CHANGED,
  NOT_WHOLE,
  NO_SUCH_FILE,
  SIMPLE,
  TOO_MANY,
  UNKNOWN_FILE,
  refusedBy,
  writeProblem,
} from './fileProblems.ts';
import type { FileRow } from './fileTable.ts';
import { discard, sharedOf, type Known } from './known.ts';
import type { FilesOptions } from './options.ts';
import { createSharing, factsOf } from './sharing.ts';
import { keepUpload } from './upload.ts';

export interface Offering {
  readonly calls: Pick<Peer, 'shareFile' | 'sharePath' | 'shareBytes' | 'unshareFile' | 'fileContent'>;
  /** One that is here whole, to be offered in a message. `listed`: to everybody. */
  offer(hash: string, listed: boolean): Result<SharedFile>;
  /** Files that are being read. */
  reading(): FileView[];
  close(): void;
}

export function createOffering({ table, folders, input, emit, isSimple }: FilesOptions, known: Known): Offering {
  const sharing = createSharing(table, (view, isOver) => {
    if (isOver) emit({ type: 'fileGone', id: view.id });
    else emit({ type: 'file', file: view });
  });

  const sharePath = async (path: string, listed: boolean, knownAs?: string): Promise<Result<AddedFileView>> => {
    if (isSimple) return refusedBy(SIMPLE);
    if (!isAbsolute(path)) return refusedBy(NO_SUCH_FILE);
    if (known.rows().filter(({ state }) => state === 'shared').length >= MAX_SHARED) return refusedBy(TOO_MANY);
    const no = known.nextNo();
    const read = await sharing.read(path, no, listed);
    if (known.isClosed()) return refused('closed', 'This peer is stopping.');
    if (!read.ok) {
      known.forget(no);
      return read;
    }
    const { root, bytes: size, modified } = read.value;
    const before = known.find(root);
    const wasOffered = before !== undefined && (before.own || before.state === 'shared');
    if (before?.state === 'shared' && known.isUnchanged(before)) {
      // The same content again; its chunks are where they were, and only more people may find it.
      known.forget(no);
      if (listed && !before.listed) relist(before);
      return done({ ...known.tell(before), added: false });
    }
    if (before?.state === 'fetching' || before?.state === 'paused') input({ kind: 'cancelDownload', root });
    const row = known.add(
      {
        root,
        name: knownAs ?? basename(path),
        size,
        own: true,
        // An offer that failed, as the file was moved or changed, is good again, and found by whom it was.
        listed: listed || (wasOffered && before.listed),
        path,
        state: 'shared',
        modified,
        holders: [],
      },
      no,
    );
    if (before !== undefined && !before.own && before.state !== 'shared') discard(before.path);
    try {
      table.commit();
    } catch (error) {
      known.drop(row);
      return refusedBy(writeProblem(error, dirname(folders.shared)));
    }
    input({ kind: 'share', file: sharedOf(row) });
    return done({ ...known.tell(row), added: !wasOffered });
  };

  const relist = (row: FileRow): void => {
    row.listed = true;
    known.keep(row);
    input({ kind: 'share', file: sharedOf(row) });
  };

  const unshare = (row: FileRow): void => {
    input({ kind: 'unshare', root: row.root });
    if (!row.own && row.state === 'failed') {
      input({ kind: 'cancelDownload', root: row.root }); // the core remembers why it failed, and has room for so many
      discard(row.path);
    }
    known.drop(row);
    emit({ type: 'fileGone', id: row.root });
  };

  return {
    calls: {
      async shareFile({ name }) {
        const path = inFolder(folders.shared, name);
        return path === undefined ? refusedBy(NO_SUCH_FILE) : await sharePath(path, true, name);
      },
      sharePath: (path, listed) => sharePath(path, listed),
      async shareBytes(name, bytes, listed, gone) {
        if (isSimple) return refusedBy(SIMPLE);
        const kept = await keepUpload(folders.shared, name, bytes);
        if (!kept.ok) return kept;
        const shared = await sharePath(kept.value, listed);
        // Refused, or here already: nobody would own the copy.
        const row = shared.ok ? known.find(shared.value.id) : undefined;
        if (row?.path !== kept.value) discard(kept.value);
        else if (gone?.aborted === true && shared.ok && shared.value.added) {
          unshare(row);
          discard(kept.value);
        }
        return shared;
      },
      unshareFile({ id }) {
        if (sharing.cancel(id)) return done({});
        const row = known.find(id);
        if (row === undefined || (row.state !== 'shared' && row.state !== 'failed')) return refusedBy(UNKNOWN_FILE);
        unshare(row);
        return done({});
      },
      fileContent(hash) {
        const row = known.find(hash);
        if (row?.state !== 'shared') return undefined;
        const facts = factsOf(row.path);
        if (facts.ok) return contentOf({ ...row, size: facts.value.size });
        known.isUnchanged(row); // it is gone
        return undefined;
      },
    },
    offer(hash, listed) {
      const row = known.find(hash);
      if (row === undefined || !known.isUnchanged(row))
        return refusedBy(row?.code === CHANGED.code ? CHANGED : NOT_WHOLE);
      if (listed && !row.listed) relist(row);
      return done(sharedOf(row));
    },
    reading: () => sharing.views(),
    close: () => sharing.close(),
  };
}

/** Undefined: it is outside of the folder, by its name or by a link. */
function inFolder(folder: string, name: string): string | undefined {
  if (name === '' || name !== basename(name) || name === '.' || name === '..' || name.includes('\\')) return undefined;
  try {
    const path = realpathSync(join(folder, name));
    return path.startsWith(realpathSync(resolve(folder)) + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}
