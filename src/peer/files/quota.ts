/** What may stay of downloads that were cancelled: it spares fetching it again, and nobody asked for it. */

/** 2 GiB: what a disk hardly feels, and holds most of what is cancelled by mistake. */
export const QUOTA_BYTES = 2 * 1024 ** 3;

export interface Leftover {
  readonly no: number;
  /** When it was cancelled: ms since 1970. */
  readonly at: number;
  /** On the disk. */
  readonly bytes: number;
}

/** Which of them must go, so that the others have room: the longest unused first, and then all that is older. */
export function beyondQuota<L extends Leftover>(leftovers: readonly L[], quota: number): L[] {
  let bytes = 0;
  return leftovers
    .toSorted((a, b) => b.at - a.at || b.no - a.no)
    .filter((one) => {
      bytes += one.bytes;
      return bytes > quota;
    });
}
