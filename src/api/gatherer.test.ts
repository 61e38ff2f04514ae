import { expect, it } from 'vitest';
import { createGatherer, MAX_GATHERED } from './gatherer.ts';

function start() {
  const sent: number[][] = [];
  const timers = new Set<() => void>();
  const gatherer = createGatherer<number>(
    (items) => sent.push(items),
    (_ms, then) => {
      timers.add(then);
      return () => timers.delete(then);
    },
  );
  const pass = (): void => {
    const due = [...timers];
    timers.clear();
    for (const then of due) then();
  };
  return { gatherer, sent, timers, pass };
}

it('sends the first at once and what follows soon together, until it is quiet', () => {
  const { gatherer, sent, timers, pass } = start();
  for (const item of [1, 2, 3]) gatherer.add(item);
  expect(sent).toEqual([[1]]);
  pass();
  gatherer.add(4);
  expect(sent).toEqual([[1], [2, 3]]);
  pass();
  pass();
  expect(sent).toEqual([[1], [2, 3], [4]]);
  expect(timers.size).toBe(0);
  gatherer.add(5);
  expect(sent.at(-1)).toEqual([5]);
});

it('sends what was gathered when asked to, once', () => {
  const { gatherer, sent, pass } = start();
  gatherer.add(1);
  gatherer.add(2);
  gatherer.flush();
  gatherer.flush();
  pass();
  expect(sent).toEqual([[1], [2]]);
});

it.each([
  [MAX_GATHERED, 1],
  [MAX_GATHERED + 1, 2],
])('of %i that come at once, sends %i messages before the time is over', (count, messages) => {
  const { gatherer, sent } = start();
  for (let item = 0; item < count; item++) gatherer.add(item);
  expect(sent).toHaveLength(messages);
});

it('sends nothing once closed', () => {
  const { gatherer, sent, timers, pass } = start();
  gatherer.add(1);
  gatherer.add(2);
  gatherer.close();
  pass();
  expect(sent).toEqual([[1]]);
  expect(timers.size).toBe(0);
});
