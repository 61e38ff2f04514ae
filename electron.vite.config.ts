import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Every npm dependency is bundled (the package holds no node_modules); only Electron and Node's own modules stay
// imports. The targets are written out because the renderer also runs in people's browsers, and main and preload
// must run on any Electron from 33 on, not only on the one that is installed.
export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: 'node20',
      outDir: 'out/main',
      rollupOptions: {
        input: { index: at('src/main/index.ts') },
        external: ['electron', /^node:/],
        output: { format: 'es', entryFileNames: '[name].js' },
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
    plugins: [react()],
    build: {
      target: 'es2023',
      minify: true,
      // The settings page shows it.
      license: { fileName: 'licences.json' },
      outDir: at('out/renderer'),
      rollupOptions: { input: at('src/renderer/index.html') },
    },
  },
});
