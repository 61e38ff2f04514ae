import { beforeEach, expect, test } from 'vitest';
import { createAppStore } from '../../app/store.tsx';
import { reduce, type Happening } from '../../app/reduce.ts';
import { fakeMessage } from '../../lib/fakeClient.ts';
import { createSteps, FLOOD, STEP_MS, type Steps } from './steps.ts';

let at = 0;
let timers: { at: number; call: () => void }[] = [];
let store: ReturnType<typeof createAppStore>;
let steps: Steps;
let told = 0;
let key = 0;

const tell = (happening: Happening) => store.setState(reduce(store.getState(), happening, at), true);
const arrive = (count: number, more = {}) => {
  for (let i = 0; i < count; i++) tell({ type: 'message', message: fakeMessage(++key, { own: false, ...more }) });
};
/** Lets time pass in steps of a frame; in each, `count` messages arrive. */
function pass(ms: number, count = 0): void {
  for (const end = at + ms; at < end; at += 20) {
    const due = timers.filter((timer) => timer.at <= at);
    timers = timers.filter((timer) => timer.at > at);
    for (const { call } of due) call();
    arrive(count);
  }
}
const newestShown = (): number => steps.messages().at(-1)?.key ?? 0;

beforeEach(() => {
  at = 1_000_000;
  timers = [];
  key = 50_000;
  told = 0;
  store = createAppStore();
  steps = createSteps(store, {
    now: () => at,
    after(ms, then) {
      const timer = { at: at + ms, call: then };
      timers.push(timer);
      return () => (timers = timers.filter((one) => one !== timer));
    },
  });
  steps.subscribe(() => told++);
  const messages = [fakeMessage(key)];
  tell({ type: 'page', where: 'latest', page: { messages, more: false, total: 1 }, arrived: [] });
});

test('what a person can read is shown as it comes, also a burst and a page of history', () => {
  expect(newestShown()).toBe(key);
  for (let second = 0; second < 5; second++) {
    arrive(FLOOD / 2);
    expect(newestShown()).toBe(key);
    pass(1_000);
  }
});

test('few messages are no flood where many came in other conversations between them', () => {
  for (let i = 0; i < 5; i++) {
    key += 1_000;
    arrive(1);
    expect(newestShown()).toBe(key);
    pass(200);
  }
});

test('in a flood the end moves on in steps, and all is shown when it ends', () => {
  pass(1_000, 4); // 200 a second
  told = 0;
  pass(10_000, 4);
  expect(told).toBeGreaterThanOrEqual(4);
  expect(told).toBeLessThanOrEqual(6);
  expect(key - newestShown()).toBeGreaterThan(0);
  pass(STEP_MS);
  expect(newestShown()).toBe(key);
  pass(1_000);
  arrive(1);
  expect(newestShown()).toBe(key);
});

test('what is said here is shown at once, with all before it', () => {
  pass(3_500, 4);
  expect(newestShown()).toBeLessThan(key);
  arrive(1, { own: true, how: 'said' });
  expect(newestShown()).toBe(key);
  const all = steps.messages().map((message) => message.key);
  expect(all).toEqual(Array.from(all, (_, i) => (all[0] ?? 0) + i));
});

test.each<[string, Happening]>([
  ['who leaves the end', { type: 'following', following: false }],
  ['who goes to the end', { type: 'toEnd' }],
])('all is shown to %s', (_, happening) => {
  pass(3_500, 4);
  expect(newestShown()).toBeLessThan(key);
  tell(happening);
  expect(newestShown()).toBe(key);
});

test('nothing is called after it was left', () => {
  const gone = createSteps(store, { now: () => at, after: () => () => undefined });
  let heard = 0;
  gone.subscribe(() => heard++)();
  pass(500, 4);
  expect(heard).toBe(0);
});
