/** Builds the stories and serves them with the security headers of the real page. */
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { securityHeaders } from '../../../../src/uiport/answers.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

export interface StoryPages {
  /** Where a story is shown. */
  url(story: string): string;
  close(): Promise<void>;
}

export async function openStoryPages(): Promise<StoryPages> {
  const outDir = await mkdtemp(join(tmpdir(), 'peerster-stories-'));
  await build({
    configFile: fileURLToPath(new URL('../stories/vite.config.ts', import.meta.url)),
    configLoader: 'runner',
    build: { outDir, chunkSizeWarningLimit: 2_000 },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stories');
    const file = pathname === '/' ? '/index.html' : pathname;
    readFile(join(outDir, file)).then(
      (body) => response.writeHead(200, { ...securityHeaders, 'content-type': types[extname(file)] ?? '' }).end(body),
      // The icon, which stories don't have.
      () => response.writeHead(204).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: (story) => `http://127.0.0.1:${port}/?story=${story}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true });
    },
  };
}
