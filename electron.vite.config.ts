import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Emojibase's files hold each emoji once for every skin tone, and more than the interface shows. The build keeps what
 * src/renderer/lib/emoji/loadEmoji.ts reads: half of it.
 */
const leanEmoji = (): Plugin => ({
  name: 'peerster:lean-emoji',
  enforce: 'pre',
  async load(id) {
    if (!/[\\/]emojibase-data[\\/]\w+[\\/]compact\.json$/.test(id)) return undefined;
    const entries = JSON.parse(await readFile(id, 'utf8')) as Record<string, unknown>[];
    const kept = entries
      .toSorted((a, b) => Number(a['order'] ?? 0) - Number(b['order'] ?? 0))
      .filter(({ group }) => group !== undefined)
      .map(({ skins: _skins, emoticon: _emoticon, order: _order, ...rest }) => rest);
    return JSON.stringify(kept);
  },
});

// What each part holds of others; `scripts/build.js` makes one list of them, which the settings page shows.
const license = { fileName: 'licences.json' };

// Every npm dependency is bundled (the package holds no node_modules); only Electron and Node's own modules stay
// imports. The targets are written out because the renderer also runs in people's browsers, and main and preload
// must run on any Electron from 33 on, not only on the one that is installed.
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: 'node20',
      license,
      outDir: 'out/main',
      rollupOptions: {
        // The second is a thread, which is started by its path (src/peer/files/hashFile.ts).
        input: { index: at('src/main/index.ts'), hashWorker: at('src/peer/files/hashWorker.ts') },
        external: ['electron', /^node:/],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: 'node20',
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: at('src/preload/index.ts') },
        external: ['electron'],
        // Sandboxed preloads can't be ES modules.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), leanEmoji()],
    build: {
      target: 'es2023',
      minify: true,
      license,
      outDir: at('out/renderer'),
      // The second is served by `peerster environment` alone, and not packed (electron-builder.yml).
      rollupOptions: { input: [at('src/renderer/index.html'), at('src/renderer/environment.html')] },
    },
  },
});
