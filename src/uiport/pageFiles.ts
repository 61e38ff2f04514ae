/**
 * The web page: the files of one folder, listed once at the start. What isn't on the list doesn't exist, so no path in a
 * request ever reaches the file system.
 */
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Answer } from './answers.ts';
import { MAX_PAGE_FILES } from './limits.ts';

export interface PageFiles {
  /** `path` as in the address, decoded or not: only exact matches count. Undefined: there is no such file. */
  answer(path: string): Promise<Answer | undefined>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** `folder` absent or unreadable: no page, and a sentence in its place. */
export async function openPageFiles(folder: string | undefined): Promise<PageFiles> {
  const files = new Map<string, string>();
  for (const entry of await regularFiles(folder)) {
    const file = join(entry.parentPath, entry.name);
    if (extname(file) in types && files.size < MAX_PAGE_FILES) {
      files.set(
        `/${relative(folder ?? '', file)
          .split(sep)
          .join('/')}`,
        file,
      );
    }
  }
  return {
    async answer(path) {
      const file = files.get(path === '/' ? '/index.html' : path);
      if (file === undefined) return path === '/' ? noPage : undefined;
      const isHashed = path.startsWith('/assets/');
      return {
        status: 200,
        type: types[extname(file)] ?? 'application/octet-stream',
        body: await readFile(file),
        headers: { 'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache' },
      };
    },
  };
}

async function regularFiles(folder: string | undefined): Promise<readonly Dirent[]> {
  if (folder === undefined) return [];
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile());
  } catch {
    return []; // a checkout that was not built yet
  }
}

const noPage: Answer = {
  status: 503,
  type: 'text/plain; charset=utf-8',
  body: 'The page is not built yet: run "npm run build" and start again.\n',
};
