/** Whether the page's memory stays flat while messages arrive: its JavaScript heap after collections, over time. */
import type { CDPSession, Page } from 'playwright-core';
import type { Figure } from '../../src/peer/log.bench.ts';

const EVERY_MS = 10_000;
/** What was loaded at first is still being filled up to its bound. */
const WARM_UP_MS = 20_000;

interface Sample {
  readonly minutes: number;
  readonly megabytes: number;
  readonly nodes: number;
}

export async function heapFigures(page: Page, cdp: CDPSession, minutes: number): Promise<Figure[]> {
  await cdp.send('HeapProfiler.enable');
  await page.waitForTimeout(WARM_UP_MS);
  const start = performance.now();
  const samples: Sample[] = [];
  while (performance.now() - start < minutes * 60_000 || samples.length < 2) {
    // Twice: the first one may leave what only a finalizer kept.
    await cdp.send('HeapProfiler.collectGarbage');
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = await cdp.send('Runtime.getHeapUsage');
    const { nodes } = await cdp.send('Memory.getDOMCounters');
    samples.push({ minutes: (performance.now() - start) / 60_000, megabytes: usedSize / 1e6, nodes });
    await page.waitForTimeout(EVERY_MS);
  }
  const last = samples.at(-1);
  const over = `over ${minutes} min`;
  return [
    { name: `heap ${over}: growth`, value: round(slope(samples)), unit: 'MB/min' },
    { name: `heap ${over}: first`, value: round(samples[0]?.megabytes ?? Number.NaN), unit: 'MB' },
    { name: `heap ${over}: last`, value: round(last?.megabytes ?? Number.NaN), unit: 'MB' },
    { name: `nodes after ${minutes} min`, value: last?.nodes ?? 0, unit: '' },
  ];
}

/** Least squares. */
function slope(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(samples.map(({ minutes }) => minutes));
  const y = mean(samples.map(({ megabytes }) => megabytes));
  const both = samples.reduce((sum, { minutes, megabytes }) => sum + (minutes - x) * (megabytes - y), 0);
  return both / samples.reduce((sum, { minutes }) => sum + (minutes - x) ** 2, 0);
}

const round = (value: number): number => Math.round(value * 100) / 100;
