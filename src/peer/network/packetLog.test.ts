import { expect, test } from 'vitest';
import { parseAddress } from '../../gossiper/names.ts';
import { MAX_PACKETS, MAX_RAW_BYTES, PacketLog, WATCH_MS } from './packetLog.ts';

const address = parseAddress('10.0.0.1:5000')!;
const add = (log: PacketLog, now: number, bytes = new Uint8Array([1])) =>
  log.add({ at: now, direction: 'sent', address }, bytes, now);
const seqs = (log: PacketLog, after: number, now: number, limit = 1e6) =>
  log.read(after, limit, now).map(({ seq }) => seq);

test('nothing is kept before somebody looks, and nothing stays after they went', () => {
  const log = new PacketLog();
  add(log, 0);
  expect(log.size).toEqual({ packets: 0, bytes: 0 });
  expect(seqs(log, 0, 1)).toEqual([]);
  add(log, 1 + WATCH_MS);
  expect(log.size.packets).toBe(1);
  add(log, 2 + WATCH_MS);
  expect(log.size).toEqual({ packets: 0, bytes: 0 });
  expect(seqs(log, 0, 3 + WATCH_MS)).toEqual([]);
});

test('each is given once to who asks for what comes after the last', () => {
  const log = new PacketLog();
  log.read(0, 1, 0);
  for (let n = 0; n < 5; n++) add(log, n);
  expect(seqs(log, 0, 5, 3)).toEqual([1, 2, 3]);
  expect(seqs(log, 3, 5)).toEqual([4, 5]);
  expect(seqs(log, 5, 5)).toEqual([]);
});

test(`at most ${MAX_PACKETS} are kept, the newest`, () => {
  const log = new PacketLog();
  log.read(0, 1, 0);
  for (let n = 0; n < MAX_PACKETS; n++) add(log, 0);
  expect(seqs(log, 0, 0, 1)).toEqual([1]);
  for (let n = 0; n < 2 * MAX_PACKETS + 1; n++) add(log, 0);
  expect(log.size.packets).toBe(MAX_PACKETS);
  expect([seqs(log, 0, 0)[0], seqs(log, 0, 0).at(-1)]).toEqual([2 * MAX_PACKETS + 2, 3 * MAX_PACKETS + 1]);
});

test(`of ${MAX_RAW_BYTES} bytes together, and as they were when they were sent`, () => {
  const log = new PacketLog();
  log.read(0, 1, 0);
  const bytes = new Uint8Array(MAX_RAW_BYTES / 256).fill(7);
  for (let n = 0; n < 256; n++) add(log, 0, bytes);
  expect(log.size.packets).toBe(256);
  bytes.fill(8);
  add(log, 0, bytes);
  expect(log.size).toEqual({ packets: 256, bytes: MAX_RAW_BYTES });
  expect(log.read(0, 1, 0)[0]).toMatchObject({ seq: 2 });
  expect(log.read(0, 1, 0)[0]?.raw[0]).toBe(7);
});
