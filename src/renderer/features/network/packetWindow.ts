/** The datagrams that the page holds: the newest MAX_SHOWN. */
import type { LoggedPacket } from '../../../api/contract.ts';

/** As many as the peer keeps. */
export const MAX_SHOWN = 5_000;

export interface PacketsNow {
  readonly packets: readonly LoggedPacket[];
  /** How many the peer had dropped before they could be read. */
  readonly missed: number;
}

export const emptyLog: PacketsNow = { packets: [], missed: 0 };

/** `after`: what was asked for; `last`: the peer's newest. */
export function withPage(now: PacketsNow, after: number, page: readonly LoggedPacket[], last: number): PacketsNow {
  if (last < after) return { packets: page, missed: 0 }; // another run
  const first = page[0]?.seq ?? after + 1;
  const isStart = after === 0; // what came before the page was opened was never meant to be here
  return {
    packets: [...now.packets, ...page].slice(-MAX_SHOWN),
    missed: now.missed + (isStart ? 0 : first - after - 1),
  };
}
