/** Where the files of a peer lie. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeerOptions } from '../options.ts';

/** `profile`: the folder of the peer; a peer of the course without one works where it was started, as the course's do. */
export function foldersOf(
  { files, identity }: Pick<PeerOptions, 'files' | 'identity'>,
  profile: string | undefined,
): { shared: string; downloads: string } {
  const course = identity.kind === 'course' ? { shared: '_SharedFiles', downloads: '_Downloads' } : undefined;
  const base = profile ?? (course === undefined ? join(tmpdir(), 'peerster') : process.cwd());
  const names = profile === undefined && course !== undefined ? course : { shared: 'shared', downloads: 'downloads' };
  return {
    shared: files?.shared ?? join(base, names.shared),
    downloads: files?.downloads ?? join(base, names.downloads),
  };
}
