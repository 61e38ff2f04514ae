/** One suite for every binding of the API that answers calls. UDP, which answers nothing, has its own beside it. */
import { assert, asyncProperty, string } from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contract, MAX_SEARCH, type Event } from '../../src/api/contract.ts';
import type { Result } from '../../src/api/result.ts';
import { http, inProcess, ipc, webSocket, type Binding, type Bound } from './bindings.ts';
import { fakeService } from './fakeService.ts';

const bindings: readonly (readonly [string, Binding])[] = [
  ['in process', inProcess],
  ['IPC', ipc],
  ['HTTP', http],
  ['WebSocket', webSocket],
];

let bound: Bound | undefined;
afterEach(async () => {
  await bound?.close();
  bound = undefined;
});

const notice = (message: string): Event => ({ type: 'notice', notice: { level: 'info', code: 'n', message } });

describe.each(bindings)('calls over %s', (_name, binding) => {
  it('does what a command says and answers with its output', async () => {
    const service = fakeService();
    bound = await binding(service);
    const result = await bound.call('say', { text: 'hello' });
    expect(result).toMatchObject({ ok: true, value: { text: 'hello', id: 1 } });
    expect(service.said).toEqual(['hello']);
  });

  it('answers each query in the shape of the table', async () => {
    bound = await binding(fakeService());
    await bound.call('say', { text: 'hello' });
    await bound.call('say', { text: 'psst', to: 'B' });
    for (const name of [
      'self',
      'peers',
      'sync',
      'holders',
      'holding',
      'messages',
      'evidence',
      'conversations',
      'routes',
      'network',
      'packets',
      'settings',
      'backup',
      'doctor',
      'nearby',
      'notices',
      'metrics',
    ] as const) {
      const result = await bound.call(name, name === 'evidence' || name === 'holders' ? { origin: 'A', id: 1 } : {});
      if (!result.ok) throw new Error(`${name}: ${result.problem.message}`);
      expect(contract[name].output.safeParse(result.value).success, name).toBe(true);
    }
  });

  it('searches, page by page', async () => {
    bound = await binding(fakeService());
    for (const text of ['one word', 'none', 'two word', 'three word']) await bound.call('say', { text });
    const first = contract.search.output.parse(valueOf(await bound.call('search', { text: 'word', limit: 2 })));
    expect(first.messages.map(({ text }) => text)).toEqual(['three word', 'two word']);
    const second = await bound.call('search', { text: 'word', limit: 2, before: first.next });
    expect(second).toMatchObject({ ok: true, value: { messages: [{ text: 'one word' }], next: null, indexed: 1 } });
    await bound.call('say', { text: 'a private word', to: 'B' });
    for (const [conversation, found] of [
      ['', ['three word', 'two word', 'one word']],
      ['B', ['a private word']],
    ] as const) {
      const there = contract.search.output.parse(valueOf(await bound.call('search', { text: 'word', conversation })));
      expect(there.messages.map(({ text }) => text)).toEqual(found);
    }
  });

  it('carries any text to the peer and back, bytes that are not UTF-8 too', async () => {
    const service = fakeService();
    const fresh = await binding(service);
    bound = fresh;
    await assert(
      asyncProperty(string({ unit: 'binary', minLength: 1 }), async (text) => {
        const withByte = `${text}\udcff`;
        const result = await fresh.call('say', { text: withByte });
        expect(result).toMatchObject({ ok: true, value: { text: withByte } });
        expect(service.said.at(-1)).toBe(withByte);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what is said to one apart from what is said to all', async () => {
    bound = await binding(fakeService());
    await bound.call('say', { text: 'to all' });
    expect(await bound.call('say', { text: 'psst', to: 'B' })).toMatchObject({
      ok: true,
      value: { conversation: 'B', delivery: 'sent' },
    });
    expect(await bound.call('messages', {})).toMatchObject({ value: { messages: [{ text: 'to all' }], total: 1 } });
    expect(await bound.call('messages', { conversation: 'B', limit: 5 })).toMatchObject({
      value: { messages: [{ text: 'psst' }], total: 1 },
    });
    expect(await bound.call('conversations', { read: { B: 0 } })).toMatchObject({
      value: [{ conversation: 'B', unread: 1, last: { text: 'psst' } }],
    });
    expect(await bound.call('conversations', { read: { B: 99 } })).toMatchObject({ value: [{ unread: 0 }] });
  });

  it('passes on what the peer refuses', async () => {
    bound = await binding(fakeService());
    const result = await bound.call('addPeer', { address: 'nonsense' });
    expect(result).toEqual({ ok: false, problem: { code: 'bad-address', message: 'Give the address as ip:port.' } });
  });

  it.each(['nothing', 'subscribe', 'constructor', '__proto__', 'toString', ' say', 'SAY'])(
    'refuses the unknown call %j',
    async (name) => {
      bound = await binding(fakeService());
      const result = await bound.call(name, {});
      expect(result).toMatchObject({ ok: false, problem: { code: 'unknown-call' } });
    },
  );

  it.each([
    ['say', {}, 'Give "text" of "say" as a string.'],
    ['say', { text: 5 }, 'Give "text" of "say" as a string.'],
    ['say', { text: 'x', to: 5 }, 'Give "to" of "say" as a string.'],
    ['say', [], 'Give the input of "say" as a JSON object.'],
    ['say', 'text', 'Give the input of "say" as a JSON object.'],
    ['messages', { limit: 501 }, 'Give "limit" of "messages" as at most 500.'],
    ['messages', { limit: 0 }, 'Give "limit" of "messages" as at least 1.'],
    ['messages', { limit: 1.5 }, 'Give "limit" of "messages" as a whole number.'],
    ['messages', { before: { shownAt: 1 } }, 'Give "before.key" of "messages" as a number.'],
    ['search', {}, 'Give "text" of "search" as a string.'],
    ['search', { text: 'x', conversation: null }, 'Give "conversation" of "search" as a string.'],
    ['holders', { origin: 'A', id: 0 }, 'Give "id" of "holders" as at least 1.'],
    ['evidence', { origin: 'A' }, 'Give "id" of "evidence" as a number.'],
    ['download', { hash: 'zz', name: 'a' }, 'Give "hash" of "download" as 64 hex digits.'],
    ['setPolicy', { policy: 'loud' }, 'Give "policy" of "setPolicy" as one of "eager", "coinFlip".'],
  ])('refuses %s with %j in one sentence that names the field', async (name, input, message) => {
    bound = await binding(fakeService());
    expect(await bound.call(name, input)).toEqual({ ok: false, problem: { code: 'bad-input', message } });
  });

  it('takes a search of 500 units and refuses one of 501', async () => {
    bound = await binding(fakeService());
    expect(await bound.call('search', { text: 'x'.repeat(MAX_SEARCH) })).toMatchObject({ ok: true });
    const longer = await bound.call('search', { text: 'x'.repeat(MAX_SEARCH + 1) });
    expect(longer).toMatchObject({ ok: false, problem: { code: 'bad-input' } });
  });

  it('serves calls in the order in which they were made', async () => {
    const service = fakeService();
    const fresh = await binding(service);
    bound = fresh;
    // Over HTTP, requests made at once use several connections and have no order.
    const many = binding === http ? 1 : 100;
    const texts = Array.from({ length: many }, (_, i) => `text ${i}`);
    await Promise.all(texts.map((text) => fresh.call('say', { text })));
    expect(service.said).toEqual(texts);
  });
});

describe.each(bindings.slice(1))('a bug of the peer over %s', (_name, binding) => {
  it('is answered and handed on, and the next call works', async () => {
    const service = fakeService();
    service.breakMetrics();
    bound = await binding(service);
    expect(await bound.call('metrics', {})).toMatchObject({ ok: false, problem: { code: 'internal' } });
    expect(bound.bugs).toHaveLength(1);
    expect(await bound.call('self', {})).toMatchObject({ ok: true });
  });
});

describe.each(bindings.filter(([, binding]) => binding === ipc || binding === webSocket))(
  'events over %s',
  (_name, binding) => {
    it('come to every subscriber, once each, in order', async () => {
      const service = fakeService();
      bound = await binding(service);
      const seen: [string[], string[]] = [[], []];
      for (const list of seen) subscribe(bound, list);
      await bound.call('self', {});
      for (let i = 0; i < 500; i++) service.emit(notice(`n${i}`));
      const all = Array.from({ length: 500 }, (_, i) => `n${i}`);
      await expect.poll(() => seen).toEqual([all, all]);
    });

    it('stop after the unsubscribe', async () => {
      const service = fakeService();
      bound = await binding(service);
      const seen: string[] = [];
      const unsubscribe = subscribe(bound, seen);
      const others: string[] = [];
      subscribe(bound, others);
      await bound.call('self', {});
      unsubscribe();
      service.emit(notice('late'));
      await expect.poll(() => others).toEqual(['late']);
      expect(seen).toEqual([]);
    });
  },
);

describe('a break of the WebSocket', () => {
  it('loses no event and repeats none', async () => {
    const service = fakeService();
    bound = await webSocket(service);
    const seen: string[] = [];
    const { missed } = subscribeAll(bound, seen);
    await bound.call('self', {});
    for (let i = 0; i < 300; i++) {
      service.emit(notice(`n${i}`));
      if (i % 50 === 49) {
        bound.break?.();
        await expect.poll(() => seen.length).toBeGreaterThan(i - 25);
      }
    }
    await expect.poll(() => seen).toEqual(Array.from({ length: 300 }, (_, i) => `n${i}`));
    expect(missed).not.toHaveBeenCalled();
  });

  it('that lasts longer than events are kept says that some were missed', async () => {
    const service = fakeService();
    bound = await webSocket(service, 10);
    const seen: string[] = [];
    const { missed } = subscribeAll(bound, seen);
    await bound.call('self', {});
    bound.break?.();
    for (let i = 0; i < 11; i++) service.emit(notice(`lost${i}`));
    await expect.poll(() => missed).toHaveBeenCalledTimes(1);
    service.emit(notice('next'));
    await expect.poll(() => seen).toEqual(['next']);
  });

  it('answers the calls that were on their way with a problem', async () => {
    const service = fakeService();
    service.sync = () => new Promise(() => undefined);
    bound = await webSocket(service);
    await bound.call('self', {});
    const waiting = bound.call('sync', {});
    bound.break?.();
    expect(await waiting).toMatchObject({ ok: false, problem: { code: 'connection-lost' } });
  });
});

function valueOf(result: Result<unknown>): unknown {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

function subscribe({ client }: Bound, into: string[]): () => void {
  if (client === undefined) throw new Error('this binding has no events');
  return client.subscribe({
    event: (event) => void into.push(event.type === 'notice' ? event.notice.message : event.type),
    missed: () => undefined,
    connection: () => undefined,
  });
}

function subscribeAll({ client }: Bound, into: string[]) {
  const missed = vi.fn<() => void>();
  client?.subscribe({
    event: (event) => void into.push(event.type === 'notice' ? event.notice.message : event.type),
    missed,
    connection: () => undefined,
  });
  return { missed };
}
