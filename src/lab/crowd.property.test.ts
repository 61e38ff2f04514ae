/** Statuses that don't fit in a datagram: everyone converges all the same, and then it is quiet. */
import { expect, test } from 'vitest';
import { COURSE_DEFAULTS } from './course/core.ts';
import { makeHistory } from './history.ts';
import { OUR_DEFAULTS } from './resident.ts';
import { differenceWithin } from './schedule.ts';
import { World } from './world.ts';

test('a thousand origins: ours and a course node converge, without a loop of partial statuses', () => {
  const world = new World({ seed: 1 });
  const history = makeHistory(1_000, 1);
  for (let node = 0; node < 5; node++) world.add({ kind: 'ours', ...OUR_DEFAULTS });
  const course = world.add({ kind: 'course', ...COURSE_DEFAULTS });
  world.preload(0, history.slice(0, 600));
  world.preload(1, history.slice(400));
  for (let a = 0; a < 5; a++) for (let b = 0; b < a; b++) world.link(a, b);
  world.link(4, course);
  for (let node = 0; node < world.size; node++) world.start(node);
  world.clock.runUntil(180_000);
  expect(world.ledger.broken).toEqual([]);
  expect(differenceWithin(world, [0, 1, 2, 3, 4, course])).toBeUndefined();
  expect(world.holdings(course).size).toBe(1_000);
  const before = world.network.flow.datagrams;
  world.clock.runUntil(world.clock.now + 60_000);
  // Anti-entropy: every 10 s each node one status, in up to 5 datagrams among ours, and its answer.
  expect((world.network.flow.datagrams - before) / world.size / 60).toBeLessThan(2);
});
