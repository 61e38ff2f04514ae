import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { createQueue } from './queue.ts';

test('the queue gives back everything, by time and then by turn', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (times) => {
      const queue = createQueue<number>();
      times.forEach((at, turn) => queue.push(at, turn));
      const out: number[] = [];
      for (let value = queue.pop(); value !== undefined; value = queue.pop()) out.push(value);
      const expected = times.map((at, turn) => ({ at, turn })).toSorted((a, b) => a.at - b.at || a.turn - b.turn);
      expect(out).toEqual(expected.map(({ turn }) => turn));
    }),
  );
});

test('actions see the time at which they are due, and what is undone does not run', () => {
  const clock = createClock();
  const ran: string[] = [];
  clock.after(30, () => ran.push(`c at ${clock.now}`));
  const cancel = clock.after(20, () => ran.push('never'));
  clock.after(10, () => {
    ran.push(`a at ${clock.now}`);
    clock.after(0, () => ran.push(`b at ${clock.now}`));
    cancel();
  });
  clock.runUntil(29);
  expect(ran).toEqual(['a at 10', 'b at 10']);
  expect(clock.now).toBe(29);
  expect(clock.runUntilTrue(() => ran.length === 3, 100)).toBe(true);
  expect(clock.now).toBe(30);
  expect(clock.runUntilTrue(() => false, 100)).toBe(false);
  expect(clock.now).toBe(100);
});

test('a loop without delay is an error, not a hang', () => {
  const clock = createClock();
  const again = (): void => void clock.after(0, again);
  again();
  expect(() => clock.runUntil(1)).toThrow('stands still');
});

test('what is left of a delay, too little to change the time, still passes', () => {
  const clock = createClock();
  let rounds = 0;
  const due = 1_000_000_000.1;
  const look = (): void => {
    rounds += 1;
    if (clock.now < due && rounds < 10) clock.after(due - clock.now, look);
  };
  clock.runUntil(1_000_000_000.1 - 2e-7);
  look();
  clock.runUntil(1_000_000_001);
  expect(rounds).toBe(2);
  const before = clock.now;
  clock.after(1e-12, () => undefined);
  clock.runUntilTrue(() => clock.now > before, before + 1);
  expect(clock.now - before).toBeLessThan(0.01);
});
