/** The files of a client without a peer: what is downloaded only begins, what is searched finds nothing by itself. */
import type { CallInput, CallName, CallOutput, Event, FoundFiles, SharedFile } from '../../api/contract.ts';
import { done, refused, type Result } from '../../api/result.ts';

export const noFound: FoundFiles = { search: 0, keywords: [], state: 'none', files: [] };

export const fakeHash = (digit: string): string => digit.repeat(64);

export const fakeFile = (more: Partial<SharedFile> = {}): SharedFile => ({
  id: fakeHash('a'),
  hash: fakeHash('a'),
  name: 'minutes.pdf',
  size: 1_234_567,
  kind: 'document',
  own: false,
  listed: true,
  at: 1,
  state: { kind: 'here', path: '/home/alex/Downloads/minutes.pdf' },
  ...more,
});

type FileCalls = Pick<
  { [N in CallName]: (input: CallInput<N>) => Result<CallOutput<N>> },
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

export function fakeFileCalls(
  kept: { files: SharedFile[]; found: FoundFiles },
  emit: (event: Event) => void,
): FileCalls {
  const put = (file: SharedFile): Result<SharedFile> => {
    kept.files = [file, ...kept.files.filter(({ id }) => id !== file.id)];
    emit({ type: 'file', file });
    return done(file);
  };
  const change = (id: string, to: (file: SharedFile) => SharedFile): Result<SharedFile> => {
    const file = kept.files.find((one) => one.id === id);
    return file === undefined ? refused('no-such-file', 'There is no file of that id here.') : put(to(file));
  };
  const drop = ({ id }: { id: string }): Result<Record<string, never>> => {
    kept.files = kept.files.filter((file) => file.id !== id);
    emit({ type: 'fileGone', id });
    return done({});
  };
  const find = (found: FoundFiles): Result<FoundFiles> => {
    kept.found = found;
    emit({ type: 'foundFiles', found });
    return done(found);
  };
  const progress = ({ size, state }: SharedFile): { have: number; of: number | null } =>
    'have' in state ? { have: state.have, of: state.of } : { have: 0, of: size };
  const moving = { kind: 'downloading', bytesPerSecond: 0, secondsLeft: null, holders: [] } as const;
  return {
    shareFile({ name }) {
      const file = fakeFile({ name, own: true });
      const added = !kept.files.some(({ id }) => id === file.id);
      put(file);
      return done({ ...file, added });
    },
    unshareFile: drop,
    download: ({ hash, name, size = null }) =>
      put(fakeFile({ id: hash, hash, name, size, state: { ...moving, holders: [], have: 0, of: size } })),
    pauseDownload: ({ id }) => change(id, (file) => ({ ...file, state: { kind: 'paused', ...progress(file) } })),
    resumeDownload: ({ id }) =>
      change(id, (file) => ({ ...file, state: { ...moving, holders: [], ...progress(file) } })),
    cancelDownload: drop,
    findFiles: ({ keywords }) =>
      find({ search: kept.found.search + 1, keywords: [...keywords], state: 'searching', files: [] }),
    stopFinding: () => find({ ...kept.found, state: kept.found.search === 0 ? 'none' : 'done' }),
    files: () => done([...kept.files]),
    foundFiles: () => done(kept.found),
  };
}
