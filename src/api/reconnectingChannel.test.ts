import { assert, double, integer, property } from 'fast-check';
import { expect, it } from 'vitest';
import type { ConnectionState } from './channel.ts';
import {
  FIRST_WAIT_MS,
  LONGEST_WAIT_MS,
  reconnectingChannel,
  waitBefore,
  type ConnectionHandlers,
} from './reconnectingChannel.ts';

function openChannel() {
  const connections: { handlers: ConnectionHandlers; sent: unknown[]; closed: boolean }[] = [];
  const waits: { ms: number; fire: () => void }[] = [];
  const states: ConnectionState[] = [];
  const received: unknown[] = [];
  const channel = reconnectingChannel({
    open(handlers) {
      const connection = { handlers, sent: [] as unknown[], closed: false };
      connections.push(connection);
      return { send: (message) => connection.sent.push(message), close: () => (connection.closed = true) };
    },
    after(ms, fire) {
      const wait = { ms, fire };
      waits.push(wait);
      return () => waits.splice(waits.indexOf(wait), 1);
    },
    random: () => 0,
  });
  const stop = channel.listen({ message: (data) => received.push(data), state: (state) => states.push(state) });
  return { channel, connections, waits, states, received, stop };
}

it('waits longer each time, within its bounds', () => {
  assert(
    property(integer({ min: 0, max: 1_000 }), double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
      const wait = waitBefore(attempt, random);
      expect(wait).toBeGreaterThanOrEqual(FIRST_WAIT_MS / 2);
      expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      expect(waitBefore(attempt + 1, random)).toBeGreaterThanOrEqual(wait);
    }),
  );
});

it('comes back after each break, and starts with the short wait after it was open', () => {
  const { connections, waits, states } = openChannel();
  connections[0]?.handlers.ended('broken');
  waits.shift()?.fire();
  connections[1]?.handlers.ended('broken');
  expect(waits.map(({ ms }) => ms)).toEqual([2 * FIRST_WAIT_MS]);
  waits.shift()?.fire();
  connections[2]?.handlers.opened();
  connections[2]?.handlers.ended('broken');
  expect(waits.map(({ ms }) => ms)).toEqual([FIRST_WAIT_MS]);
  const again = ['connecting', 'closed'] as const;
  expect(states).toEqual([...again, ...again, 'connecting', 'open', 'closed']);
});

it('sends only while open, and hears nothing of a connection that ended', () => {
  const { channel, connections, received } = openChannel();
  const message = { id: 1, call: 'self' };
  channel.send(message);
  connections[0]?.handlers.opened();
  channel.send(message);
  connections[0]?.handlers.message('a');
  connections[0]?.handlers.ended('broken');
  connections[0]?.handlers.ended('broken');
  connections[0]?.handlers.message('b');
  channel.send(message);
  expect(connections[0]?.sent).toEqual([message]);
  expect(received).toEqual(['a']);
});

it('does not try again where it is refused, nor after it was stopped', () => {
  const refused = openChannel();
  refused.connections[0]?.handlers.ended('refused');
  expect(refused.waits).toEqual([]);
  expect(refused.states).toEqual(['connecting', 'refused']);

  const stopped = openChannel();
  stopped.stop();
  expect(stopped.connections[0]?.closed).toBe(true);
  stopped.connections[0]?.handlers.opened();
  stopped.connections[0]?.handlers.ended('broken');
  expect(stopped.waits).toEqual([]);
  expect(stopped.states).toEqual(['connecting']);

  const waiting = openChannel();
  waiting.connections[0]?.handlers.ended('broken');
  waiting.stop();
  expect(waiting.waits).toEqual([]);
});
