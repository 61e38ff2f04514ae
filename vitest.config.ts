import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// Each project is one lane of `npm test` (scripts/lanes.js). Timeouts bound a hang; no test waits for time to pass.
const lane = (name: string, include: string[], seconds: number) => ({
  extends: true as const,
  test: { name, include, testTimeout: seconds * 1000, hookTimeout: seconds * 1000 },
});

export default defineConfig({
  plugins: [react()],
  test: {
    // Processes, not threads: node:sqlite, sockets and workers behave as they do in the product.
    pool: 'forks',
    // Bounds a hang, as the other timeouts do: a busy machine takes its time.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: ['src/**/*.property.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      lane('property', ['src/**/*.property.test.ts', 'tests/property/**/*.test.ts'], 300),
      lane('lint', ['tests/lint/**/*.test.ts'], 120),
      lane('contract', ['tests/contract/**/*.test.ts'], 120),
      lane('interop', ['tests/interop/**/*.test.ts'], 120),
      lane('network', ['tests/network/**/*.test.ts'], 240),
      lane('package', ['tests/package/**/*.test.ts'], 120),
      lane('browser', ['tests/e2e/browser/**/*.test.ts'], 120),
      lane('desktop', ['tests/e2e/desktop/**/*.test.ts'], 120),
    ],
  },
});
