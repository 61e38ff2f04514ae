import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const programs = [
  ...['peerster', 'peersterClient', 'peersterLab'].map((name) => at(`src/cli/${name}.ts`)),
  // A thread of its own, which is started by its path (src/peer/files/hashFile.ts): beside what starts it.
  at('src/peer/files/hashWorker.ts'),
];

// The command line programs: Node's own modules stay imports, npm dependencies are bundled, so that each runs from
// its one folder. 22.13 is the oldest Node that has node:sqlite without a flag (house.md, Runtimes).
export default defineConfig({
  build: {
    ssr: true,
    target: 'node22.13',
    outDir: 'out/cli',
    emptyOutDir: true,
    // Part of the list that the page shows (scripts/lib/licences.js).
    license: { fileName: 'licences.json' },
    rollupOptions: {
      input: programs,
      external: [...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true },
});
