/** The course's client protocol: no answers, so that what it did is seen at the peer. */
import { createSocket } from 'node:dgram';
import { assert, asyncProperty, uint8Array } from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import type { ClientMessage } from '../../src/api/clientMessage.ts';
import type { Problem } from '../../src/api/result.ts';
import { openUdpPort, type UdpPort } from '../../src/uiport/udpPort.ts';
import { decodeClientMessage, encodeClientMessage } from '../../src/wire/index.ts';
import { fakeService } from './fakeService.ts';

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open() {
  const service = fakeService();
  const problems: Problem[] = [];
  const port = await openUdpPort({
    service,
    port: 0,
    decode: decodeClientMessage,
    onProblem: (problem) => problems.push(problem),
    onBug: (error) => {
      throw error;
    },
  });
  if (!port.ok) throw new Error(port.problem.message);
  closing.push(() => port.value.close());
  const socket = createSocket('udp4');
  closing.push(() => void socket.close());
  const send = (bytes: Uint8Array) => socket.send(bytes, port.value.port, '127.0.0.1');
  return { service, problems, port: port.value, send };
}

const text = (words: string): Uint8Array => encodeClientMessage({ type: 'text', text: words });

it('takes 2,000 messages that one socket sends without a pause, in their order', async () => {
  const { service, send } = await open();
  const texts = Array.from({ length: 2_000 }, (_, i) => `${i} ${'x'.repeat(100)}`);
  for (const words of texts) send(text(words));
  await expect.poll(() => service.said).toHaveLength(2_000);
  expect(service.said).toEqual(texts);
});

it('counts what does not decode and lives on', async () => {
  const { service, send, port } = await open();
  await assert(
    asyncProperty(uint8Array({ maxLength: 200 }), async (bytes) => {
      if (decodeClientMessage(bytes) !== undefined) return;
      const { clientDatagramsBad = 0 } = port.counters();
      send(bytes);
      await expect.poll(() => port.counters()['clientDatagramsBad']).toBe(clientDatagramsBad + 1);
    }),
    { numRuns: 50 },
  );
  send(text('still here'));
  await expect.poll(() => service.said).toEqual(['still here']);
});

it('carries files and searches, tells what the peer refuses, and lives on', async () => {
  const { service, send, problems, port } = await open();
  const hash = new Uint8Array(32).fill(1);
  const requests: readonly ClientMessage[] = [
    { type: 'share', file: 'a.txt' },
    { type: 'share', file: '../a.txt' },
    { type: 'download', file: 'b.txt', hash, destination: 'B' },
    { type: 'search', keywords: ['a', 'b'], budget: 4 },
  ];
  for (const message of requests) send(encodeClientMessage(message));
  send(text('still here'));
  await expect.poll(() => service.said).toEqual(['still here']);
  expect(problems.map(({ code }) => code)).toEqual(['no-such-file']);
  expect(port.counters()).toMatchObject({ clientDatagrams: 5, clientDatagramsRefused: 1 });
  expect(await service.files({})).toMatchObject({
    value: [{ name: 'b.txt', hash: '01'.repeat(32) }, { name: 'a.txt' }],
  });
  expect(await service.foundFiles({})).toMatchObject({ value: { keywords: ['a', 'b'] } });
});

it('takes a text with a destination for a private message', async () => {
  const { service, send } = await open();
  send(encodeClientMessage({ type: 'private', text: 'psst', destination: 'B' }));
  await expect.poll(() => service.said).toEqual(['psst']);
  expect(await service.conversations({ read: {} })).toMatchObject({ value: [{ conversation: 'B' }] });
});

it('refuses a port that is taken, and finds the next free one where it may', async () => {
  const { port }: { port: UdpPort } = await open();
  const common = { service: fakeService(), decode: decodeClientMessage, onProblem: vi.fn(), onBug: vi.fn() };
  expect(await openUdpPort({ ...common, port: port.port })).toMatchObject({
    ok: false,
    problem: { code: 'port-in-use' },
  });
  const next = await openUdpPort({ ...common, port: { firstFreeFrom: port.port } });
  if (!next.ok) throw new Error(next.problem.message);
  closing.push(() => next.value.close());
  expect(next.value.port).toBeGreaterThan(port.port);
});
