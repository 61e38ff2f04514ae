/** The files of the peer in memory: sharing is done at once, a download never ends. */
import type { AddedFile, Event, FoundFiles, SharedFile } from '../../src/api/contract.ts';
import { done, refused, type Result } from '../../src/api/result.ts';
import type { Service } from '../../src/api/service.ts';

type FileService = Pick<
  Service,
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
>;

export const SHARED_HASH = 'ab'.repeat(32);
const noSuchFile = refused('no-such-file', 'There is no file of that id here; ask for "files" to see those there are.');

export function fakeFiles(emit: (event: Event) => void): FileService {
  const files = new Map<string, SharedFile>();
  let found: FoundFiles = { search: 0, keywords: [], state: 'none', files: [] };

  const put = (file: SharedFile): Result<SharedFile> => {
    files.set(file.id, file);
    emit({ type: 'file', file });
    return done(file);
  };
  const fileOf = (hash: string, more: Pick<SharedFile, 'name' | 'size' | 'own' | 'state'>): SharedFile => ({
    id: hash,
    hash,
    kind: 'other',
    listed: true,
    at: 1,
    ...more,
  });
  const drop = ({ id }: { id: string }): Result<Record<string, never>> => {
    if (!files.delete(id)) return noSuchFile;
    emit({ type: 'fileGone', id });
    return done({});
  };
  const change = (id: string, kind: 'paused' | 'waiting'): Result<SharedFile> => {
    const file = files.get(id);
    return file === undefined ? noSuchFile : put({ ...file, state: { kind, have: 0, of: file.size } });
  };

  const added = (file: SharedFile): Result<AddedFile> => {
    const isNew = !files.has(file.id);
    put(file);
    return done({ ...file, added: isNew });
  };

  return {
    shareFile: ({ name }) =>
      name.includes('/')
        ? refused('no-such-file', 'There is no file of that name in the folder of shared files.')
        : added(fileOf(SHARED_HASH, { name, size: 3, own: true, state: { kind: 'here', path: null } })),
    unshareFile: drop,
    download: ({ hash, name, size = null }) =>
      put(fileOf(hash.toLowerCase(), { name, size, own: false, state: { kind: 'waiting', have: 0, of: size } })),
    pauseDownload: ({ id }) => change(id, 'paused'),
    resumeDownload: ({ id }) => change(id, 'waiting'),
    cancelDownload: drop,
    findFiles({ keywords }) {
      found = { search: found.search + 1, keywords, state: 'searching', files: [] };
      emit({ type: 'foundFiles', found });
      return done(found);
    },
    stopFinding() {
      found = { ...found, state: 'done' };
      return done(found);
    },
    files: () => done([...files.values()].toReversed()),
    foundFiles: () => done(found),
  };
}
