/** How long the worst message of 8,000 bytes keeps a frame: the best of several runs, as the first ones are not compiled yet. */
import { parseMarkdown } from './blocks.ts';
import { bombs } from './bombs.fixture.ts';

const RUNS = 40;

export function benchMarkdown(now: () => number): { name: string; value: number; unit: string }[] {
  const best = Object.values(bombs).map((bomb) => {
    const times = Array.from({ length: RUNS }, () => {
      const start = now();
      parseMarkdown(bomb);
      return now() - start;
    });
    return Math.min(...times);
  });
  return [{ name: 'markdown: worst of the hostile texts', value: Math.max(...best), unit: 'ms' }];
}
