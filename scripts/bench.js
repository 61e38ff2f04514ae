// `npm run bench [part of a name]`: one JSON line for each figure, the median of 5 runs with the lowest and highest.
// The benches are TypeScript that Node runs as it stands (Node 24, which npm run puts first).
import { availableParallelism } from 'node:os';
import { build } from './build.js';
import { at } from './lib/project.js';

const RUNS = 5;
const wanted = process.argv[2] ?? '';

async function builtPeer() {
  if (!(await build({ ifNeeded: true, quiet: true }))) throw new Error('the build failed');
  return at('out', 'cli', 'peerster.js');
}

const benches = {
  codec: async () => (await import('../src/wire/codec.bench.ts')).benchCodec(() => performance.now()),
  markdown: async () =>
    (await import('../src/renderer/lib/markdown/markdown.bench.ts')).benchMarkdown(() => performance.now()),
  log: async () => (await import('../src/peer/log.bench.ts')).benchLog(),
  catchUp1: async () => (await import('../src/peer/catchUp.bench.ts')).benchCatchUp(20_000, 1),
  catchUp100: async () => (await import('../src/peer/catchUp.bench.ts')).benchCatchUp(20_000, 100),
  holders9: async () => (await import('../src/peer/catchUp.bench.ts')).benchHolders(20_000, 100, 9),
  line: async () => (await import('../src/peer/line.bench.ts')).benchLine(),
  million: async () => (await import('../src/peer/million.bench.ts')).benchMillion(await builtPeer()),
};

const { log } = console;
log(JSON.stringify({ node: process.versions.node, cores: availableParallelism(), runs: RUNS }));
for (const [bench, run] of Object.entries(benches)) {
  if (!bench.includes(wanted)) continue;
  const found = new Map();
  for (let n = 0; n < RUNS; n++)
    for (const { name, value, unit } of await run()) {
      const values = found.get(name) ?? { unit, values: [] };
      values.values.push(value);
      found.set(name, values);
    }
  for (const [name, { unit, values }] of found) {
    const sorted = values.toSorted((a, b) => a - b);
    log(
      JSON.stringify({ bench, name, value: sorted[Math.floor(RUNS / 2)], unit, low: sorted[0], high: sorted.at(-1) }),
    );
  }
}
