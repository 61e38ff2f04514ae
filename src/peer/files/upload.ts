/** A file that comes as bytes is kept in the folder of shared files: whole, or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CHUNK_BYTES, MAX_FILE_CHUNKS } from '../../gossiper/files/file.ts';
import { done, type Result } from '../../gossiper/result.ts';
import { TOO_LARGE, writeProblem } from './fileProblems.ts';
import { putInPlace } from './putInPlace.ts';

const MAX_BYTES = MAX_FILE_CHUNKS * CHUNK_BYTES;

/** Its path. */
export async function keepUpload(
  folder: string,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<string>> {
  const part = join(folder, `.peerster-${randomUUID()}.part`);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(part, 'wx');
    let size = 0;
    try {
      for await (const piece of bytes) {
        size += piece.length;
        if (size > MAX_BYTES) break;
        await file.writeFile(piece);
      }
    } finally {
      await file.close();
    }
    if (size <= MAX_BYTES) return done(putInPlace(part, folder, name));
    await rm(part, { force: true });
    return { ok: false, problem: TOO_LARGE };
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined); // there is no such folder
    return { ok: false, problem: writeProblem(error, folder) };
  }
}
