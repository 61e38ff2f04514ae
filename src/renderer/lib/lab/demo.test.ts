import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDemo, LINE_MS } from './demo.ts';
import { demoNames, type DemoLine, type DemoNews } from './demoScript.ts';

const lines: DemoLine[] = Array.from({ length: 6 }, (_, index) => ({ speaker: index % 3, text: `line ${index}` }));
const END = LINE_MS * lines.length + 30_000;

function play(seed: number, step: number): DemoNews[] {
  const news: DemoNews[] = [];
  const demo = createDemo(lines, seed, (one) => news.push(one));
  for (let at = 0; at <= END; at += step) demo.advance(at);
  return news;
}

test('whatever the seed, each line reaches each peer once, its speaker first', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const news = play(seed, 500);
      expect(news).toHaveLength(lines.length * demoNames.length);
      lines.forEach(({ speaker }, line) => {
        const nodes = news.filter((one) => one.line === line).map(({ node }) => node);
        expect(nodes[0]).toBe(speaker);
        expect(new Set(nodes)).toEqual(new Set([0, 1, 2]));
      });
    }),
    { numRuns: 20 },
  );
});

test('the same seed plays the same, however often the time is looked at', () => {
  expect(play(7, 40)).toEqual(play(7, 1_000));
});
