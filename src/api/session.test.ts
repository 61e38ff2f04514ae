import { anything, assert, property } from 'fast-check';
import { expect, it, vi } from 'vitest';
import { fakeService } from '../../tests/contract/fakeService.ts';
import type { ToClient } from './channelMessages.ts';
import { createEventHub } from './eventHub.ts';
import { done } from './result.ts';
import { peerEndpoint } from './endpoint.ts';
import { MAX_CALLS_IN_FLIGHT, openSession } from './session.ts';

function open() {
  const service = fakeService();
  const hub = createEventHub(service, 'run-1');
  const sent: ToClient[] = [];
  const onNonsense = vi.fn<() => void>();
  const onBug = vi.fn<(error: unknown) => void>();
  const timers: (() => void)[] = [];
  const after = (_ms: number, then: () => void): (() => void) => {
    timers.push(then);
    return () => undefined;
  };
  const session = openSession({
    endpoint: peerEndpoint(service, hub),
    send: (message) => sent.push(message),
    after,
    onNonsense,
    onBug,
  });
  return { service, sent, timers, session, onNonsense, onBug };
}

it('ends at anything that is no message of the protocol, and never throws', () => {
  assert(
    property(anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }), (data) => {
      const { session, onNonsense, sent } = open();
      session.receive(data);
      session.receive({ resumeFrom: 0, run: null });
      expect(onNonsense.mock.calls.length + sent.length).toBe(1);
    }),
  );
});

it(`runs ${MAX_CALLS_IN_FLIGHT} calls at once and refuses the next`, async () => {
  const { service, session, sent } = open();
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  service.peers = async () => {
    await finished;
    return done([]);
  };
  for (let id = 1; id <= MAX_CALLS_IN_FLIGHT + 1; id++) session.receive({ id, call: 'peers' });
  await expect.poll(() => sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ id: MAX_CALLS_IN_FLIGHT + 1, result: { ok: false, problem: { code: 'busy' } } });
  finish();
  await expect.poll(() => sent).toHaveLength(MAX_CALLS_IN_FLIGHT + 1);
  session.receive({ id: 0, call: 'peers' });
  await expect.poll(() => sent.at(-1)).toMatchObject({ id: 0, result: { ok: true } });
});

it('sends events together to a client that asks for it, and each answer after those before it', async () => {
  const { service, session, sent, timers } = open();
  session.receive({ resumeFrom: 0, run: null, gather: true });
  const gone = (n: number) => service.emit({ type: 'peerGone', address: `127.0.0.1:${n}` });
  for (const n of [1, 2, 3]) gone(n);
  const told = () => sent.map((message) => ('events' in message ? message.events.map(({ seq }) => seq) : message));
  expect(told().slice(1)).toEqual([[1]]);
  session.receive({ id: 1, call: 'peers' });
  await expect.poll(() => sent).toHaveLength(4);
  expect(told().slice(1)).toEqual([[1], [2, 3], expect.objectContaining({ id: 1 })]);
  gone(4);
  session.close();
  for (const then of timers) then();
  expect(sent).toHaveLength(4);
});

it('is silent once closed', async () => {
  const { service, session, sent } = open();
  session.receive({ resumeFrom: 0, run: null });
  session.receive({ id: 1, call: 'self' });
  session.close();
  service.emit({ type: 'peerGone', address: '127.0.0.1:1' });
  await service.say({ text: 'x' });
  expect(sent).toEqual([{ run: 'run-1', seq: 0, missed: false }]);
});
