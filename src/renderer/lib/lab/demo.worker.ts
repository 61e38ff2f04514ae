/** Runs the demo in real time, beside the page. It is sent its lines once, and ends when the page terminates it. */
import { createDemo } from './demo.ts';
import type { DemoLine } from './demoScript.ts';

/** As often as people can see a difference. */
const TICK_MS = 50;

addEventListener('message', ({ data }: MessageEvent<readonly DemoLine[]>) => {
  const began = performance.now();
  const demo = createDemo(data, Date.now() % 2 ** 31, (news) => postMessage(news));
  setInterval(() => demo.advance(performance.now() - began), TICK_MS);
});
