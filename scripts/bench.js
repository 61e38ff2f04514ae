// `npm run bench [part of a name]`: one JSON line for each figure, the median of 5 runs with the lowest and highest.
// The benches are TypeScript that Node runs as it stands (Node 24, which npm run puts first). `page` runs once, and with
// `--long` watches the page's memory for 10 minutes; `start` needs a packed app (PEERSTER_PACKAGED) and a display.
import { availableParallelism, loadavg } from 'node:os';
import { build } from './build.js';
import { at } from './lib/project.js';

const { log } = console;
const RUNS = 5;
const args = process.argv.slice(2);
const isLong = args.includes('--long');
const wanted = args.find((arg) => !arg.startsWith('--')) ?? '';

async function builtPeer() {
  if (!(await build({ ifNeeded: true, quiet: true }))) throw new Error('the build failed');
  return at('out', 'cli', 'peerster.js');
}

const benches = {
  codec: async () => (await import('../src/wire/codec.bench.ts')).benchCodec(() => performance.now()),
  markdown: async () =>
    (await import('../src/renderer/lib/markdown/markdown.bench.ts')).benchMarkdown(() => performance.now()),
  highlight: async () =>
    (await import('../src/renderer/lib/highlight/highlight.bench.ts')).benchHighlight(() => performance.now()),
  log: async () => (await import('../src/peer/log.bench.ts')).benchLog(),
  catchUp1: async () => (await import('../src/peer/catchUp.bench.ts')).benchCatchUp(20_000, 1),
  catchUp100: async () => (await import('../src/peer/catchUp.bench.ts')).benchCatchUp(20_000, 100),
  holders9: async () => (await import('../src/peer/catchUp.bench.ts')).benchHolders(20_000, 100, 9),
  state: async () => (await import('../src/lab/state/simulation.bench.ts')).benchState(() => performance.now()),
  line: async () => (await import('../src/peer/line.bench.ts')).benchLine(),
  files: async () => (await import('../src/peer/files/files.bench.ts')).benchFiles(),
  sparse: async () => (await import('../src/peer/files/files.bench.ts')).benchSparse(),
  million: async () => (await import('../src/peer/million.bench.ts')).benchMillion(await builtPeer()),
  page: async () =>
    (await import('../tests/bench/page.bench.ts')).benchPage({
      program: await builtPeer(),
      minutes: isLong ? 10 : 2,
    }),
  start: async () => {
    if (process.env.PEERSTER_PACKAGED) return (await import('../tests/bench/start.bench.ts')).benchStart();
    log(JSON.stringify({ bench: 'start', skipped: 'PEERSTER_PACKAGED names no packed app' }));
    return [];
  },
};
/** Minutes long, and with medians of its own. */
const ONCE = new Set(['page', 'sparse']);

log(
  JSON.stringify({
    node: process.versions.node,
    cores: availableParallelism(),
    load: Math.round(10 * loadavg()[0]) / 10,
    runs: RUNS,
  }),
);
for (const [bench, run] of Object.entries(benches)) {
  if (!bench.includes(wanted)) continue;
  const found = new Map();
  const runs = ONCE.has(bench) ? 1 : RUNS;
  for (let n = 0; n < runs; n++)
    for (const { name, value, unit } of await run()) {
      const values = found.get(name) ?? { unit, values: [] };
      values.values.push(value);
      found.set(name, values);
    }
  for (const [name, { unit, values }] of found) {
    const sorted = values.toSorted((a, b) => a - b);
    log(
      JSON.stringify({ bench, name, value: sorted[Math.floor(runs / 2)], unit, low: sorted[0], high: sorted.at(-1) }),
    );
  }
}
