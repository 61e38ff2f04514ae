import { expect, test } from 'vitest';
import { createCalm } from './calm.ts';

function subject() {
  let time = 0;
  let timers: { at: number; go: () => void }[] = [];
  const idle: (() => void)[] = [];
  const calm = createCalm({
    now: () => time,
    after(ms, go) {
      const timer = { at: time + ms, go };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    whenIdle: (then) => void idle.push(then),
  });
  const pass = (ms: number): void => {
    time += ms;
    const due = timers.filter(({ at }) => at <= time);
    timers = timers.filter(({ at }) => at > time);
    for (const { go } of due) go();
  };
  return { calm, pass, idle: () => idle.shift()?.() };
}

test('a page that opens, and a few rows after it, are whole at once', () => {
  const { calm, pass } = subject();
  expect(Array.from({ length: 40 }, () => calm.isCalm())).not.toContain(false);
  pass(300);
  for (let n = 0; n < 5; n++) {
    expect(calm.isCalm()).toBe(true);
    pass(100);
  }
});

test('where many come each waits until no more do; then the last ones are first, some at a time', () => {
  const { calm, pass, idle } = subject();
  const settled: number[] = [];
  const calmed: boolean[] = [];
  for (let n = 0; n < 20; n++) {
    calmed.push(calm.isCalm());
    if (calmed.at(-1) === false) calm.whenCalm(() => settled.push(n));
    pass(16);
  }
  expect(calmed.indexOf(false)).toBe(8);
  idle();
  expect(settled).toEqual([]);
  pass(250);
  idle();
  expect(settled).toEqual([19, 18, 17, 16, 15, 14]);
  idle();
  expect(settled).toHaveLength(12);
});

test('a row that is gone is not asked; rows that come meanwhile put the others off', () => {
  const { calm, pass, idle } = subject();
  const settled: string[] = [];
  calm.whenCalm(() => settled.push('gone'))();
  calm.whenCalm(() => settled.push('here'));
  pass(250);
  calm.whenCalm(() => settled.push('later'));
  idle();
  expect(settled).toEqual([]);
  pass(250);
  idle();
  expect(settled).toEqual(['later', 'here']);
});
