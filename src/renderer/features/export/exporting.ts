/** Writes a conversation page by page; between two pages the window does what else it has to. */
import type { CallOutput, Cursor } from '../../../api/contract.ts';
import { done, refused, type Result } from '../../../api/result.ts';
import type { About, FileFormat } from './conversationFile.ts';

/** As many as the peer gives at once. */
const PAGE = 500;
const START: Cursor = { shownAt: -1, key: 0 };

export interface Written {
  readonly blob: Blob;
  readonly count: number;
}

/** `total` grows where messages arrive meanwhile. What is aborted is refused as `cancelled`. */
export async function writeConversation(
  readPage: (after: Cursor, limit: number) => Promise<Result<CallOutput<'messages'>>>,
  format: FileFormat,
  about: About,
  signal: AbortSignal,
  onProgress: (count: number, total: number) => void,
): Promise<Result<Written>> {
  // A Blob of each page: the browser may keep those elsewhere than in memory.
  const parts: Blob[] = [new Blob([format.head(about)])];
  let after = START;
  let count = 0;
  for (;;) {
    const answer = await readPage(after, PAGE);
    if (signal.aborted) return refused('cancelled', 'The export was cancelled.');
    if (!answer.ok) return answer;
    const { messages, more, total } = answer.value;
    const first = count;
    parts.push(new Blob([messages.map((message, index) => format.message(message, first + index)).join('')]));
    count += messages.length;
    onProgress(count, Math.max(total, count));
    const last = messages.at(-1);
    if (!more || last === undefined) break;
    after = { shownAt: last.shownAt, key: last.key };
  }
  return done({ blob: new Blob([...parts, format.foot], { type: format.type }), count });
}

/** As a download: the browser saves it where it saves things, the desktop app asks where. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Not at once: the download begins after this.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
