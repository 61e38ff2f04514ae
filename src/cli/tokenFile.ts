/** The file that holds the token of the page: readable by its owner alone, made where there is none. */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { refused, type Result } from '../gossiper/result.ts';

/** Far beyond guessing, and one double click to copy. */
const TOKEN_BYTES = 24;

/** Codes: `token-file`. */
export async function readOrMakeToken(file: string): Promise<Result<string>> {
  try {
    return { ok: true, value: (await readFile(file, 'utf8')).trim() };
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return notReadable(file, error);
  }
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  try {
    await mkdir(dirname(file), { mode: 0o700 }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
    const made = await open(file, 'wx', 0o600);
    await made.writeFile(`${token}\n`);
    await made.close();
    return { ok: true, value: token };
  } catch (error) {
    return notReadable(file, error);
  }
}

const notReadable = (file: string, error: unknown): Result<never> =>
  refused(
    'token-file',
    `The token file ${file} can't be used (${codeOf(error)}): give one in a folder that is there and that this user can read and write.`,
  );

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
