import { afterEach, expect, it, vi } from 'vitest';
import { DATAGRAMS_PER_TURN, MAX_QUEUED_BYTES, MAX_QUEUED_DATAGRAMS, READ_AHEAD_MS } from './limits.ts';
import { readAheadQueue, type ReadAheadQueue } from './readAheadQueue.ts';

let queue: ReadAheadQueue | undefined;
afterEach(() => queue?.close());

function open() {
  const served: number[] = [];
  const dropped = vi.fn<() => void>();
  queue = readAheadQueue((datagram) => served.push(datagram[0] ?? -1), dropped);
  return { served, dropped, queue };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const datagram = (first: number, bytes = 1): Uint8Array => Uint8Array.from({ length: bytes }, () => first & 0xff);

it('serves one datagram as soon as no other came in the same turn', async () => {
  const { served, queue: opened } = open();
  opened.push(datagram(1));
  expect(served).toEqual([]);
  await turn();
  await turn();
  expect(served).toEqual([1]);
});

it('serves a burst in order, and leaves room for others after each part of it', async () => {
  const { served, queue: opened } = open();
  for (let i = 0; i < 3 * DATAGRAMS_PER_TURN; i++) opened.push(datagram(i));
  const parts = new Set<number>();
  while (served.length < 3 * DATAGRAMS_PER_TURN) {
    parts.add(served.length);
    await turn();
  }
  expect(Math.max(...[...parts].map((part) => part % DATAGRAMS_PER_TURN))).toBe(0);
  expect(served).toEqual(Array.from({ length: 3 * DATAGRAMS_PER_TURN }, (_, i) => i & 0xff));
});

it('serves in the end also where datagrams never stop coming', async () => {
  const { served, queue: opened } = open();
  const started = performance.now();
  while (served.length === 0) {
    opened.push(datagram(1));
    await turn();
  }
  expect(performance.now() - started).toBeGreaterThanOrEqual(READ_AHEAD_MS - 1);
});

it('holds so many and drops the next', () => {
  const { dropped, queue: opened } = open();
  for (let i = 0; i < MAX_QUEUED_DATAGRAMS; i++) opened.push(datagram(i));
  expect(dropped).toHaveBeenCalledTimes(0);
  opened.push(datagram(0));
  expect(dropped).toHaveBeenCalledTimes(1);
});

it('holds so many bytes and drops the next', () => {
  const { dropped, queue: opened } = open();
  const bytes = 65_536;
  for (let i = 0; i < MAX_QUEUED_BYTES / bytes; i++) opened.push(datagram(i, bytes));
  expect(dropped).toHaveBeenCalledTimes(0);
  opened.push(datagram(0));
  expect(dropped).toHaveBeenCalledTimes(1);
});

it('is empty again once all was served, and forgets what waits when it is closed', async () => {
  const { served, dropped, queue: opened } = open();
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < MAX_QUEUED_DATAGRAMS; i++) opened.push(datagram(i));
    await expect.poll(() => served).toHaveLength((round + 1) * MAX_QUEUED_DATAGRAMS);
  }
  expect(dropped).toHaveBeenCalledTimes(0);
  opened.push(datagram(1));
  opened.close();
  await turn();
  await turn();
  expect(served).toHaveLength(3 * MAX_QUEUED_DATAGRAMS);
});
