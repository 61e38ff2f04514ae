/** What the page's main thread did between frames, from a trace of Chromium. */
import type { CDPSession, Page } from 'playwright-core';
import { z } from 'zod';

const CATEGORIES = ['disabled-by-default-devtools.timeline', 'devtools.timeline.frame', '__metadata'];

/** Once in each frame, in the task that draws it. */
const FRAME = 'BeginCommitCompositorFrame';

const traceEvent = z.object({
  name: z.string(),
  pid: z.number(),
  tid: z.number(),
  ts: z.number(),
  dur: z.number().optional(),
  tdur: z.number().optional(),
  args: z.looseObject({ name: z.unknown() }).partial().optional(),
});
type TraceEvent = z.infer<typeof traceEvent>;

export interface FrameWork {
  /** ms between the starts of consecutive frames that the main thread spent in tasks, sorted. */
  readonly wall: readonly number[];
  /** The same without the time in which the thread waited for a processor. Empty where Chromium doesn't tell. */
  readonly cpu: readonly number[];
}

/**
 * Traces `doing`. Each frame counts, whether anything was drawn in it or not: the page is asked for one each 16.7 ms.
 */
export async function traceFrames(page: Page, cdp: CDPSession, doing: () => Promise<void>): Promise<FrameWork> {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }): void => {
    for (const event of value) {
      const parsed = traceEvent.safeParse(event);
      if (parsed.success) events.push(parsed.data);
    }
  };
  await page.evaluate(() => {
    Reflect.set(window, 'benchFrames', true);
    const next = (): void => {
      if (Reflect.get(window, 'benchFrames') === true) requestAnimationFrame(next);
    };
    next();
  });
  cdp.on('Tracing.dataCollected', collect);
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } });
  await doing();
  const complete = new Promise<void>((resolve) => cdp.once('Tracing.tracingComplete', () => resolve()));
  await cdp.send('Tracing.end');
  await complete;
  cdp.off('Tracing.dataCollected', collect);
  await page.evaluate(() => Reflect.set(window, 'benchFrames', false));
  return frameWork(events);
}

/** Tasks, and where a frame begins, of the one renderer that drew the most frames. */
export function frameWork(events: readonly TraceEvent[]): FrameWork {
  const main = busiestMainThread(events);
  const own = events.filter(({ pid, tid }) => `${pid} ${tid}` === main).toSorted((a, b) => a.ts - b.ts);
  const begins = own.filter(({ name }) => name === FRAME).map(({ ts }) => ts);
  const tasks = own.filter(({ name, dur }) => name === 'RunTask' && dur !== undefined);
  const wall = begins.slice(1).map(() => 0);
  const cpu = begins.slice(1).map(() => 0);
  let frame = 0;
  for (const { ts, dur = 0, tdur = 0 } of tasks) {
    // The task that a frame begins in starts just before it.
    while (frame < begins.length && (begins[frame] ?? Infinity) < ts + dur) frame++;
    const at = frame - 1;
    if (at < 0 || at >= wall.length) continue;
    wall[at] = (wall[at] ?? 0) + dur / 1_000;
    // Some systems count a thread's time by whole ticks of 10 ms: a task took no more of it than it lasted.
    cpu[at] = (cpu[at] ?? 0) + Math.min(dur, tdur) / 1_000;
  }
  const sorted = (values: number[]): number[] => values.toSorted((a, b) => a - b);
  return { wall: sorted(wall), cpu: tasks.some(({ tdur }) => tdur !== undefined) ? sorted(cpu) : [] };
}

function busiestMainThread(events: readonly TraceEvent[]): string {
  const frames = new Map<string, number>();
  for (const { name, pid, tid } of events)
    if (name === FRAME) frames.set(`${pid} ${tid}`, (frames.get(`${pid} ${tid}`) ?? 0) + 1);
  const [busiest] = [...frames].toSorted(([, a], [, b]) => b - a);
  if (busiest === undefined) throw new Error('the trace has no frames');
  return busiest[0];
}

export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
