/** The files that others may fetch from us, what we fetch, and what we asked for (downloads.ts). */
import type { Download, Holder } from './download.ts';
import type { Hash, SharedFile } from './file.ts';
import type { Part } from './walk.ts';

export interface Asked {
  readonly download: Download;
  readonly part: Part;
  readonly holder: Holder;
  readonly order: number;
  readonly sentAt: number;
  readonly tries: number;
}

export class Files {
  readonly all = new Map<Hash, Download>();
  /** By the hash that was asked for. */
  readonly asked = new Map<Hash, Asked>();
  /** Files that others may fetch from us. */
  readonly shared = new Map<Hash, SharedFile>();
}
