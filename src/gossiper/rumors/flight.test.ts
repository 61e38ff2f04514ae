import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WINDOW_COURSE, WINDOW_OURS } from '../limits.ts';
import { parseOrigin } from '../names.ts';
import { Flight, type Sent } from './flight.ts';

const A = parseOrigin('A')!;
const all = (): boolean => true;
const upTo =
  (next: number) =>
  ({ id }: Sent): boolean =>
    id < next;

function send(flight: Flight, from: number, count: number, bytes = 100, now = 0): void {
  for (let id = from; id < from + count; id++) flight.add(A, id, bytes, false, now);
}

describe('the window', () => {
  test('is one rumor to a fresh address, and doubles with each acknowledgement up to its limit', () => {
    const flight = new Flight();
    const sizes: number[] = [];
    for (let id = 1; sizes.length < 9; id++) {
      sizes.push(flight.room(WINDOW_OURS));
      send(flight, id, 1);
      flight.acknowledge(all, 0, WINDOW_OURS);
    }
    expect(sizes).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64]);
  });

  test.each([
    ['ours', WINDOW_OURS],
    ['the course’s', WINDOW_COURSE],
  ])('of %s is full at n rumors, not at n − 1', (_, limit) => {
    const flight = new Flight();
    flight.window = 1_000;
    send(flight, 1, limit.rumors - 1, 1);
    expect(flight.room(limit)).toBe(1);
    send(flight, limit.rumors, 1, 1);
    expect(flight.room(limit)).toBe(0);
  });

  test.each([
    ['ours', WINDOW_OURS],
    ['the course’s', WINDOW_COURSE],
  ])('of %s is full at n bytes, not at n − 1', (_, limit) => {
    const flight = new Flight();
    flight.window = 1_000;
    send(flight, 1, 1, limit.bytes - 1);
    expect(flight.room(limit)).toBeGreaterThan(0);
    send(flight, 2, 1, 1);
    expect(flight.room(limit)).toBe(0);
  });

  test('is halved, never below one', () => {
    const flight = new Flight();
    flight.window = 5;
    const sizes = [1, 2, 3, 4].map(() => (flight.halve(), flight.window));
    expect(sizes).toEqual([2, 1, 1, 1]);
  });
});

describe('round trips', () => {
  test('are measured on what was sent once only, and smoothed', () => {
    const flight = new Flight();
    send(flight, 1, 1);
    flight.acknowledge(all, 80, WINDOW_OURS);
    expect(flight.roundTrip).toBe(80);
    flight.add(A, 2, 1, false, 0);
    flight.get(A, 2)!.tries = 2;
    flight.acknowledge(all, 5_000, WINDOW_OURS);
    expect(flight.roundTrip).toBe(80);
    send(flight, 3, 1);
    flight.acknowledge(all, 160, WINDOW_OURS);
    expect(flight.roundTrip).toBe(90);
  });

  test('make the timeout of a pull, which is never below what an acknowledgement may be delayed', () => {
    const flight = new Flight();
    expect(flight.pullTimeout).toBeGreaterThanOrEqual(50);
    send(flight, 1, 1);
    flight.acknowledge(all, 100, WINDOW_OURS);
    expect(flight.pullTimeout).toBe(300);
  });
});

test('what is acknowledged is told and forgotten, the rest stays', () => {
  const flight = new Flight();
  send(flight, 1, 5);
  expect(flight.acknowledge(upTo(4), 0, WINDOW_OURS).map(({ id }) => id)).toEqual([1, 2, 3]);
  expect([flight.count, flight.has(A, 3), flight.has(A, 4)]).toEqual([2, false, true]);
  expect(flight.acknowledge(upTo(4), 0, WINDOW_OURS)).toEqual([]);
});

test('count and bytes are those of what was added and neither acknowledged nor dropped', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('add' as const),
      id: fc.integer({ min: 1, max: 20 }),
      bytes: fc.integer({ min: 1, max: 50 }),
    }),
    fc.record({ kind: fc.constant('drop' as const), id: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ kind: fc.constant('acknowledge' as const), id: fc.integer({ min: 1, max: 20 }) }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const flight = new Flight();
      flight.window = 100;
      const model = new Map<number, number>();
      for (const one of steps) {
        const found = flight.get(A, one.id);
        if (one.kind === 'add' && found === undefined) {
          flight.add(A, one.id, one.bytes, false, 0);
          model.set(one.id, one.bytes);
        } else if (one.kind === 'drop' && found !== undefined) {
          flight.drop(found);
          flight.drop(found); // twice changes nothing
          model.delete(one.id);
        } else if (one.kind === 'acknowledge') {
          flight.acknowledge(upTo(one.id), 0, WINDOW_OURS);
          for (const id of model.keys()) if (id < one.id) model.delete(id);
        }
        const bytes = [...model.values()].reduce((a, b) => a + b, 0);
        expect(flight.count).toBe(model.size);
        expect(flight.room({ rumors: 100, bytes: bytes + 1 })).toBeGreaterThan(0);
        expect(flight.room({ rumors: 100, bytes })).toBe(0);
        flight.window = 100;
      }
    }),
  );
});
