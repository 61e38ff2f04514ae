/** Where the files of a peer are, for a page: under the page's own address, in a browser and in the desktop app alike. */
import type { AddedFile } from '../../api/contract.ts';
import { FIRST_PEER } from '../../api/groups.ts';
import type { Problem, Result } from '../../api/result.ts';

const prefixOf = (peer: string): string => (peer === FIRST_PEER ? '' : `/peers/${peer}`);

/** To save it; `inline`: to show it, where it is a picture. */
export const fileAddress = (peer: string, hash: string, inline = false): string =>
  `${prefixOf(peer)}/api/v1/file/${hash}${inline ? '?inline=1' : ''}`;

/** No search finds it until a message offers it. Undefined: the peer can't be reached, or the person called it off. */
export async function uploadFile(
  peer: string,
  file: File,
  signal: AbortSignal,
): Promise<Result<AddedFile> | undefined> {
  const query = new URLSearchParams({ name: file.name || 'file', listed: '0' });
  try {
    const answer = await fetch(`${prefixOf(peer)}/api/v1/file?${query}`, { method: 'POST', body: file, signal });
    const body: unknown = await answer.json();
    // It is our own peer's answer: the table's shape, or a problem.
    return answer.ok ? { ok: true, value: body as AddedFile } : { ok: false, problem: body as Problem };
  } catch {
    return undefined;
  }
}
