/** A file's tree of metafiles, made by a thread of its own: this one stays free for the network and the window. */
import { Worker } from 'node:worker_threads';
import type { Hash } from '../../gossiper/files/file.ts';
import type { Metafile } from '../../gossiper/files/tree.ts';
import { unreachable } from '../../gossiper/result.ts';
import type { FromHashWorker } from './hashWorker.ts';

export interface Hashing {
  readonly path: string;
  /** Each as it is made; the next ones wait until it returns. */
  readonly onMetafile: (metafile: Metafile) => void;
  /** Bytes so far, a few times a second. */
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
}

export type Hashed =
  | { readonly kind: 'done'; readonly root: Hash; readonly bytes: number }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string }
  | { readonly kind: 'aborted' };

/** In the sources a module, in a program a file beside it. */
const program = new URL(import.meta.url.endsWith('.ts') ? './hashWorker.ts' : './hashWorker.js', import.meta.url);

export function hashFile({ path, onMetafile, onProgress, signal }: Hashing): Promise<Hashed> {
  return new Promise((resolve) => {
    const worker = new Worker(program, { workerData: { path }, name: 'peerster-hash' });
    const settle = (hashed: Hashed): void => {
      signal.removeEventListener('abort', abort);
      void worker.terminate();
      resolve(hashed);
    };
    const abort = (): void => settle({ kind: 'aborted' });
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    worker.on('message', (message: FromHashWorker) => {
      if (signal.aborted) return;
      switch (message.kind) {
        case 'metafile':
          try {
            onMetafile(message.metafile);
          } catch (error) {
            const { code = '', message: why } = error as NodeJS.ErrnoException;
            settle({ kind: 'failed', code, message: why });
            return;
          }
          worker.postMessage('go');
          return;
        case 'progress':
          onProgress(message.done);
          return;
        case 'done':
        case 'failed':
          settle(message);
          return;
        default:
          unreachable(message);
      }
    });
    worker.on('error', (error: unknown) =>
      settle({ kind: 'failed', code: 'worker', message: error instanceof Error ? error.message : String(error) }),
    );
  });
}
