/** What the files of a peer are made with. */
import type { Hash } from '../../gossiper/files/file.ts';
import type { Gossiper } from '../../gossiper/index.ts';
import type { Input } from '../../gossiper/input.ts';
import type { Origin } from '../../gossiper/names.ts';
import type { Who } from '../privateViews.ts';
import type { NoticeView, PeerEvent } from '../views.ts';
import type { FileTable } from './fileTable.ts';

export interface FilesOptions {
  readonly table: FileTable;
  /** Made when something is to be put there. */
  readonly folders: { readonly shared: string; downloads: string };
  /** In bytes, of cancelled downloads. */
  readonly quota: number;
  /** Nothing stays after this run. */
  readonly isEphemeral: boolean;
  readonly isSimple: boolean;
  readonly input: (input: Input) => void;
  readonly gossiper: () => Gossiper;
  readonly own: () => Origin;
  readonly who: Who;
  /** Who offered this file in a message; `isPrivate`: in private ones only. */
  readonly offers: (root: Hash) => { readonly origins: readonly Origin[]; readonly isPrivate: boolean };
  readonly emit: (event: PeerEvent) => void;
  readonly emitSoon: (thing: string, make: () => PeerEvent | undefined) => void;
  readonly notify: (notice: NoticeView) => void;
}
