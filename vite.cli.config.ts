import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const programs = ['peerster', 'peersterClient', 'peersterLab'].map((name) => at(`src/cli/${name}.ts`));

// The command line programs: Node's own modules stay imports, npm dependencies are bundled, so that each runs from
// its one folder. 22.13 is the oldest Node that has node:sqlite without a flag (house.md, Runtimes).
export default defineConfig({
  build: {
    ssr: true,
    target: 'node22.13',
    outDir: 'out/cli',
    emptyOutDir: true,
    rollupOptions: {
      input: programs,
      external: [...builtinModules, /^node:/],
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: true },
});
