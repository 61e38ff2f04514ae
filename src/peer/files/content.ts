/** The content of a file that is here whole, for whoever saves or shows it. */
import { createReadStream } from 'node:fs';
import type { FileContent } from '../service.ts';
import type { FileRow } from './fileTable.ts';

export const contentOf = ({ name, size, path }: FileRow): FileContent => ({
  name,
  size: size ?? 0,
  path,
  async *stream(from, to) {
    if (from < to) yield* createReadStream(path, { start: from, end: to - 1 }) as AsyncIterable<Uint8Array>;
  },
});
