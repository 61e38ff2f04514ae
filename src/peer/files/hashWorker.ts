/**
 * Reads a whole file in a thread of its own and builds its tree of metafiles (gossiper/files/tree.ts). Nothing of it is held
 * but one metafile a level.
 *
 * Metafiles are told as they are made, at most AHEAD before the other side has taken them ('go'): it writes them down.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { CHUNK_BYTES, type Hash } from '../../gossiper/files/file.ts';
import { TreeBuilder, type Metafile } from '../../gossiper/files/tree.ts';
import { sha256 } from '../crypto.ts';

export type FromHashWorker =
  | { readonly kind: 'metafile'; readonly metafile: Metafile }
  /** Bytes so far. */
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly root: Hash; readonly bytes: number }
  /** A system's error code and what it says. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

const AHEAD = 4;
const READ_BYTES = 128 * CHUNK_BYTES;
const PROGRESS_MS = 100;

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  const say = (message: FromHashWorker): void => port.postMessage(message);
  const { path } = workerData as { path: string };
  const ahead = { count: 0, proceed: (): void => undefined };
  port.on('message', () => {
    ahead.count -= 1;
    if (ahead.count < AHEAD) ahead.proceed();
  });
  const builder = new TreeBuilder(sha256, (metafile) => {
    ahead.count += 1;
    say({ kind: 'metafile', metafile });
  });
  try {
    const file = await open(path);
    const buffer = new Uint8Array(READ_BYTES);
    let bytes = 0;
    let toldAt = 0;
    for (;;) {
      const length = await readFull(file, buffer);
      for (let at = 0; at < length; at += CHUNK_BYTES)
        builder.add(sha256(buffer.subarray(at, Math.min(length, at + CHUNK_BYTES))));
      bytes += length;
      if (length < READ_BYTES) break;
      if (performance.now() - toldAt > PROGRESS_MS) {
        toldAt = performance.now();
        say({ kind: 'progress', done: bytes });
      }
      if (ahead.count >= AHEAD) await new Promise<void>((resolve) => void (ahead.proceed = resolve));
    }
    await file.close();
    say({ kind: 'done', root: builder.finish(), bytes });
  } catch (error) {
    const { code = 'unknown', message } = error as NodeJS.ErrnoException;
    say({ kind: 'failed', code, message });
  }
  port.close();
}

/** A read may give less than there is; less than the buffer holds is the end. One buffer: nothing is left to collect. */
async function readFull(file: FileHandle, buffer: Uint8Array): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}
