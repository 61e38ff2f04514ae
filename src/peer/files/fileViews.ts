/** Files as clients see them. */
import type { DownloadView } from '../../gossiper/input.ts';
import { CHUNK_BYTES } from '../../gossiper/files/file.ts';
import { unreachable } from '../../gossiper/result.ts';
import type { Who } from '../privateViews.ts';
import type { FileView } from '../views.ts';
import { fileKind } from './fileKind.ts';
import type { FileRow } from './fileTable.ts';

/** `live`: of a download that the gossiper knows. */
export function fileView(row: FileRow, live: DownloadView | undefined, who: Who): FileView {
  return {
    id: row.root,
    hash: row.root,
    name: row.name,
    size: row.size,
    kind: fileKind(row.name),
    own: row.own,
    listed: row.listed,
    at: row.at,
    state: stateOf(row, live, who),
  };
}

function stateOf(row: FileRow, live: DownloadView | undefined, who: Who): FileView['state'] {
  switch (row.state) {
    case 'shared':
      return { kind: 'here', path: row.path };
    case 'failed':
      return { kind: 'failed', code: row.code, message: row.message };
    case 'paused':
      return { kind: 'paused', ...progress(row, live) };
    case 'fetching':
    case 'dropped':
      return live === undefined ? { kind: 'waiting', have: 0, of: row.size } : liveState(row, live, who);
    default:
      return unreachable(row.state);
  }
}

function liveState(row: FileRow, live: DownloadView, who: Who): FileView['state'] {
  const { state, isWaiting, bytesPerSecond, holders } = live;
  const at = progress(row, live);
  switch (state.kind) {
    case 'assembling':
      return { kind: 'assembling' };
    case 'failed':
      return { kind: 'failed', ...state.problem };
    case 'paused':
      return { kind: 'paused', ...at };
    case 'metafile':
    case 'chunks':
      if (isWaiting) return { kind: 'waiting', ...at };
      return {
        kind: 'downloading',
        ...at,
        bytesPerSecond,
        secondsLeft: at.of === null || bytesPerSecond === 0 ? null : Math.ceil((at.of - at.have) / bytesPerSecond),
        holders: holders.slice(0, MAX_HOLDERS_SHOWN).map(({ origin, bytesPerSecond: speed }) => ({
          origin,
          name: who(origin).name ?? origin,
          bytesPerSecond: speed,
        })),
      };
    default:
      return unreachable(state);
  }
}

/** More than fit a card. */
const MAX_HOLDERS_SHOWN = 8;

function progress({ size }: FileRow, live: DownloadView | undefined): { have: number; of: number | null } {
  const state = live?.state;
  const chunks = state !== undefined && 'have' in state ? state : { have: 0, of: undefined };
  const of = size ?? (chunks.of === undefined ? null : chunks.of * CHUNK_BYTES);
  const have = chunks.have * CHUNK_BYTES;
  return { have: of === null ? have : Math.min(have, of), of };
}
